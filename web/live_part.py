"""The part of a page that is asked for again and again, with what its script steers by."""

from flask import Response

from web.assets import edition
from web.site import current_site


def live_part(text: str) -> Response:
    """Give the part with the server's time in milliseconds and the edition of the page's scripts.

    Clocks of televisions go wrong, so countdowns go by the server's; and a page that stays open
    for days fetches itself anew when the program was renewed.
    """
    answer = Response(text)
    answer.headers["FairMatch-Now"] = now_in_milliseconds()
    answer.headers["FairMatch-Edition"] = edition()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def now_in_milliseconds() -> str:
    """Give the server's time as scripts count it."""
    return str(int(current_site().clock().timestamp() * 1000))
