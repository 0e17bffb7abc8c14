"""What was done or refused, in the language of the page."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from fairmatch.errors import FairMatchError
from fairmatch.hand.board import Board
from fairmatch.hand.history import shifts_of
from fairmatch.hand.refusals import (
    ChangedByOthers,
    HandRefused,
    NoDraft,
    NoSuchSeat,
    NoSuchTalk,
    NothingToUndo,
    Refusal,
)
from fairmatch.hand.seats import Seat
from fairmatch.models import HandAct
from fairmatch.snapshot import Pair
from web.formats import name, short_day
from web.languages import language
from web.words import HAND_ACTS

REFUSED = (HandRefused, ChangedByOthers, NoSuchSeat, NoSuchTalk, NothingToUndo)
"""What an act by hand may be refused with while the draft is there."""


def refusals(against: Sequence[Refusal]) -> str:
    """Give the rules that stand against something, each by its name."""
    return " · ".join(one.told().in_language(language()) for one in against)


def refused(error: FairMatchError) -> str:
    """Give why an act was refused."""
    if isinstance(error, HandRefused):
        return " ".join((_("Not done."), refusals(error.refusals)))
    if isinstance(error, ChangedByOthers):
        return str(
            _("Not done: somebody changed this meanwhile. Look at it as it is now, then decide.")
        )
    if isinstance(error, NothingToUndo):
        return str(_("There is nothing to undo or to do again."))
    if isinstance(error, NoDraft) and error.number is not None:
        return str(
            _(
                "This draft was published as version %(number)s. Begin another draft from it.",
                number=error.number,
            )
        )
    if isinstance(error, NoDraft):
        return str(_("This draft is kept no more."))
    return str(_("Not done: there is no such consultation or seat in this draft any more."))


def done(board: Board, last: HandAct | None) -> str:
    """Give what one's own act did; None where all is as it was."""
    return str(_("Nothing had to be changed.")) if last is None else act(board, last, by=False)


def still_broken(violations: Sequence[str]) -> str:
    """Give what has to be put right before a draft counts as made today."""
    return " ".join((_("It breaks a rule of the fair:"), "; ".join(violations)))


def parties(board: Board, pair: Pair) -> str:
    """Give the names of the two parties; those of codes where a party is gone."""
    firm, agency = board.fair.firms.get(pair[0]), board.fair.agencies.get(pair[1])
    names = [_("somebody who is gone") if one is None else name(one) for one in (firm, agency)]
    return " × ".join(names)


def where(board: Board, seat: Seat) -> str:
    """Give day, time, booth and table of a seat."""
    return place(seat.starts_at.astimezone(board.fair.zone), seat.booth_code, seat.table)


def place(local: datetime, booth: str, table: int) -> str:
    """Give a local time with a booth and a table."""
    seat = _("booth %(booth)s, table %(table)s", booth=booth, table=table)
    return f"{short_day(local.date())} {local:%H:%M}, {seat}"


def act(board: Board, done: HandAct, *, by: bool) -> str:
    """Give what an act did, and ``by`` whom."""
    parts = []
    for shift in shifts_of(done):
        to = where(board, shift.after) if shift.after is not None else _("not held any more")
        parts.append(f"{parties(board, shift.pair)} → {to}")
    told = f"{HAND_ACTS[done.kind]}: {'; '.join(parts)}"
    return f"{who(done)}: {told}" if by else told


def who(done: HandAct) -> str:
    """Give the name of whoever did it."""
    account = done.account
    return str(_("somebody")) if account is None else account.name or account.email
