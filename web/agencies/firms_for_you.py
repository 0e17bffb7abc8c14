"""The firms that suit an agency's plan items, and why; only those that agreed to be shown."""

from flask import abort, request
from sqlalchemy import select

from fairmatch.catalogue import PlanOrder, PlanQuery, search_plans
from fairmatch.matching.finding import firms_to_show
from fairmatch.matching.marking import marked_title
from fairmatch.models import Agency, Interest, PlanState
from web.access import officer_of
from web.agencies.blueprint import blueprint, page
from web.agencies.plan_page import own_plan
from web.database import reading
from web.public.plan_search import page_address, page_number
from web.words import FIRM_KINDS

BEST = 3
MOST = 30


@blueprint.get("/firms")
def firms_for_you(fair: str, agency: str) -> str:
    """Name the best firms for each published item."""
    entered = officer_of(fair, agency)
    query = PlanQuery(
        agency=entered.agency.code, order=PlanOrder.CODE, page=page_number(request.args)
    )
    plans = search_plans(reading(), entered.fair, query)
    codes = [item.code for item in plans.items]
    return page(
        "firms_for_you",
        entered,
        plans=plans,
        found=firms_to_show(reading(), entered.fair, codes, BEST),
        marked_title=marked_title,
        page_address=lambda page: page_address(request.args, page),
    )


@blueprint.get("/plans/<item>/firms")
def firms_for_plan(fair: str, agency: str, item: str) -> str:
    """Name the firms for one item, with everything that speaks for them."""
    entered = officer_of(fair, agency)
    plan = own_plan(entered, item)
    if plan.state is not PlanState.PUBLISHED:
        abort(404)
    return page(
        "firms_for_plan",
        entered,
        item=plan,
        found=firms_to_show(reading(), entered.fair, [plan.code], MOST)[plan.code],
        asked=_askers(entered.agency),
        firm_kinds=FIRM_KINDS,
        marked_title=marked_title,
    )


def _askers(agency: Agency) -> dict[int, int | None]:
    """Give the plan item that each firm asked the agency about, by firm."""
    rows = reading().execute(
        select(Interest.firm_id, Interest.plan_item_id).where(Interest.agency_id == agency.id)
    )
    return {row.firm_id: row.plan_item_id for row in rows}
