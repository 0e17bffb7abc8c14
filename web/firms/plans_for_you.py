"""The plan items that suit a firm, the best first, each with the words that say why."""

from flask import request
from sqlalchemy import select

from fairmatch.matching.finding import plans_for_firm
from fairmatch.matching.marking import marked_title
from fairmatch.models import Firm, Interest, Phase
from fairmatch.phases import phase_state
from web.database import reading
from web.firms.blueprint import AREA, blueprint, enter, page
from web.public.plan_search import page_address, page_number
from web.site import current_site

MOST = 60
PAGE_SIZE = 20


@blueprint.get(f"{AREA}/plans")
def plans_for_you(fair: str, firm: str) -> str:
    """Rank plan items for the firm."""
    entered = enter(fair, firm)
    found = plans_for_firm(reading(), entered.fair, entered.firm.code, MOST)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(page_number(request.args), pages)
    return page(
        "plans_for_you",
        entered,
        found=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        first=(number - 1) * PAGE_SIZE + 1,
        total=len(found),
        asked=_asked(entered.firm),
        products=entered.firm.products,
        marked_title=marked_title,
        asking=phase_state(entered.fair, Phase.REQUESTS, current_site().clock()),
        page_number=number,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
    )


def _asked(firm: Firm) -> dict[int, int | None]:
    """Give the plan item of each request of the firm, by its agency."""
    rows = reading().execute(
        select(Interest.agency_id, Interest.plan_item_id).where(Interest.firm_id == firm.id)
    )
    return {row.agency_id: row.plan_item_id for row in rows}
