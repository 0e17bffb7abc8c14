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
    link = opened(token)
    return render_template(
        "parties/feed_address.html", fair=link.fair, token=token, calendar=calendar_box(link)
    )


def with_calendar(token: str) -> SecretLink:
    """Give the page link, whose owner has a calendar address from the first look on."""
    link = opened(token)
    fair, firm, agency = link.fair, link.firm, link.agency
    if links.was_made(reading(), fair, firm=firm, agency=agency, purpose=LinkPurpose.FEED):
        return link
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
    return opened(token)


def calendar_box(link: SecretLink) -> SubscribeLinks | None:
    """Give the ways to subscribe to the owner's calendar; None where it is switched off."""
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
