"""A fair's slots, made anew: those that stay keep their identity."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from fairmatch.fairs import SlotTime
from fairmatch.models import Fair, Slot


@dataclass(frozen=True, slots=True)
class SlotChanges:
    """How many slots are new, at another place in the order, as they were, and gone."""

    added: int
    moved: int
    unchanged: int
    removed: int

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.moved or self.removed)


def write_slots(session: Session, fair: Fair, slots: Sequence[SlotTime]) -> SlotChanges:
    """Make these the slots of the fair, in bulk; what is loaded of them is stale afterwards."""
    rows = session.execute(
        select(Slot.id, Slot.position, Slot.date, Slot.starts, Slot.ends).where(
            Slot.fair_id == fair.id
        )
    )
    held = {
        SlotTime(day, starts, ends): (key, position) for key, position, day, starts, ends in rows
    }
    wanted = {slot: position for position, slot in enumerate(slots)}
    gone = [key for slot, (key, _) in held.items() if slot not in wanted]
    moved = [
        {"id": held[slot][0], "position": position}
        for slot, position in wanted.items()
        if slot in held and held[slot][1] != position
    ]
    new = [
        {
            "fair_id": fair.id,
            "position": position,
            "date": slot.date,
            "starts": slot.starts,
            "ends": slot.ends,
        }
        for slot, position in wanted.items()
        if slot not in held
    ]
    if gone:
        session.execute(
            delete(Slot).where(Slot.id.in_(gone)),
            execution_options={"synchronize_session": False},
        )
    if moved:
        session.execute(update(Slot), moved)
    if new:
        session.execute(insert(Slot), new)
    return SlotChanges(len(new), len(moved), len(wanted) - len(new) - len(moved), len(gone))
