from datetime import time

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import PlanningClash
from fairmatch.models import Agency, Fair, Firm, MarkKind
from fairmatch.planning import build_problem
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)


def _one_pair(session: Session) -> tuple[Fair, Firm, Agency]:
    fair = add_fair(session)
    return fair, add_firm(session, fair, "F1"), add_agency(session, fair, "A1")


def _clashes(session: Session, fair: Fair) -> tuple[str, ...]:
    with pytest.raises(PlanningClash) as caught:
        build_problem(session, fair)
    for korean, english in zip(caught.value.in_language("ko"), caught.value.musts, strict=True):
        assert korean != english
        assert caught.value.in_language("en") == caught.value.musts
    return caught.value.musts


PAIR = "F1 기업 F1 (Firm F1) × A1 기관 A1 (Agency A1)"


def test_a_pin_outside_the_slots_is_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        add_pin(session, firm, agency, slots_of(session, fair)[0]).starts = time(10, 5)
        assert _clashes(session, fair) == (
            f"{PAIR} is arranged for 2015-10-29(목) 10:05, which is no slot of the fair "
            "(slots: 10:00, 10:20, 10:40)",
        )


def test_a_pin_when_a_party_is_away_is_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1", hours=[(0, "10:20", "11:00")])
        agency = add_agency(session, fair, "A1", hours=[(0, "10:40", "11:00")])
        add_pin(session, firm, agency, slots_of(session, fair)[0])
        assert _clashes(session, fair) == (
            f"{PAIR} is arranged for 2015-10-29(목) 10:00, when F1 기업 F1 (Firm F1) is not there",
            f"{PAIR} is arranged for 2015-10-29(목) 10:00, when booth B1 is not staffed",
        )


def test_a_pin_with_a_firm_the_agency_refuses_is_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        add_pin(session, firm, agency, slots_of(session, fair)[0])
        add_mark(session, agency, firm, MarkKind.NO)
        assert _clashes(session, fair) == (
            f"{PAIR} is arranged for 2015-10-29(목) 10:00, but the agency says it will not see "
            "the firm",
        )


def test_two_pins_of_a_firm_at_one_time_are_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        slot = slots_of(session, fair)[0]
        for other in (agency, add_agency(session, fair, "A2")):
            add_pin(session, firm, other, slot)
        assert _clashes(session, fair) == (
            "F1 기업 F1 (Firm F1) is arranged with A1 기관 A1 (Agency A1), A2 기관 A2 (Agency A2) "
            "at one time, 2015-10-29(목) 10:00",
        )


def test_more_pins_at_a_booth_than_tables_are_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        slot = slots_of(session, fair)[0]
        for other in (firm, add_firm(session, fair, "F2")):
            add_pin(session, other, agency, slot)
        assert _clashes(session, fair) == (
            "A1 기관 A1 (Agency A1) is arranged with F1 기업 F1 (Firm F1), F2 기업 F2 (Firm F2) "
            "at 2015-10-29(목) 10:00, more than its 1 table(s)",
        )


def test_a_must_of_parties_that_never_meet_is_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1", hours=[(0, "10:00", "10:20")])
        agency = add_agency(session, fair, "A1", hours=[(0, "10:20", "11:00")])
        add_interests(session, firm, agency)
        add_mark(session, agency, firm, MarkKind.MUST)
        assert _clashes(session, fair) == (
            f"{PAIR} must take place, but the two are never there at the same time",
        )


def test_more_musts_and_pins_of_a_firm_than_its_quotas_are_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, firm_quota=2, firm_quota_per_day=1)
        firm = add_firm(session, fair, "F1")
        agencies = [add_agency(session, fair, f"A{n}") for n in range(3)]
        add_interests(session, firm, agencies[0])
        add_mark(session, agencies[0], firm, MarkKind.MUST)
        for agency, slot in zip(agencies[1:], slots_of(session, fair), strict=False):
            add_pin(session, firm, agency, slot)
        assert _clashes(session, fair) == (
            "F1 기업 F1 (Firm F1) has 3 consultations that must take place, more than its 2",
            "F1 기업 F1 (Firm F1) has 2 consultations arranged for 2015-10-29, more than its 1 "
            "a day",
        )
