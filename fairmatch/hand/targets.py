"""Where a consultation could go: every seat of its booth, and its firm's other consultations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fairmatch.hand.board import Board
from fairmatch.hand.legality import refusals
from fairmatch.hand.refusals import Refusal
from fairmatch.hand.seats import Seat, Shift
from fairmatch.hand.side_effects import side_effects
from fairmatch.models import HandKind
from fairmatch.snapshot import Pair
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Target:
    """One seat, and what putting the consultation there would mean.

    Attributes
    ----------
    other
        Whoever sits there and would change places with it.
    refusals
        What forbids it; empty if it may be.
    effects
        What it would change for firms that no rule speaks of: days, breaks, ways.
    """

    agency_id: int
    seat: Seat
    kind: HandKind
    other: Pair | None
    refusals: tuple[Refusal, ...]
    effects: tuple[Words, ...]


def targets(board: Board, pair: Pair) -> list[Target]:
    """Judge every seat that a consultation, or a wish that is not held, could be put on.

    Its own booth's seats come first, by time and table; then those of the firm's other
    consultations, with which it would change times. Closed seats are among them.
    """
    return [target(board, pair, agency_id, seat) for agency_id, seat in _seats(board, pair)]


def target(board: Board, pair: Pair, agency_id: int, seat: Seat) -> Target:
    """Judge one seat of a booth."""
    other = board.at_spot.get(seat.spot)
    shifts = shifts_to(board, pair, seat)
    against = refusals(board, shifts)
    return Target(
        agency_id,
        seat,
        kind_of(board, pair, other),
        other,
        against,
        () if against else side_effects(board, shifts),
    )


def kind_of(board: Board, pair: Pair, other: Pair | None) -> HandKind:
    """Give what putting a consultation on a seat is called."""
    if pair not in board.held:
        return HandKind.ADD
    return HandKind.MOVE if other is None else HandKind.SWAP


def shifts_to(board: Board, pair: Pair, seat: Seat) -> list[Shift]:
    """Give the changes that put a consultation on a seat.

    Whoever sits there takes the place that becomes free: the same booth's at the other time, or
    the firm's other consultation at this one's time. A wish that is not held frees no place, so
    the checker finds two at one table.
    """
    before = board.held.get(pair)
    other = board.at_spot.get(seat.spot)
    own = board.fair.agencies[pair[1]].booth.code
    if other is None or other == pair or before is None:
        return [Shift(pair, before, _placed(board, pair, seat))]
    its = board.held[other]
    if seat.booth_code == own:
        return [
            Shift(pair, before, _moved(before, seat, seat.table)),
            Shift(other, its, _moved(its, before, before.table)),
        ]
    gone = {before.spot, its.spot}
    mine = _moved(before, its, _free_table(board, pair[1], its, gone))
    theirs = _moved(its, before, _free_table(board, other[1], before, gone))
    return [Shift(pair, before, mine), Shift(other, its, theirs)]


def _placed(board: Board, pair: Pair, seat: Seat) -> Seat:
    before, pin = board.held.get(pair), board.fair.pins.get(pair)
    if before is not None:
        return _moved(before, seat, seat.table)
    return replace(seat, department=pin.department if pin else "", pinned=pin is not None)


def _moved(own: Seat, to: Seat, table: int) -> Seat:
    """Give a consultation's seat with another time; the booth stays its agency's."""
    return replace(own, starts_at=to.starts_at, ends_at=to.ends_at, slot_id=to.slot_id, table=table)


def _free_table(
    board: Board, agency_id: int, at: Seat, leaving: set[tuple[datetime, str, int]]
) -> int:
    """Give the first free table at a time; the first of all if there is none."""
    booth = board.fair.agencies[agency_id].booth
    for table in range(1, booth.tables + 1):
        spot = (at.starts_at, booth.code, table)
        if spot not in board.at_spot or spot in leaving:
            return table
    return 1


def _seats(board: Board, pair: Pair) -> Iterator[tuple[int, Seat]]:
    own = board.held.get(pair)
    booth = board.fair.agencies[pair[1]].booth
    for starts_at, ends_at, slot_id in board.times:
        for table in range(1, booth.tables + 1):
            seat = Seat(starts_at, ends_at, slot_id, booth.code, table)
            if own is None or seat.spot != own.spot:
                yield pair[1], seat
    if own is not None:
        for other in board.of_firm.get(pair[0], ()):
            if other != pair:
                yield other[1], board.held[other]
