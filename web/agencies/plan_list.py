"""An agency's plan items: drafts, published and withdrawn ones, found by words."""

from flask import request

from fairmatch.catalogue import PlanOrder, PlanQuery, search_plans
from fairmatch.models import PlanState
from fairmatch.plans.own import asked_about, totals
from web.access import officer_of
from web.agencies.blueprint import blueprint, page
from web.database import reading
from web.public.plan_search import LONGEST_TEXT, page_address, page_number


@blueprint.get("/plans")
def plans(fair: str, agency: str) -> str:
    """List the agency's items."""
    entered = officer_of(fair, agency)
    asked = request.args.get("state", "")
    states = tuple(state for state in PlanState if asked in ("", state.value))
    query = PlanQuery(
        text=request.args.get("q", "").strip()[:LONGEST_TEXT],
        agency=entered.agency.code,
        order=PlanOrder.CODE,
        page=page_number(request.args),
        states=states or tuple(PlanState),
    )
    found = search_plans(reading(), entered.fair, query)
    return page(
        "plans",
        entered,
        query=query,
        state=asked if states else "",
        found=found,
        asked=asked_about(reading(), found.items),
        totals=totals(reading(), entered.agency),
        page_address=lambda page: page_address(request.args, page),
    )
