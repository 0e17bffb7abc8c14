"""A firm's or an agency's own schedule to print."""

from flask import Response, abort
from sqlalchemy.orm import Session

from fairmatch.errors import NoTimetable
from fairmatch.models import Agency, Fair, Firm
from fairmatch.papers import agency_paper, firm_paper, owner_of, page_addresses, read_printed
from web.access import contact_of, officer_of
from web.database import reading, writing
from web.languages import language
from web.papers.blueprint import blueprint, handed_out
from web.parties.blueprint import opened
from web.site import current_site


@blueprint.get("/my/<token>/schedule.pdf")
def by_link(token: str) -> Response:
    """Hand out the schedule of the owner of a private page."""
    link = opened(token)
    party = link.firm or link.agency
    if party is None:
        abort(404)
    return _schedule(link.fair, party, f"{current_site().settings.address}/my/{token}")


@blueprint.get("/firm/<fair>/<firm>/schedule.pdf")
def of_firm(fair: str, firm: str) -> Response:
    """Hand out a firm's schedule to its people."""
    with writing() as session:
        entered = contact_of(fair, firm, session)
        page = _page(session, entered.fair, entered.firm)
    entered = contact_of(fair, firm)
    return _schedule(entered.fair, entered.firm, page)


@blueprint.get("/agency/<fair>/<agency>/schedule.pdf")
def of_agency(fair: str, agency: str) -> Response:
    """Hand out an agency's schedule to its officers."""
    with writing() as session:
        entered = officer_of(fair, agency, session)
        page = _page(session, entered.fair, entered.agency)
    entered = officer_of(fair, agency)
    return _schedule(entered.fair, entered.agency, page)


def _page(session: Session, fair: Fair, party: Firm | Agency) -> str:
    site = current_site()
    start = site.settings.address
    pages = page_addresses(session, site.secret, fair, start=start, clock=site.clock, only=party)
    return pages[owner_of(party)]


def _schedule(fair: Fair, party: Firm | Agency, page: str) -> Response:
    try:
        printed = read_printed(reading(), fair, address=current_site().settings.address)
    except NoTimetable:
        abort(404)
    if isinstance(party, Firm):
        content = firm_paper(printed, party, page=page, language=language())
    else:
        content = agency_paper(printed, party, page=page, language=language())
    return handed_out(content, f"{fair.code}-{party.code}.pdf")
