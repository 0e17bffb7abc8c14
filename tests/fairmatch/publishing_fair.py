"""A fair of two firms and two agencies that is published, changed and published again."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Agency, Fair, Firm, Timetable
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)

BEFORE = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
MORNING = datetime(2015, 10, 29, 0, 30, tzinfo=UTC)
"""Half an hour before the first slot: 9:30 in Seoul."""
DURING = datetime(2015, 10, 29, 1, 5, tzinfo=UTC)
"""Five minutes after the first slot has begun."""
AFTER = datetime(2015, 11, 2, 0, 0, tzinfo=UTC)

Held = dict[tuple[str, str], int]
FIRST: Held = {("F1", "A1"): 0, ("F2", "A2"): 0, ("F2", "A1"): 1}
SECOND: Held = {("F1", "A1"): 2, ("F2", "A2"): 0, ("F1", "A2"): 1}
"""One consultation moved, one added, one dropped."""


def two_by_two(session: Session) -> Fair:
    """Add the fair; everybody asked for everybody."""
    fair = add_fair(session, slots=4)
    agencies = [add_agency(session, fair, code) for code in ("A1", "A2")]
    for code, language in (("F1", "ko"), ("F2", "en")):
        add_interests(session, add_firm(session, fair, code, language=language), *agencies)
    return fair


def draft_of(session: Session, fair: Fair, held: Held) -> Timetable:
    """Add a draft that holds these pairs in these slots."""
    firms = {firm.code: firm for firm in session.scalars(select(Firm))}
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    slots = slots_of(session, fair)
    return add_draft(
        session,
        fair,
        {(firms[firm], agencies[agency]): (slots[at], 1) for (firm, agency), at in held.items()},
    )
