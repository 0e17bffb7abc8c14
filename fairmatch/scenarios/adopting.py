"""Publishing a draft that was made with other settings makes them the fair's own."""

from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from fairmatch.hours import moment
from fairmatch.models import Fair, Placement, Slot, Timetable
from fairmatch.plan_settings import kept_settings, own_settings, set_settings
from fairmatch.slots import write_slots


def adopt(session: Session, fair: Fair, draft: Timetable) -> bool:
    """Make the settings of a draft that is being published the fair's; tell if any changed.

    The fair is cut into their slots, to which the draft's consultations then belong, and its
    revision grows: whatever else was made before is of other settings. To be called in the
    transaction that publishes, with the fair's row locked.
    """
    kept = kept_settings(draft)
    if kept is None or not kept.differing(own_settings(fair, fair.days)):
        return False
    set_settings(fair, kept)
    session.flush()
    write_slots(session, fair, kept.slots(fair.days))
    session.expire(fair, ["slots"])
    for slot in fair.slots:
        _belong(session, fair, draft, slot)
    fair.revision += 1
    draft.revision = fair.revision
    session.flush()
    return True


def _belong(session: Session, fair: Fair, draft: Timetable, slot: Slot) -> None:
    zone = ZoneInfo(fair.zone)
    session.execute(
        update(Placement)
        .where(
            Placement.timetable_id == draft.id,
            Placement.starts_at == moment(slot.date, slot.starts, zone),
        )
        .values(slot_id=slot.id)
    )
