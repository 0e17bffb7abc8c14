"""The calendar of a private page: ways to subscribe, and the page that renews its address."""

from flask import render_template

from fairmatch import links
from fairmatch.errors import WrongSecret
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, SecretLink
from web.database import reading, writing
from web.feeds import SubscribeLinks, ways_to_subscribe
from web.parties.blueprint import blueprint, opened
from web.site import current_site


@blueprint.get("/my/<token>/feed")
def feed_address(token: str) -> str:
    """Ask before the address of the calendar is renewed or switched off."""
    link, calendar = subscribed(token)
    return render_template(
        "parties/feed_address.html", fair=link.fair, token=token, calendar=calendar
    )


def subscribed(token: str) -> tuple[SecretLink, SubscribeLinks | None]:
    """Give the page link and the ways to subscribe to its owner's calendar.

    The calendar's address is made at the first look; it is None where it was switched off.
    """
    link = opened(token)
    fair, firm, agency = link.fair, link.firm, link.agency
    calendar = ways_to_subscribe(fair, firm=firm, agency=agency)
    if calendar is not None or links.was_made(
        reading(), fair, firm=firm, agency=agency, purpose=LinkPurpose.FEED
    ):
        return link, calendar
    site = current_site()
    with writing() as session:
        page = links.open_link(session, token, LinkPurpose.PAGE)
        links.address(
            session,
            site.secret,
            page.fair,
            firm=page.firm,
            agency=page.agency,
            purpose=LinkPurpose.FEED,
            clock=site.clock,
        )
    link = opened(token)
    return link, ways_to_subscribe(link.fair, firm=link.firm, agency=link.agency)


def own_token(fair: Fair, *, firm: Firm | None = None, agency: Agency | None = None) -> str | None:
    """Give the token of the party's private page, made at the first look.

    The calendar of that page is the calendar of the party's own area too. It is None where the
    page was switched off, or its address was made with another secret. Whoever calls has let
    somebody in, and reads the party anew afterwards: the first look writes.
    """
    site = current_site()
    purpose = LinkPurpose.PAGE
    try:
        found = links.find_address(
            reading(), site.secret, fair, firm=firm, agency=agency, purpose=purpose
        )
        if found is not None or links.was_made(
            reading(), fair, firm=firm, agency=agency, purpose=purpose
        ):
            return found
        fair_id = fair.id
        firm_id = None if firm is None else firm.id
        agency_id = None if agency is None else agency.id
        with writing() as session:
            return links.address(
                session,
                site.secret,
                session.get_one(Fair, fair_id),
                firm=None if firm_id is None else session.get(Firm, firm_id),
                agency=None if agency_id is None else session.get(Agency, agency_id),
                purpose=purpose,
                clock=site.clock,
            )
    except WrongSecret:
        return None
