from datetime import time
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import NothingToPlan, PlanningClash
from fairmatch.models import Agency, Fair, Firm, MarkKind, MustMeet
from fairmatch.planning import build_problem, make_plan
from fairmatch.snapshot import read_snapshot
from solver.problem import GoalKind, Party, Problem, Request, Slot, Travel
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)


def _parties(problem: Problem) -> dict[str, Party]:
    return {party.id: party for party in problem.parties}


def _requests(problem: Problem) -> dict[str, Request]:
    return {request.id: request for request in problem.requests}


def _one_pair(session: Session, **settings: Any) -> tuple[Fair, Firm, Agency]:
    fair = add_fair(session, **settings)
    return fair, add_firm(session, fair, "F1"), add_agency(session, fair, "A1")


def test_slots_days_and_goals_are_the_fairs(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session, days=2, slots=2, lunch_after=1)
        add_interests(session, firm, agency)
        problem = build_problem(session, fair)
        assert problem.slots == (
            Slot(0, 600, 620),
            Slot(0, 680, 700),
            Slot(1, 600, 620),
            Slot(1, 680, 700),
        )
        assert [(goal.kind, goal.side) for goal in problem.goals] == [
            (GoalKind.COVERAGE, "firm"),
            (GoalKind.WORTH, ""),
            (GoalKind.DAYS, "firm"),
            (GoalKind.BREAKS, "firm"),
            (GoalKind.WALKING, "firm"),
            (GoalKind.EVENNESS, "agency"),
        ]


def test_a_firm_has_one_seat_its_hours_and_its_quotas(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, firm_quota=4, firm_quota_per_day=3)
        agency = add_agency(session, fair, "A1")
        short = add_firm(session, fair, "F1", hours=[(0, "10:10", "11:00")])
        always = add_firm(session, fair, "F2")
        never = add_firm(session, fair, "F3", hours=[(0, "18:00", "19:00")])
        add_firm(session, fair, "F4")
        for firm in (short, always, never):
            add_interests(session, firm, agency)
        parties = _parties(build_problem(session, fair))
        assert parties["firm:F1"] == Party(
            "firm:F1", "firm", 1, (1, 2), at_most=4, at_most_per_day=3
        )
        assert parties["firm:F2"].available is None
        assert parties["firm:F3"].available == ()
        assert "firm:F4" not in parties


def test_a_booth_has_its_tables_hours_place_and_keeps_the_reserve_each_day(
    sqlite_engine: Engine,
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, walk_in_reserve=20)
        firm = add_firm(session, fair, "F1")
        wide = add_agency(session, fair, "A1", tables=2)
        late = add_agency(session, fair, "A2", tables=3, hours=[(1, "10:20", "11:00")])
        add_interests(session, firm, wide, late)
        parties = _parties(build_problem(session, fair))
        assert parties["agency:A1"] == Party(
            "agency:A1", "agency", 2, None, at_most_per_day=(4, 4), place="B1"
        )
        assert parties["agency:A2"] == Party(
            "agency:A2", "agency", 3, (4, 5), at_most_per_day=(0, 4), place="B2"
        )


def test_without_a_reserve_a_booth_has_no_limit_a_day(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session, walk_in_reserve=0)
        add_interests(session, firm, agency)
        assert _parties(build_problem(session, fair))["agency:A1"].at_most_per_day is None


