"""The blueprint of the grid, and the draft that its pages are about."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session

from fairmatch.accounts import EnteredFair
from fairmatch.hand.board import Board
from fairmatch.hand.opening import find_draft
from fairmatch.models import Fair, Timetable
from web.access import viewer_of
from web.database import reading
from web.site import current_site

blueprint = Blueprint(
    "grid", __name__, template_folder="templates", url_prefix="/desk/<fair>/drafts/<int:draft>/grid"
)


@dataclass(frozen=True)
class Opened:
    """A draft that somebody looks at."""

    entered: EnteredFair
    draft: Timetable
    board: Board

    @property
    def fair(self) -> Fair:
        """The fair it is of."""
        return self.entered.fair


def opened(fair: str, draft: int) -> Opened:
    """Give a draft to an organiser or viewer of its fair, to read.

    Raises
    ------
    SignInNeeded, NoEntry
        As `viewer_of`.
    NoDraft
        If it is published or kept no more.
    """
    entered = viewer_of(fair)
    found = find_draft(reading(), entered.fair, draft)
    return Opened(entered, found, board_of(reading(), found))


def board_of(session: Session, draft: Timetable) -> Board:
    """Read a draft's board as it is now."""
    site = current_site()
    return site.boards.read(session, draft, site.clock())


def wants_values() -> bool:
    """Tell whether the page's own script asks, which takes plain values and no page."""
    return request.headers.get("Accept", "") == "application/json"


def edition_seen(given: str | None) -> int:
    """Give the edition that a page names; whatever is none is no such page."""
    if given is None or not given.isascii() or not given.isdigit() or len(given) > 9:
        abort(400)
    return int(given)


def local_moment(given: str | None) -> datetime:
    """Give the local time that a page names, without its zone."""
    try:
        return datetime.strptime(given or "", "%Y-%m-%dT%H:%M")  # noqa: DTZ007
    except ValueError:
        abort(400)
