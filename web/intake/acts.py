"""The record of what the organiser did at the desk and on others' behalf."""

from flask import render_template, request
from sqlalchemy import func, or_, select

from fairmatch.models import Account, Act, Agency, Firm
from fairmatch.organising import DESK_ACTS
from web.access import viewer_of
from web.database import reading
from web.intake.blueprint import blueprint
from web.public.plan_search import page_address, page_number

PAGE_SIZE = 50


@blueprint.get("/acts")
def acts(fair: str) -> str:
    """List who did what and when, the latest first."""
    entered = viewer_of(fair)
    own = (
        Act.fair_id == entered.fair.id,
        or_(Act.on_behalf.is_(True), Act.kind.in_([kind.value for kind in DESK_ACTS])),
    )
    total = reading().scalar(select(func.count()).select_from(Act).where(*own)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    rows = reading().execute(
        select(Act, Account, Firm, Agency)
        .outerjoin(Account, Account.id == Act.account_id)
        .outerjoin(Firm, Firm.id == Act.firm_id)
        .outerjoin(Agency, Agency.id == Act.agency_id)
        .where(*own)
        .order_by(Act.at.desc(), Act.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return render_template(
        "intake/acts.html",
        entered=entered,
        fair=entered.fair,
        rows=rows.all(),
        total=total,
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
    )