def test_wishes_become_requests_with_the_worth_of_rank_and_mark(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1")
        agencies = [add_agency(session, fair, f"A{n}") for n in range(1, 6)]
        unasked = add_agency(session, fair, "A9")
        add_interests(session, firm, *agencies)
        marks = [MarkKind.LIKE, MarkKind.NEUTRAL, MarkKind.MUST, MarkKind.NO]
        for agency, kind in zip(agencies, marks, strict=False):
            add_mark(session, agency, firm, kind)
        add_mark(session, unasked, firm, MarkKind.MUST)
        problem = build_problem(session, fair)
        assert [(r.id, r.a, r.b, r.worth, r.must, r.pin) for r in problem.requests] == [
            ("F1~A1", "firm:F1", "agency:A1", 150, False, None),
            ("F1~A2", "firm:F1", "agency:A2", 90, False, None),
            ("F1~A3", "firm:F1", "agency:A3", 120, True, None),
            ("F1~A4", "firm:F1", "agency:A4", 70, False, None),
            ("F1~A5", "firm:F1", "agency:A5", 60, False, None),
        ]
        assert problem.bans == (("firm:F1", "agency:A4"),)


def test_a_must_is_only_worth_more_where_the_fair_says_so(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session, must_meet=MustMeet.WORTH)
        add_interests(session, firm, agency)
        add_mark(session, agency, firm, MarkKind.MUST)
        request = _requests(build_problem(session, fair))["F1~A1"]
        assert (request.must, request.worth) == (False, 150)


def test_a_pin_is_a_request_though_nobody_asked(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        add_pin(session, firm, agency, slots_of(session, fair)[2])
        assert _requests(build_problem(session, fair)) == {
            "F1~A1": Request("F1~A1", "firm:F1", "agency:A1", 150, must=True, pin=2)
        }


def test_each_two_booths_have_a_way_with_what_has_to_be_free(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, walking_metres_per_minute=60, changeover_minutes=1)
        firm = add_firm(session, fair, "F1")
        places = {"A1": (0, 0), "A2": (60, 0), "A3": (0, 200)}
        agencies = [add_agency(session, fair, code, at=at) for code, at in places.items()]
        add_interests(session, firm, *agencies)
        assert build_problem(session, fair).travels == (
            Travel("B1", "B2", 0, 60),
            Travel("B1", "B3", 3, 200),
            Travel("B2", "B3", 3, 209),
        )


def test_pins_and_musts_use_up_the_reserve_and_that_is_said(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, walk_in_reserve=50)
        agency = add_agency(session, fair, "A1")
        slots = slots_of(session, fair)
        for number in range(3):
            add_pin(session, add_firm(session, fair, f"F{number}"), agency, slots[number])
        plan = make_plan(read_snapshot(session, fair))
        assert _parties(plan.problem)["agency:A1"].at_most_per_day == (3, 1)
        assert tuple(map(str, plan.notes)) == (
            "A1 기관 A1 (Agency A1) gives 3 of 3 seats on 2015-10-29 instead of 1: "
            "so many are arranged or must take place",
        )


def test_a_must_is_counted_on_the_days_on_which_it_can_be(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, walk_in_reserve=50)
        agency = add_agency(session, fair, "A1")
        for number in range(2):
            firm = add_firm(session, fair, f"F{number}", hours=[(1, "10:00", "12:00")])
            add_interests(session, firm, agency)
            add_mark(session, agency, firm, MarkKind.MUST)
        assert _parties(build_problem(session, fair))["agency:A1"].at_most_per_day == (1, 2)


def test_without_slots_or_wishes_there_is_nothing_to_plan(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        with pytest.raises(NothingToPlan, match="no slots"):
            build_problem(session, add_fair(session, "bare", slots=0))
        with pytest.raises(NothingToPlan, match="no interests"):
            build_problem(session, add_fair(session, "silent"))


def test_slots_that_overlap_are_refused(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair, firm, agency = _one_pair(session)
        add_interests(session, firm, agency)
        slots_of(session, fair)[1].starts = time(10, 10)
        session.flush()
        with pytest.raises(PlanningClash, match=r"slots\.start of slot 1: .* found 610"):
            build_problem(session, fair)


@pytest.mark.parametrize("size", [1, 3])
def test_planning_takes_a_constant_number_of_queries(engine: Engine, size: int) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agencies = [
            add_agency(session, fair, f"A{n}", hours=[(0, "10:00", "11:00")]) for n in range(size)
        ]
        for n in range(size):
            firm = add_firm(session, fair, f"F{n}", hours=[(0, "10:00", "11:00")])
            add_interests(session, firm, *agencies)
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        with statements(engine) as sent:
            assert len(build_problem(session, fair).requests) == size * size
        assert len(sent) == 10
