"""What the buttons beside a schedule lead to."""

from dataclasses import dataclass
from urllib.parse import quote

from fairmatch import links
from fairmatch.errors import WrongSecret
from fairmatch.models import Agency, Fair, Firm, LinkPurpose
from web.database import reading
from web.site import current_site

GOOGLE = "https://calendar.google.com/calendar/render?cid="


@dataclass(frozen=True, slots=True)
class SubscribeLinks:
    """Ways to subscribe to one feed.

    Attributes
    ----------
    webcal
        Opens the calendar program of the device (Apple, Outlook).
    google
        Adds the feed to Google Calendar, which may take up to a day to show a change.
    plain
        The feed itself: a file for any other program, and the address to copy.
    """

    webcal: str
    google: str
    plain: str


def subscribe_links(address: str, token: str) -> SubscribeLinks:
    """Give the ways to subscribe to the feed that the token opens.

    Parameters
    ----------
    address
        What public addresses start with, without a slash at the end.
    """
    plain = f"{address}/feeds/{token}.ics"
    webcal = "webcal:" + plain.partition(":")[2]
    return SubscribeLinks(webcal, GOOGLE + quote(webcal, safe=""), plain)


def ways_to_subscribe(
    fair: Fair, *, firm: Firm | None = None, agency: Agency | None = None
) -> SubscribeLinks | None:
    """Give the ways to the calendar of a firm, an agency, or (neither) the organiser.

    None where its address was not made yet, was switched off, or cannot be told.
    """
    site = current_site()
    try:
        token = links.find_address(
            reading(), site.secret, fair, firm=firm, agency=agency, purpose=LinkPurpose.FEED
        )
    except WrongSecret:
        return None
    return subscribe_links(site.settings.address, token) if token is not None else None
