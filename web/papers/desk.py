"""What the organiser prints: one page with everything there is, and the files behind it."""

from datetime import date

from flask import Response, abort, render_template, request

from fairmatch.errors import NoTimetable
from fairmatch.papers import (
    Owner,
    Printed,
    badges_paper,
    book_paper,
    doors_paper,
    every_schedule,
    page_addresses,
    read_badges,
    read_printed,
    schedules_paper,
)
from web.access import viewer_of
from web.database import reading, writing
from web.languages import language
from web.organisers.blueprint import desk_of
from web.papers.blueprint import ZIP, blueprint, handed_out
from web.site import current_site


@blueprint.get("/desk/<fair>/papers")
def papers(fair: str) -> str:
    """Show what can be printed."""
    desk = desk_of(fair)
    return render_template("papers/papers.html", desk=desk, fair=desk.fair)


@blueprint.get("/desk/<fair>/papers/schedules.pdf")
def schedules(fair: str) -> Response:
    """Hand out all schedules as one file, for the printer."""
    pages = _pages(fair)
    printed = _printed(fair)
    return handed_out(schedules_paper(printed, pages), _name(printed, "schedules.pdf"))


@blueprint.get("/desk/<fair>/papers/schedules.zip")
def schedule_files(fair: str) -> Response:
    """Hand out a file for each party."""
    pages = _pages(fair)
    printed = _printed(fair)
    archive = every_schedule(printed, pages)
    return handed_out(archive, _name(printed, "schedules.zip"), media_type=ZIP)


@blueprint.get("/desk/<fair>/papers/doors-<day>.pdf")
def doors(fair: str, day: str) -> Response:
    """Hand out the sheets for one day's doors."""
    printed = _printed(fair)
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        abort(404)
    if wanted not in {grid.date for grid in printed.grids}:
        abort(404)
    content = doors_paper(printed, day=wanted, names=request.args.get("names") == "1")
    return handed_out(content, _name(printed, f"doors-{day}.pdf"))


@blueprint.get("/desk/<fair>/papers/book.pdf")
def book(fair: str) -> Response:
    """Hand out the book of the whole fair."""
    printed = _printed(fair)
    return handed_out(book_paper(printed, language=language()), _name(printed, "book.pdf"))


@blueprint.get("/desk/<fair>/papers/badges.pdf")
def badges(fair: str) -> Response:
    """Hand out everybody's badge; ``firms`` or ``agencies`` asks for one side only."""
    printed = _printed(fair)
    side = request.args.get("side", "")
    found = [
        badge
        for badge in read_badges(reading(), printed)
        if side not in ("firms", "agencies") or badge.of_agency == (side == "agencies")
    ]
    return handed_out(badges_paper(printed, found), _name(printed, "badges.pdf"))


def _printed(fair: str) -> Printed:
    entered = viewer_of(fair)
    try:
        return read_printed(reading(), entered.fair, address=current_site().settings.address)
    except NoTimetable:
        abort(404)


def _pages(fair: str) -> dict[Owner, str]:
    site = current_site()
    with writing() as session:
        entered = viewer_of(fair, session)
        return page_addresses(
            session, site.secret, entered.fair, start=site.settings.address, clock=site.clock
        )


def _name(printed: Printed, what: str) -> str:
    return f"{printed.fair.code}-v{printed.number}-{what}"
