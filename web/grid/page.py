"""The page of the grid, the wishes beside it, and a draft begun from a published version."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, redirect, render_template, request, url_for
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.checking import check_seatings
from fairmatch.errors import NoTimetable
from fairmatch.hand.beginning import begin_from
from fairmatch.hand.board import Board
from fairmatch.hand.history import act_of, stacks
from fairmatch.models import Agency, Firm, Timetable
from fairmatch.wording import Words
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.grid import told
from web.grid.blueprint import Opened, blueprint, opened
from web.grid.layout import booths, columns, strays
from web.organisers.blueprint import blueprint as desk_pages
from web.organisers.blueprint import desk_of
from web.runs.form import SECONDS

WISHES_SHOWN = 60
"""Wishes listed beside the grid; more are found by searching."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What stands above the grid: what can be undone, and how the draft stands to the fair.

    Attributes
    ----------
    stale
        The fair changed after the draft was made.
    broken
        What the draft breaks of today's rules, where the fair changed.
    seconds
        For how long one may solve around it, in words by seconds.
    """

    edition: int
    undo: str | None
    redo: str | None
    held: int
    waiting: int
    stale: bool
    broken: tuple[Words, ...]
    seconds: Mapping[str, LazyString] = field(default_factory=lambda: SECONDS)


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish that is not held."""

    firm: Firm
    agency: Agency
    rank: int


def tools_of(session: Session, draft: Timetable, board: Board) -> Tools:
    """Say what can be done with a draft as it is."""
    found = stacks(session, draft)

    def last(editions: tuple[int, ...]) -> str | None:
        if not editions:
            return None
        return told.act(board, act_of(session, draft, editions[-1]), by=True)

    stale = draft.revision != board.fair.fair.revision
    broken = check_seatings(board.fair, board.seatings()) if stale else []
    return Tools(
        draft.edition,
        last(found.done),
        last(found.undone),
        len(board.held),
        len(board.unmet()),
        stale,
        tuple(violation.text for violation in broken),
    )


def wish_lines(board: Board, text: str) -> list[WishLine]:
    """Give the wishes that are not held in whose names or codes a text is found, by rank."""
    needle = text.casefold().strip()
    lines = []
    for pair in board.unmet():
        firm, agency = board.fair.firms[pair[0]], board.fair.agencies[pair[1]]
        names = (firm.code, firm.name_ko, firm.name_en, agency.code, agency.name_ko, agency.name_en)
        if any(needle in name.casefold() for name in names):
            lines.append(WishLine(firm, agency, board.fair.interests[pair].rank))
    return sorted(lines, key=lambda line: (line.rank, line.firm.code, line.agency.code))


@blueprint.get("")
def page(fair: str, draft: int) -> str:
    """Show the grid of both days."""
    return grid_page(opened(fair, draft))


def grid_page(found: Opened, refused: str = "") -> str:
    """Give the page of the grid, with what was refused."""
    board = found.board
    across = columns(board)
    return render_template(
        "grid/grid.html",
        desk=desk_of(found.fair.code),
        fair=found.fair,
        draft=found.draft,
        may_write=found.entered.may_write,
        columns=across,
        days=list(Counter(column.at.date() for column in across).items()),
        booths=booths(board),
        strays=strays(board),
        tools=tools_of(reading(), found.draft, board),
        refused=refused,
        **wishes_shown(board),
    )


def wishes_shown(board: Board) -> dict[str, object]:
    """Give the wishes that the page lists, by what was searched for."""
    text = request.args.get("q", "")[:60]
    lines = wish_lines(board, text)
    return {"wishes": lines[:WISHES_SHOWN], "wishes_found": len(lines), "searched": text}


@blueprint.get("/wishes")
def wishes(fair: str, draft: int) -> str:
    """Give the part of the page that lists wishes."""
    found = opened(fair, draft)
    return render_template("grid/wishes.html", base=base_of(found), **wishes_shown(found.board))


def base_of(found: Opened) -> str:
    """Give the address under which the grid's pages lie."""
    return url_for("grid.page", fair=found.fair.code, draft=found.draft.id)


@desk_pages.post("/desk/<fair>/drafts")
def begin(fair: str) -> Response:
    """Begin a draft that is as a published version is, to change it by hand."""
    organiser_of(fair)
    number = request.form.get("version", type=int)
    if number is None:
        abort(400)
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            draft = begin_from(session, entered.fair, number, by=by_organiser(entered)).id
    except NoTimetable:
        abort(404)
    return redirect(url_for("grid.page", fair=fair, draft=draft), code=303)
