from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.models import ConsultationState, Fair, Interest, PlanItem, Slot
from fairmatch.publishing import publish
from fairmatch.schedules import (
    Appointment,
    agency_schedule,
    fair_schedule,
    firm_schedule,
    grid,
    latest_draft,
    latest_published,
    timetable_schedule,
)
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    FIRST_DAY,
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_pin,
    slots_of,
)

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _publish(session: Session, fair: Fair, days: int = 0) -> None:
    publish(session, fair, clock=lambda: AT + timedelta(days=days))


def test_an_appointment_tells_both_parties_everything(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1")
        firm = add_firm(session, fair, "F1", consent_third_party=date(2015, 10, 1))
        add_interests(session, firm, agency, purpose="단체복")
        plan = PlanItem(
            fair_id=fair.id,
            agency_id=agency.id,
            code="P7",
            title="환경미화원 피복 구매",
            amount=19_000_000,
            year=2016,
            quarter=1,
            method="negotiated",
        )
        session.add(plan)
        session.flush()
        session.scalars(select(Interest)).one().plan_item_id = plan.id
        add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[1], 1)})
        _publish(session, fair)
    with reading(engine) as session:
        assert fair_schedule(session, session.scalars(select(Fair)).one()) == [
            Appointment(
                uid="fair-F1-A1",
                sequence=0,
                changed_at=AT,
                state=ConsultationState.CONFIRMED,
                starts_at=datetime(2015, 10, 29, 1, 20, tzinfo=UTC),
                ends_at=datetime(2015, 10, 29, 1, 40, tzinfo=UTC),
                booth="B1",
                table=1,
                area="가",
                firm_code="F1",
                firm_name_ko="기업 F1",
                firm_name_en="Firm F1",
                firm_contact="박대표",
                firm_phone="010-0000-0000",
                firm_email="f1@example.com",
                agency_code="A1",
                agency_name_ko="기관 A1",
                agency_name_en="Agency A1",
                agency_officer="김담당",
                agency_phone="02-000-0000",
                agency_email="a1@example.org",
                department="총무과",
                purpose="단체복",
                plan_code="P7",
                plan_title="환경미화원 피복 구매",
                pinned=False,
            )
        ]


def test_without_consent_no_contact_of_the_firm_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        add_interests(session, firm, agency)
        add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[0], 1)})
        _publish(session, fair)
        (one,) = agency_schedule(session, agency)
        assert (one.firm_contact, one.firm_phone, one.firm_email) == ("", "", "")
        assert one.firm_name_ko == "기업 F1"


def test_a_pin_tells_its_own_department_and_purpose(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        slot = slots_of(session, fair)[0]
        add_interests(session, firm, agency, purpose="asked")
        pin = add_pin(session, firm, agency, slot, department="건강증진과")
        pin.purpose = "arranged"
        draft = add_draft(session, fair, {(firm, agency): (slot, 1)}, pinned=[(firm, agency)])
        draft.placements[0].department = pin.department
        _publish(session, fair)
        (one,) = firm_schedule(session, firm)
        assert (one.department, one.purpose, one.pinned) == ("건강증진과", "arranged", True)


def test_each_party_sees_its_own_and_drafts_are_seen_by_none(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        near, far = (add_agency(session, fair, code) for code in ("A1", "A2"))
        one, two = (add_firm(session, fair, code) for code in ("F1", "F2"))
        for firm in (one, two):
            add_interests(session, firm, near, far)
        slots = slots_of(session, fair)
        add_draft(
            session,
            fair,
            {(one, near): (slots[0], 1), (one, far): (slots[1], 1), (two, near): (slots[1], 1)},
        )
        assert fair_schedule(session, fair) == []
        assert latest_published(session, fair) is None
        _publish(session, fair)
        draft = add_draft(session, fair, {(two, far): (slots[2], 1)})
        assert [a.uid for a in firm_schedule(session, one)] == ["fair-F1-A1", "fair-F1-A2"]
        assert [a.uid for a in firm_schedule(session, two)] == ["fair-F2-A1"]
        assert [a.uid for a in agency_schedule(session, near)] == ["fair-F1-A1", "fair-F2-A1"]
        assert [a.uid for a in fair_schedule(session, fair)] == [
            "fair-F1-A1",
            "fair-F2-A1",
            "fair-F1-A2",
        ]
        (drafted,) = timetable_schedule(session, draft)
        assert (drafted.uid, drafted.state, drafted.changed_at) == (
            "fair-F2-A2",
            ConsultationState.PROPOSED,
            None,
        )
        published, newest = latest_published(session, fair), latest_draft(session, fair)
        assert published is not None
        assert published.number == 1
        assert newest is draft


def test_a_cancelled_consultation_stays_with_its_last_time(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        add_interests(session, firm, agency)
        add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[2], 1)})
        _publish(session, fair)
        add_draft(session, fair, {})
        _publish(session, fair, days=1)
        (one,) = firm_schedule(session, firm)
        assert one.cancelled
        assert (one.sequence, one.changed_at) == (1, AT + timedelta(days=1))
        assert one.starts_at == datetime(2015, 10, 29, 1, 40, tzinfo=UTC)


