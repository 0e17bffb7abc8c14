"""Requests against seats, agency by half-day."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.demand_map import DemandMap, Load, demand_map
from fairmatch.fairs import find_fair
from fairmatch.half_days import HalfDay
from fairmatch.models import MarkKind
from fairmatch.reserve import seats_to_give
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    FIRST_DAY,
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)

MORNING = (FIRST_DAY, HalfDay.MORNING)
AFTERNOON = (FIRST_DAY, HalfDay.AFTERNOON)


def found(engine: Engine) -> DemandMap:
    with reading(engine) as session:
        return demand_map(session, find_fair(session, None))


def test_a_firm_counts_where_it_and_the_booth_are_there_together(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=6, lunch_after=3)
        agency = add_agency(session, fair, "A1")
        always = add_firm(session, fair, "F1")
        late = add_firm(session, fair, "F2", hours=[(0, "12:00", "13:00")])
        never = add_firm(session, fair, "F3", hours=[(1, "10:00", "11:00")])
        for firm in (always, late, never):
            add_interests(session, firm, agency)
    demand = found(engine)
    assert demand.halves == (MORNING, AFTERNOON)
    (row,) = demand.rows
    assert row.whole == Load(asked=3, seats=6, share=3)
    assert row.halves == (Load(1, 3, 0.5), Load(2, 3, 1.5))
    assert demand.whole == Load(3, 6, 3)
    assert demand.by_half == (Load(1, 3, 0.5), Load(2, 3, 1.5))
    assert [load.pressure for load in demand.by_half] == [0.5 / 3, 0.5]


def test_a_closed_half_day_has_no_load(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=6, lunch_after=3)
        agency = add_agency(session, fair, "A1", tables=2, hours=[(0, "10:00", "11:00")])
        add_interests(session, add_firm(session, fair, "F1"), agency)
    (row,) = found(engine).rows
    assert row.halves == (Load(1, 6, 1), None)
    assert found(engine).by_half == (Load(1, 6, 1), Load(0, 0, 0))


def test_seats_kept_for_walk_ins_are_left_out_and_add_up_to_the_days(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, days=2, slots=9, lunch_after=4, walk_in_reserve=15)
        add_agency(session, fair, "A1", tables=3)
    (row,) = found(engine).rows
    seats = [load.seats for load in row.halves if load]
    assert seats[0] + seats[1] == seats[2] + seats[3] == seats_to_give(27, 15)
    assert row.whole.seats == sum(seats)


def test_the_most_over_asked_come_first(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=2)
        quiet = add_agency(session, fair, "A1")
        asked = add_agency(session, fair, "A2")
        shut = add_agency(session, fair, "A3", hours=[(1, "10:00", "11:00")])
        for number in range(3):
            add_interests(session, add_firm(session, fair, f"F{number}"), asked)
        add_interests(session, add_firm(session, fair, "F9"), quiet, shut)
    demand = found(engine)
    assert [row.agency_code for row in demand.rows] == ["A3", "A2", "A1"]
    assert [row.whole.over for row in demand.over_asked] == [1, 1]
    assert demand.rows[0].whole.pressure == float("inf")
    assert demand.rows[2].whole.pressure == 0.5


def test_refused_firms_do_not_count_and_arranged_ones_do(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=2)
        agency = add_agency(session, fair, "A1")
        refused, liked, arranged = (add_firm(session, fair, f"F{n}") for n in (1, 2, 3))
        add_interests(session, refused, agency)
        add_interests(session, liked, agency)
        add_mark(session, agency, refused, MarkKind.NO)
        add_mark(session, agency, liked, MarkKind.LIKE)
        add_pin(session, arranged, agency, slots_of(session, fair)[0])
    assert found(engine).rows[0].whole == Load(2, 2, 2)


def test_a_fair_without_slots_has_no_half_days(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, days=0)
        add_agency(session, fair, "A1")
    demand = found(engine)
    assert (demand.halves, demand.rows[0].halves, demand.whole) == ((), (), Load(0, 0, 0))


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_statements_does_not_grow(sqlite_engine: Engine, size: int) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=size)
        for number in range(size):
            agency = add_agency(session, fair, f"A{number}", hours=[(0, "10:00", "11:00")])
            add_interests(session, add_firm(session, fair, f"F{number}"), agency)
    with reading(sqlite_engine) as session:
        fair = find_fair(session, None)
        with statements(sqlite_engine) as sent:
            demand_map(session, fair)
        assert len(sent) == 10
    assert FIRST_DAY + timedelta(days=size - 1) == found(sqlite_engine).halves[-1][0]
