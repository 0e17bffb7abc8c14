"""Screens in the hall: nobody signs in to a television, a secret address is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, render_template, request, url_for

from fairmatch.boards.day import Day
from fairmatch.boards.screens import BoothScreen, HallScreen, booth_screen, hall_screen
from fairmatch.models import Fair
from web.boards.blueprint import blueprint, opened
from web.boards.ringing import ringing
from web.database import reading
from web.languages import LANGUAGES, language
from web.live_part import live_part, now_in_milliseconds
from web.site import current_site

ROWS = 16
"""Booths on a page of the hall's screen: as many as can be read from three metres."""
PAGE_SECONDS = 12
"""How long a page of the hall's screen stays."""
LOOKS = ("auto", "dark", "light")
"""Whether a screen is dark: as the machine is set, or as its address says."""


@dataclass(frozen=True)
class _Screen:
    """A kind of screen: what it shows of a day, how it is drawn, how long it stays without JS."""

    name: str
    shows: Callable[[Day, datetime], BoothScreen | HallScreen | None]
    seconds: int


HALL = _Screen("hall", hall_screen, PAGE_SECONDS)


def _booth(code: str) -> _Screen:
    return _Screen("booth", lambda day, now: booth_screen(day, code, now), 30)


@blueprint.get("/boards/<token>/")
def choice(token: str) -> str:
    """Show which screens there are, for whoever sets a television up."""
    fair = opened(token)
    return render_template("boards/choice.html", fair=fair, token=token, day=_day(fair))


@blueprint.get("/boards/<token>/hall")
def hall(token: str) -> str:
    """Show the hall's screen."""
    fair = opened(token)
    pages = max(1, -(-len(_day(fair).stands) // ROWS))
    shown = min(max(request.args.get("page", 1, type=int), 1), pages)
    return _page(fair, HALL, url_for("boards.hall", token=token), shown, pages)


@blueprint.get("/boards/<token>/hall/part")
def hall_part(token: str) -> Response:
    """Give the part of the hall's screen that changes."""
    return live_part(_drawn(opened(token), HALL))


@blueprint.get("/boards/<token>/hall/events")
def hall_events(token: str) -> Response:
    """Ring whenever the hall's screen has something new to show."""
    return _events(opened(token), HALL)


@blueprint.get("/boards/<token>/booth/<booth>")
def booth(token: str, booth: str) -> str:
    """Show a booth's screen."""
    fair = opened(token)
    return _page(fair, _booth(booth), url_for("boards.booth", token=token, booth=booth))


@blueprint.get("/boards/<token>/booth/<booth>/part")
def booth_part(token: str, booth: str) -> Response:
    """Give the part of a booth's screen that changes."""
    return live_part(_drawn(opened(token), _booth(booth)))


@blueprint.get("/boards/<token>/booth/<booth>/events")
def booth_events(token: str, booth: str) -> Response:
    """Ring whenever a booth's screen has something new to show."""
    return _events(opened(token), _booth(booth))


def _page(fair: Fair, screen: _Screen, here: str, shown: int = 1, pages: int = 1) -> str:
    """Draw a whole screen; without JavaScript it asks for its next page by itself."""
    look = request.args.get("look", "auto")
    kept = "".join(
        f"{name}={value}&"
        for name, value, known in (
            ("look", look, LOOKS),
            ("lang", request.args.get("lang", ""), LANGUAGES),
        )
        if value in known
    )
    return render_template(
        "boards/screen.html",
        fair=fair,
        screen=screen,
        part=_drawn(fair, screen, shown),
        here=here,
        look=look if look in LOOKS else "auto",
        shown=shown,
        go_on=f"{here}?{kept}page={shown % pages + 1}",
        now=now_in_milliseconds(),
        page_seconds=PAGE_SECONDS,
    )


def _day(fair: Fair) -> Day:
    day = current_site().days.day(reading(), fair.id)
    if day is None:
        abort(404)
    return day


def _drawn(fair: Fair, screen: _Screen, shown: int = 1) -> str:
    """Give the part that changes, drawn once for all who show the same."""
    site = current_site()
    day = _day(fair)
    shows = screen.shows(day, site.clock())
    if shows is None:
        abort(404)
    return site.drawn.part(
        (screen.name, fair.id, day.date, language(), shown, shows),
        lambda: render_template(
            f"boards/{screen.name}_part.html",
            fair=fair,
            screen=shows,
            rows=ROWS,
            shown=shown,
        ),
    )


def _events(fair: Fair, screen: _Screen) -> Response:
    clock = current_site().clock
    if screen.shows(_day(fair), clock()) is None:
        abort(404)
    return ringing(fair, lambda day: screen.shows(day, clock()))