def _fair_of(session: Session, size: int) -> Fair:
    fair = add_fair(session, slots=size)
    agencies = [add_agency(session, fair, f"A{n}") for n in range(size)]
    firms = [add_firm(session, fair, f"F{n}") for n in range(size)]
    slots = slots_of(session, fair)
    held = {}
    for n, firm in enumerate(firms):
        add_interests(session, firm, *agencies)
        for m, agency in enumerate(agencies):
            held[firm, agency] = (slots[(n + m) % size], 1)
    add_draft(session, fair, held)
    _publish(session, fair)
    return fair


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_fair(engine: Engine, size: int) -> None:
    with writing(engine) as session:
        _fair_of(session, size)
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        with statements(engine) as sent:
            assert len(fair_schedule(session, fair)) == size * size
        assert len(sent) == 1
        version = latest_published(session, fair)
        assert version is not None
        with statements(engine) as sent:
            assert len(timetable_schedule(session, version)) == size * size
        assert len(sent) == 1
        with statements(engine) as sent:
            assert len(grid(session, version, FIRST_DAY).rows) == size
        assert len(sent) == 5


def test_the_grid_shows_staffed_held_and_free_tables(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, days=2, slots=2)
        late = add_agency(session, fair, "A2", hours=[(0, "10:20", "10:40"), (1, "10:00", "11:00")])
        wide = add_agency(session, fair, "A1", tables=3)
        one, two = (add_firm(session, fair, code) for code in ("F1", "F2"))
        for firm in (one, two):
            add_interests(session, firm, wide, late)
        slots = slots_of(session, fair)
        draft = add_draft(
            session,
            fair,
            {(one, wide): (slots[0], 1), (two, wide): (slots[0], 3), (one, late): (slots[2], 1)},
        )
        shown = grid(session, draft, FIRST_DAY)
        assert [slot.starts_at.isoformat() for slot in shown.slots] == [
            "2015-10-29T01:00:00+00:00",
            "2015-10-29T01:20:00+00:00",
        ]
        assert [
            (
                row.booth,
                row.agency_code,
                [(cell.tables, len(cell.held), cell.free) for cell in row.cells],
            )
            for row in shown.rows
        ] == [("B1", "A1", [(3, 2, 1), (3, 0, 3)]), ("B2", "A2", [(0, 0, 0), (1, 0, 1)])]
        assert [a.firm_code for a in shown.rows[0].cells[0].held] == ["F1", "F2"]
        second = grid(session, draft, FIRST_DAY + timedelta(days=1))
        assert [len(cell.held) for row in second.rows for cell in row.cells] == [0, 0, 1, 0]


def test_the_grid_keeps_what_was_published_when_slots_and_booths_change(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=1)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        add_interests(session, firm, agency)
        draft = add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[0], 1)})
        _publish(session, fair)
        agency.booth.code = "C1"
        session.delete(session.scalars(select(Slot)).one())
        session.flush()
        shown = grid(session, draft, FIRST_DAY)
        assert [(row.booth, row.agency_code, row.tables) for row in shown.rows] == [
            ("B1", "A1", 0),
            ("C1", "A1", 1),
        ]
        assert [(cell.tables, len(cell.held)) for row in shown.rows for cell in row.cells] == [
            (0, 1),
            (0, 0),
        ]
        assert [one.area for one in timetable_schedule(session, draft)] == [""]
