"""Finding a draft to work at by hand, and what in it an act names."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, take_fair
from fairmatch.hand.board import Board, Reader, read_board
from fairmatch.hand.refusals import NoDraft, NoSuchSeat, NoSuchTalk
from fairmatch.hand.seats import Seat
from fairmatch.models import Fair, Timetable
from fairmatch.snapshot import Pair


@dataclass(frozen=True)
class Desk:
    """A draft that is worked at, with its board and whoever works."""

    fair: Fair
    draft: Timetable
    board: Board
    by: By


def find_draft(session: Session, fair: Fair, draft_id: int) -> Timetable:
    """Give a draft of the fair.

    Raises
    ------
    NoDraft
        If there is none of this id, or it is published.
    """
    draft = session.scalars(
        select(Timetable)
        .where(Timetable.id == draft_id, Timetable.fair_id == fair.id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None or draft.number is not None:
        raise NoDraft(draft_id, None if draft is None else draft.number)
    return draft


def take_draft(
    session: Session, fair: Fair, draft_id: int, by: By, read: Reader = read_board
) -> Desk:
    """Give a draft to change, kept from others until the transaction ends; as `find_draft`."""
    fair = take_fair(session, fair.id)
    draft = find_draft(session, fair, draft_id)
    return Desk(fair, draft, read(session, draft, by.now), by)


def pair_named(board: Board, firm: str, agency: str) -> Pair:
    """Give the pair of two codes, if it is held or was asked for.

    Raises
    ------
    NoSuchTalk
        If neither.
    """
    fair = board.fair
    pairs = (*board.held, *fair.interests, *fair.pins)
    for pair in pairs:
        if fair.firms[pair[0]].code == firm and fair.agencies[pair[1]].code == agency:
            return pair
    raise NoSuchTalk(firm, agency)


def seat_named(board: Board, pair: Pair, agency: str, at: datetime, table: int) -> Seat:
    """Give the seat of a booth that starts at a moment, for a pair to be put on.

    Raises
    ------
    NoSuchSeat
        If no slot of the fair begins then, or the pair has no business at that booth.
    """
    fair = board.fair
    booth = next(
        (
            one.booth.code
            for key, one in fair.agencies.items()
            if one.code == agency and (key == pair[1] or (pair[0], key) in board.held)
        ),
        None,
    )
    if booth is None:
        raise NoSuchSeat
    for starts_at, ends_at, slot_id in board.times:
        seat = Seat(starts_at, ends_at, slot_id, booth, table)
        sits_there = board.at_spot.get(seat.spot)
        own = booth == fair.agencies[pair[1]].booth.code
        if starts_at == at and (own or (sits_there is not None and sits_there[0] == pair[0])):
            return seat
    raise NoSuchSeat


def kept_here(seat: Seat, *, fixed: bool) -> Seat:
    """Give the seat, to be kept where it is or not."""
    return replace(seat, fixed=fixed)
