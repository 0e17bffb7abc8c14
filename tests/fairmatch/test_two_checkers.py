"""The problem handed to the solver and the fair's own checker mean the same rules.

Timetables are drawn at random, good and bad; the checker of the abstract problem and the
checker of the stored rows have to agree on each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.checking import check_seatings
from fairmatch.db import reading
from fairmatch.errors import PlanningClash
from fairmatch.hours import moment
from fairmatch.models import Fair, MarkKind
from fairmatch.planning import make_plan
from fairmatch.seating import seat
from fairmatch.snapshot import Pair, Snapshot, read_snapshot
from fairmatch.violations import Seating
from solver.check import check
from solver.timetable import Timetable
from tests.fairmatch.fair_rows import (
    Hours,
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)

AGENCIES = 3
FIRMS = 3
SLOTS = 3
PAIRS = [(firm, agency) for firm in range(FIRMS) for agency in range(AGENCIES)]


@dataclass(frozen=True)
class Case:
    settings: Mapping[str, Any]
    tables: tuple[int, ...]
    places: tuple[int, ...]
    booth_hours: tuple[Hours, ...]
    firm_hours: tuple[Hours, ...]
    wishes: tuple[tuple[int, int], ...]
    marks: Mapping[tuple[int, int], MarkKind]
    pin: tuple[tuple[int, int], int] | None
    held: Mapping[tuple[int, int], int]


stretches = st.sampled_from(
    [(), (), ((0, "10:00", "10:50"),), ((0, "10:20", "12:00"), (1, "10:00", "10:40"))]
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    wishes = draw(st.lists(st.sampled_from(PAIRS), min_size=1, unique=True))
    return Case(
        settings={
            "walk_in_reserve": draw(st.sampled_from([0, 30, 60])),
            "firm_quota": draw(st.integers(1, 3)),
            "firm_quota_per_day": draw(st.sampled_from([None, None, 1, 2])),
            "changeover_minutes": 1,
        },
        tables=tuple(draw(st.lists(st.integers(1, 2), min_size=AGENCIES, max_size=AGENCIES))),
        places=tuple(
            draw(
                st.lists(st.sampled_from([0, 50, 200, 2000]), min_size=AGENCIES, max_size=AGENCIES)
            )
        ),
        booth_hours=tuple(draw(st.lists(stretches, min_size=AGENCIES, max_size=AGENCIES))),
        firm_hours=tuple(draw(st.lists(stretches, min_size=FIRMS, max_size=FIRMS))),
        wishes=tuple(wishes),
        marks=draw(st.dictionaries(st.sampled_from(PAIRS), st.sampled_from(MarkKind), max_size=2)),
        pin=draw(st.none() | st.tuples(st.sampled_from(PAIRS), st.integers(0, 2 * SLOTS - 1))),
        held=draw(st.dictionaries(st.sampled_from(wishes), st.integers(0, 2 * SLOTS - 1))),
    )


def _build(session: Session, case: Case) -> tuple[Fair, dict[tuple[int, int], Pair]]:
    fair = add_fair(session, days=2, slots=SLOTS, lunch_after=2, **case.settings)
    agencies = [
        add_agency(session, fair, f"A{n}", tables=tables, at=(place, 0), hours=hours)
        for n, (tables, place, hours) in enumerate(
            zip(case.tables, case.places, case.booth_hours, strict=True)
        )
    ]
    firms = [
        add_firm(session, fair, f"F{n}", hours=hours) for n, hours in enumerate(case.firm_hours)
    ]
    for firm, agency in case.wishes:
        add_interests(session, firms[firm], agencies[agency])
    for (firm, agency), kind in case.marks.items():
        add_mark(session, agencies[agency], firms[firm], kind)
    if case.pin is not None:
        (firm, agency), slot = case.pin
        add_pin(session, firms[firm], agencies[agency], slots_of(session, fair)[slot])
    return fair, {(f, a): (firms[f].id, agencies[a].id) for f, a in PAIRS}


def _seatings(fair: Snapshot, slot_of: Mapping[Pair, int]) -> list[Seating]:
    # Who finds no table sits at one the booth has not, which the checker is to find.
    tables = seat(slot_of, {key: one.booth.tables for key, one in fair.agencies.items()}, {})
    return [
        Seating(
            fair.firms[pair[0]],
            fair.agencies[pair[1]],
            moment(fair.slots[slot].date, fair.slots[slot].starts, fair.zone),
            moment(fair.slots[slot].date, fair.slots[slot].ends, fair.zone),
            fair.agencies[pair[1]].booth.code,
            tables[pair],
        )
        for pair, slot in slot_of.items()
    ]


@pytest.mark.slow
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=cases())
def test_both_checkers_agree_whether_a_timetable_is_good(sqlite_engine: Engine, case: Case) -> None:
    with reading(sqlite_engine) as session:
        fair, pairs = _build(session, case)
        snapshot = read_snapshot(session, fair)
        try:
            plan = make_plan(snapshot)
        except PlanningClash:
            assume(False)
        slot_of = {pairs[held]: slot for held, slot in case.held.items()}
        named = {request: slot_of[pair] for request, pair in plan.pairs.items() if pair in slot_of}
        theirs = [found.text for found in check(plan.problem, Timetable(named)).violations]
        ours = [str(found) for found in check_seatings(snapshot, _seatings(snapshot, slot_of))]
        event("good" if not ours else "broken")
        assert bool(ours) == bool(theirs), (ours, theirs)
