"""Boards of drafts, kept in memory as long as nothing that they are read from has changed.

A real fair takes longer to read than to judge, and a grid asks for the same board several times
for each act. What a board is read from is known by a few numbers and names, which are read each
time; so whoever else changes the fair or the draft, from whatever server, is noticed.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.hand.board import Board, read_board
from fairmatch.models import Agency, Firm, Timetable


@dataclass(frozen=True)
class _Origin:
    """What a board was read from.

    The fair's revision grows with whatever a timetable is made from, and what happens to one on
    the day is published as a version; names are neither.
    """

    edition: int
    revision: int
    version: int | None
    names: int


@dataclass(frozen=True)
class _Kept:
    origin: _Origin
    board: Board


class Boards:
    """The boards that were asked for last; at most ``most`` of them."""

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

    def read(self, session: Session, draft: Timetable, now: datetime) -> Board:
        """Give a draft's board as `read_board` would; what it holds belongs to no session."""
        # Read before the board is: what changes in between is noticed the next time.
        origin = _origin(session, draft)
        with self._lock:
            kept = self._kept.get(draft.id)
        if kept is None or kept.origin != origin:
            kept = _Kept(origin, _read_apart(session, draft, now))
            self._keep(draft.id, kept)
        return kept.board.at(now)

    def advance(self, draft_id: int, edition: int, board: Board) -> None:
        """Keep a draft's board as it is after an act, once the act is in the database.

        Parameters
        ----------
        edition
            What the act made of the draft; the board it was done to is the one before.
        """
        with self._lock:
            kept = self._kept.get(draft_id)
        if kept is not None and kept.origin.edition == edition - 1:
            self._keep(draft_id, _Kept(replace(kept.origin, edition=edition), board))

    def _keep(self, draft_id: int, kept: _Kept) -> None:
        with self._lock:
            self._kept[draft_id] = kept
            self._kept.move_to_end(draft_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _origin(session: Session, draft: Timetable) -> _Origin:
    fair = draft.fair_id
    version = session.scalar(select(func.max(Timetable.number)).where(Timetable.fair_id == fair))
    names = [
        row
        for side in (Firm, Agency)
        for row in session.execute(
            select(side.id, side.code, side.name_ko, side.name_en)
            .where(side.fair_id == fair)
            .order_by(side.id)
        )
    ]
    return _Origin(draft.edition, draft.fair.revision, version, hash(tuple(names)))


def _read_apart(session: Session, draft: Timetable, now: datetime) -> Board:
    """Read a board within the session's transaction, by rows that outlive it."""
    session.flush()
    with Session(session.connection()) as apart:
        board = read_board(apart, apart.get_one(Timetable, draft.id), now)
        apart.expunge_all()
    return board
