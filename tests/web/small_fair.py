"""The small fair of ``data/small``, with the timetable its README finds by hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.intake import import_fair
from fairmatch.models import Agency, Fair, Firm, Timetable
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import add_draft, slots_of

FOLDER = Path(__file__).parents[2] / "data" / "small"
BY_HAND = {
    ("F1", "A1"): (0, 2),
    ("F4", "A1"): (0, 1),
    ("F5", "A2"): (0, 1),
    ("F5", "A1"): (1, 1),
    ("F2", "A1"): (1, 2),
    ("F4", "A2"): (1, 1),
    ("F3", "A2"): (2, 1),
    ("F3", "A1"): (3, 1),
    ("F1", "A3"): (4, 1),
}
PINNED = ("F3", "A2")


def small_fair(session: Session) -> Fair:
    """Take the fair in."""
    import_fair(session, FOLDER)
    return session.scalars(select(Fair).where(Fair.code == "small")).one()


def draft_by_hand(
    session: Session,
    fair: Fair,
    held: dict[tuple[str, str], tuple[int, int]] | None = None,
) -> Timetable:
    """Add a draft; each pair of firm and agency holds the slot (from 0) and table given."""
    firms = {firm.code: firm for firm in session.scalars(select(Firm))}
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    slots = slots_of(session, fair)
    placed = {
        (firms[firm], agencies[agency]): (slots[slot], table)
        for (firm, agency), (slot, table) in (BY_HAND if held is None else held).items()
    }
    pinned = [(firms[firm], agencies[agency]) for firm, agency in [PINNED]]
    return add_draft(session, fair, placed, pinned=pinned)


def publish_by_hand(
    session: Session,
    fair: Fair,
    clock: Callable[[], datetime],
    held: dict[tuple[str, str], tuple[int, int]] | None = None,
) -> Timetable:
    """Publish a draft made by hand."""
    draft = draft_by_hand(session, fair, held)
    return publish(session, fair, clock=clock, draft_id=draft.id)
