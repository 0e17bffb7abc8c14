"""What the buttons beside a schedule lead to."""

from dataclasses import dataclass
from urllib.parse import quote

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
