"""A small hall for acts by hand: three booths, three firms, two days of four slots."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.checking import check_timetable
from fairmatch.hand.acting import Spot, Talk
from fairmatch.models import Agency, Fair, Firm, Placement, Timetable
from tests.fairmatch.fair_rows import (
    MADE_AT,
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
    starts_of,
)

BY = By(account_id=None, now=MADE_AT)
Place = tuple[str, int, int]
"""Booth, slot from 0, table."""


def hall(session: Session, **settings: object) -> Timetable:
    """Add the fair with a draft.

    A1 has two tables, A2 is 300 m away, A3 beside A1. F1 meets A1 and A2, F2 meets A1, F3
    asked for A1 and A3 and meets A3. Slots 0 to 3 are on the first day, 4 to 7 on the second.
    """
    fair = add_fair(session, days=2, slots=4, **settings)  # type: ignore[arg-type]
    first = add_agency(session, fair, "A1", tables=2)
    far = add_agency(session, fair, "A2", at=(300, 0))
    near = add_agency(session, fair, "A3", at=(10, 0))
    one = add_firm(session, fair, "F1")
    two = add_firm(session, fair, "F2")
    three = add_firm(session, fair, "F3", hours=[(0, "10:00", "11:00")])
    add_interests(session, one, first, far)
    add_interests(session, two, first)
    add_interests(session, three, near, first)
    slots = slots_of(session, fair)
    return add_draft(
        session,
        fair,
        {
            (one, first): (slots[0], 1),
            (one, far): (slots[3], 1),
            (two, first): (slots[1], 1),
            (three, near): (slots[1], 1),
        },
    )


def seats(session: Session, draft: Timetable) -> dict[str, Place]:
    """Give where everybody sits, by codes of firm and agency."""
    starts = {starts_of(slot): n for n, slot in enumerate(slots_of(session, draft.fair))}
    placed = session.scalars(
        select(Placement)
        .where(Placement.timetable_id == draft.id)
        .execution_options(populate_existing=True)
    )
    return {
        f"{one.consultation.firm.code}~{one.consultation.agency.code}": (
            one.booth_code,
            starts[one.starts_at],
            one.table,
        )
        for one in placed
    }


def moment_of(session: Session, fair: Fair, slot: int) -> datetime:
    """Give when a slot, counted from 0, starts."""
    return starts_of(slots_of(session, fair)[slot])


def spot(session: Session, fair: Fair, agency: str, slot: int, table: int = 1) -> Spot:
    """Name a seat by its booth's agency, its slot from 0 and its table."""
    return Spot(agency, moment_of(session, fair, slot), table)


def talk(both: str) -> Talk:
    """Name a consultation as ``F1~A1``."""
    firm, agency = both.split("~")
    return Talk(firm, agency)


def rows(session: Session, fair: Fair, firm: str, agency: str) -> tuple[Firm, Agency]:
    """Give the two parties of these codes."""
    return (
        session.scalars(select(Firm).where(Firm.fair_id == fair.id, Firm.code == firm)).one(),
        session.scalars(
            select(Agency).where(Agency.fair_id == fair.id, Agency.code == agency)
        ).one(),
    )


def keeps_all_rules(session: Session, draft: Timetable) -> bool:
    """Tell whether the fair's checker finds nothing."""
    session.expire_all()
    return check_timetable(session, draft) == []
