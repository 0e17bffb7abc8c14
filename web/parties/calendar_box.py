"""The calendar of a private page: ways to subscribe, and the page that renews its address."""

from flask import render_template

from fairmatch import links
from fairmatch.errors import WrongSecret
from fairmatch.models import LinkPurpose, SecretLink
from web.database import reading, writing
from web.feeds import SubscribeLinks, subscribe_links
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
    calendar = _ways(link)
    fair, firm, agency = link.fair, link.firm, link.agency
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
    return link, _ways(link)


def _ways(link: SecretLink) -> SubscribeLinks | None:
    site = current_site()
    try:
        token = links.find_address(
            reading(),
            site.secret,
            link.fair,
            firm=link.firm,
            agency=link.agency,
            purpose=LinkPurpose.FEED,
        )
    except WrongSecret:
        return None
    return subscribe_links(site.settings.address, token) if token is not None else None
