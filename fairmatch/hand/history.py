"""What was done to a draft by hand, in order: what can be undone, what done again, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.hand.refusals import ChangedByOthers
from fairmatch.hand.seats import Shift, shift_of
from fairmatch.models import HandAct, HandKind, Timetable
from fairmatch.snapshot import Pair


@dataclass(frozen=True, slots=True)
class Stacks:
    """Editions of the acts that stand, and of those undone; the next to be taken is the last."""

    done: tuple[int, ...]
    undone: tuple[int, ...]


def stacks(session: Session, draft: Timetable) -> Stacks:
    """Give what can be undone and done again; a new act forgets what was undone before it."""
    acts = session.execute(
        select(HandAct.edition, HandAct.kind)
        .where(HandAct.timetable_id == draft.id)
        .order_by(HandAct.edition)
    )
    done: list[int] = []
    undone: list[int] = []
    for edition, kind in acts:
        if kind is HandKind.UNDO:
            undone.append(done.pop())
        elif kind is HandKind.REDO:
            done.append(undone.pop())
        else:
            done.append(edition)
            undone.clear()
    return Stacks(tuple(done), tuple(undone))


def act_of(session: Session, draft: Timetable, edition: int) -> HandAct:
    """Give the act that made an edition."""
    return session.scalars(
        select(HandAct).where(HandAct.timetable_id == draft.id, HandAct.edition == edition)
    ).one()


def acts_since(session: Session, draft: Timetable, edition: int) -> Sequence[HandAct]:
    """Give what was done after an edition, in order, with who did it."""
    return session.scalars(
        select(HandAct)
        .where(HandAct.timetable_id == draft.id, HandAct.edition > edition)
        .options(joinedload(HandAct.account))
        .order_by(HandAct.edition)
    ).all()


def shifts_of(act: HandAct) -> list[Shift]:
    """Give what an act changed."""
    return [shift_of(kept) for kept in act.shifts]


def require_unchanged(
    session: Session, draft: Timetable, seen: int, pairs: Sequence[Pair] | None
) -> None:
    """Refuse an act of somebody who has not seen what was done meanwhile to the same parties.

    Parameters
    ----------
    seen
        The edition that the page showed.
    pairs
        What the act is about; None where it is about the draft as a whole.

    Raises
    ------
    ChangedByOthers
        If a firm or agency of these was touched after that edition.
    """
    if seen == draft.edition:
        return
    firms = {pair[0] for pair in pairs or ()}
    agencies = {pair[1] for pair in pairs or ()}
    touched = [shift.pair for act in acts_since(session, draft, seen) for shift in shifts_of(act)]
    foreign = seen > draft.edition or pairs is None
    if foreign or any(pair[0] in firms or pair[1] in agencies for pair in touched):
        raise ChangedByOthers(seen, draft.edition)
