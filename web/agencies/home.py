"""Where an officer begins: what is published, what is not, and what comes next."""

from fairmatch.plans.own import totals
from web.access import officer_of
from web.agencies.blueprint import blueprint, page
from web.database import reading


@blueprint.get("/")
def home(fair: str, agency: str) -> str:
    """Show how things stand for the agency."""
    entered = officer_of(fair, agency)
    return page("home", entered, totals=totals(reading(), entered.agency))
