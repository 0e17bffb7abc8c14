"""Acts by hand: each judged by the fair's rules, kept with what it changed, and recorded.

All take the fair's row first, and the edition of the draft that its author saw, so that two
organisers act one after the other and neither overwrites what they have not seen. Each gives
the draft as it is afterwards; ``read`` gives the board it is judged on. Each raises besides what
it names

NoDraft
    If the draft is published or kept no more.
ChangedByOthers
    If the parties it is about were touched after the edition that was seen.
HandRefused
    If it would break a rule; names it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.hand.board import Reader, read_board
from fairmatch.hand.history import act_of, require_unchanged, shifts_of, stacks
from fairmatch.hand.legality import refusals
from fairmatch.hand.opening import Desk, kept_here, pair_named, seat_named, take_draft
from fairmatch.hand.refusals import HandRefused, NoSuchTalk, NothingToUndo, Refusal
from fairmatch.hand.seats import Seat, Shift
from fairmatch.hand.storing import Done, store
from fairmatch.hand.targets import kind_of, shifts_to
from fairmatch.models import Fair, HandKind
from fairmatch.snapshot import Pair
from fairmatch.violations import Rule
from fairmatch.wording import Words, pair_of


@dataclass(frozen=True, slots=True)
class Talk:
    """The consultation that an act is about, by the codes of its parties."""

    firm: str
    agency: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is to go: the booth of an agency (code), a moment at which a slot starts, a table.

    It is the consultation's own booth, or that of another consultation of the same firm, with
    which it changes times.
    """

    agency: str
    at: datetime
    table: int


def put(
    session: Session,
    fair: Fair,
    draft_id: int,
    talk: Talk,
    spot: Spot,
    *,
    seen: int,
    by: By,
    new_uid: Callable[[], str],
    read: Reader = read_board,
) -> Done:
    """Put a consultation on a seat: moved, exchanged with who sits there, or added.

    Raises
    ------
    NoSuchTalk
        If it is not held and nobody asked for it.
    NoSuchSeat
        If there is no such seat for it.
    """
    desk = take_draft(session, fair, draft_id, by, read)
    pair = pair_named(desk.board, talk.firm, talk.agency)
    seat = seat_named(desk.board, pair, spot.agency, spot.at, spot.table)
    other = desk.board.at_spot.get(seat.spot)
    if other == pair:
        return Done(desk.draft.edition, desk.board)
    kind = kind_of(desk.board, pair, other)
    return _act(session, desk, kind, shifts_to(desk.board, pair, seat), seen=seen, new_uid=new_uid)


def drop(
    session: Session,
    fair: Fair,
    draft_id: int,
    talk: Talk,
    *,
    seen: int,
    by: By,
    read: Reader = read_board,
) -> Done:
    """Take a consultation out of the draft; `NoSuchTalk` if it is not in it."""
    desk = take_draft(session, fair, draft_id, by, read)
    pair = pair_named(desk.board, talk.firm, talk.agency)
    shift = Shift(pair, _held(desk, pair, talk), None)
    return _act(session, desk, HandKind.DROP, [shift], seen=seen, new_uid=_no_uid)


def pin(
    session: Session,
    fair: Fair,
    draft_id: int,
    talk: Talk,
    *,
    fixed: bool,
    seen: int,
    by: By,
    read: Reader = read_board,
) -> Done:
    """Keep a consultation where it is when the rest is planned anew, or let it go again.

    What was arranged beforehand stays arranged: that is no pin of this draft.

    Raises
    ------
    NoSuchTalk
        If it is not in the draft.
    """
    desk = take_draft(session, fair, draft_id, by, read)
    pair = pair_named(desk.board, talk.firm, talk.agency)
    seat = _held(desk, pair, talk)
    if seat.fixed == fixed:
        return Done(desk.draft.edition, desk.board)
    if pair in desk.board.fair.pins:
        firm, agency = desk.board.fair.firms[pair[0]], desk.board.fair.agencies[pair[1]]
        who = pair_of(firm, agency)
        told = Words(ko=f"{who} 상담은 미리 정해진 상담입니다", en=f"{who} was arranged beforehand")
        raise HandRefused([Refusal(Rule.PIN, told)])
    kind = HandKind.PIN if fixed else HandKind.UNPIN
    shift = Shift(pair, seat, kept_here(seat, fixed=fixed))
    return _act(session, desk, kind, [shift], seen=seen, new_uid=_no_uid)


def undo(
    session: Session, fair: Fair, draft_id: int, *, seen: int, by: By, read: Reader = read_board
) -> Done:
    """Take back the last act that stands, whoever did it; `NothingToUndo` if there is none."""
    desk = take_draft(session, fair, draft_id, by, read)
    require_unchanged(session, desk.draft, seen, None)
    done = stacks(session, desk.draft).done
    return _again(session, desk, HandKind.UNDO, done)


def redo(
    session: Session, fair: Fair, draft_id: int, *, seen: int, by: By, read: Reader = read_board
) -> Done:
    """Do again what was undone last; `NothingToUndo` if nothing was, or another act followed."""
    desk = take_draft(session, fair, draft_id, by, read)
    require_unchanged(session, desk.draft, seen, None)
    undone = stacks(session, desk.draft).undone
    return _again(session, desk, HandKind.REDO, undone)


def _held(desk: Desk, pair: Pair, talk: Talk) -> Seat:
    seat = desk.board.held.get(pair)
    if seat is None:
        raise NoSuchTalk(talk.firm, talk.agency)
    return seat


def _act(
    session: Session,
    desk: Desk,
    kind: HandKind,
    shifts: Sequence[Shift],
    *,
    seen: int,
    new_uid: Callable[[], str],
) -> Done:
    require_unchanged(session, desk.draft, seen, [shift.pair for shift in shifts])
    _require_legal(desk, shifts)
    return store(session, desk, kind, shifts, new_uid=new_uid)


def _again(session: Session, desk: Desk, kind: HandKind, editions: Sequence[int]) -> Done:
    if not editions:
        raise NothingToUndo
    act = act_of(session, desk.draft, editions[-1])
    shifts = shifts_of(act)
    if kind is HandKind.UNDO:
        shifts = [shift.reversed for shift in shifts]
    if any(desk.board.held.get(shift.pair) != shift.before for shift in shifts):
        raise NothingToUndo
    _require_legal(desk, shifts)
    return store(session, desk, kind, shifts, new_uid=_no_uid, of=act.edition)


def _require_legal(desk: Desk, shifts: Sequence[Shift]) -> None:
    against = refusals(desk.board, shifts)
    if against:
        raise HandRefused(against)


def _no_uid() -> str:
    raise AssertionError("what was in the draft before has an identity")
