import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.half_days import HalfDay
from fairmatch.models import Agency, Fair, Firm, MarkKind
from fairmatch.planning import make_plan
from fairmatch.reports import Outcome, QualityReport, make_report
from fairmatch.reports.model import Spread, TierFigures
from fairmatch.reports.reasons import HEADINGS, SENTENCES, UnmetKind, kind_of
from fairmatch.snapshot import read_snapshot
from solver.explain import Reason, ReasonKind, explain
from solver.problem import GoalKind
from solver.timetable import Result, Status, Tier, Timetable
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
DONE = Result(Status.OPTIMAL, Timetable({}), (), 1.23456)


def _report(
    session: Session,
    fair: Fair,
    held: Mapping[tuple[Firm, Agency], int],
    result: Result = DONE,
) -> QualityReport:
    snapshot = read_snapshot(session, fair)
    plan = make_plan(snapshot)
    slot_of = {(firm.id, agency.id): slot for (firm, agency), slot in held.items()}
    timetable = Timetable(
        {request: slot_of[pair] for request, pair in plan.pairs.items() if pair in slot_of}
    )
    return make_report(
        Outcome(snapshot, slot_of),
        result,
        explain(plan.problem, timetable),
        pairs=plan.pairs,
        notes=plan.notes,
        made_at=AT,
    )


def test_tiers_tell_value_bound_gap_and_time(sqlite_engine: Engine) -> None:
    tiers = (
        Tier(GoalKind.COVERAGE, "firm", 1, 3, 3, Status.OPTIMAL, 0.12345),
        Tier(GoalKind.WORTH, "", None, 90, 100, Status.FEASIBLE, 2.0),
        Tier(GoalKind.BREAKS, "firm", None, None, 0, Status.UNKNOWN, 0.0),
    )
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        add_interests(session, add_firm(session, fair, "F1"), add_agency(session, fair, "A1"))
        result = Result(Status.FEASIBLE, Timetable({}), tiers, 2.12345)
        report = _report(session, fair, {}, result)
    assert (report.made_at, report.revision) == (AT, 0)
    assert (report.status, report.seconds) == ("feasible", 2.123)
    assert report.tiers == (
        TierFigures(
            goal="coverage", level=1, value=3, bound=3, gap=0, status="optimal", seconds=0.123
        ),
        TierFigures(
            goal="worth", level=None, value=90, bound=100, gap=10, status="feasible", seconds=2
        ),
        TierFigures(
            goal="breaks", level=None, value=None, bound=0, gap=None, status="unknown", seconds=0
        ),
    )


def test_demand_and_fairness_count_the_firms_that_asked(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, slots=2)
        near, far = (add_agency(session, fair, code, tables=3) for code in ("A1", "A2"))
        one, two, three = (add_firm(session, fair, f"F{n}") for n in (1, 2, 3))
        add_firm(session, fair, "F4")
        for firm in (one, two, three):
            add_interests(session, firm, near, far)
        add_mark(session, near, one, MarkKind.LIKE)
        add_pin(session, two, far, slots_of(session, fair)[3])
        report = _report(
            session, fair, {(one, near): 0, (one, far): 1, (two, far): 3, (two, near): 0}
        )
    assert report.demand.model_dump() == {
        "firms": 3,
        "agencies": 2,
        "asked": 6,
        "arranged": 1,
        "held": 4,
        "mutual": 2,
        "share_met": 0.6667,
    }
    assert report.fairness.model_dump() == {
        "histogram": (1, 0, 2),
        "firms_with_none": 1,
        "fewest": 0,
        "most": 2,
        "mean": 1.333,
        "gini": 0.3333,
        "jain": 0.6667,
        "first_wishes": 3,
        "first_wishes_met": 0.6667,
        "one_day": 0.5,
    }


def test_seats_are_counted_by_day_with_what_is_kept_for_walk_ins(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, slots=4, walk_in_reserve=30)
        wide = add_agency(session, fair, "A1", tables=2)
        add_agency(session, fair, "A2", hours=[(1, "10:20", "11:20")])
        firm = add_firm(session, fair, "F1")
        add_interests(session, firm, wide)
        days = _report(session, fair, {(firm, wide): 5}).days
    assert [day.model_dump() for day in days] == [
        {"date": date(2015, 10, 29), "seats": 8, "held": 0, "kept_free": 8, "reserve": 3},
        {"date": date(2015, 10, 30), "seats": 11, "held": 1, "kept_free": 10, "reserve": 4},
    ]


def test_waiting_breaks_and_walking_leave_lunch_and_nights_out(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, slots=6, lunch_after=3)
        places = {"A1": (0, 0), "A2": (30, 40), "A3": (0, 100)}
        first, second, third = (
            add_agency(session, fair, code, at=at) for code, at in places.items()
        )
        busy, brief = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
        for firm in (busy, brief):
            add_interests(session, firm, first, second, third)
        comfort = _report(
            session,
            fair,
            {
                (busy, first): 0,
                (busy, second): 2,
                (busy, third): 5,
                (brief, first): 2,
                (brief, second): 3,
                (brief, third): 9,
            },
        ).comfort
    # F1 waits in slots 1, 3 and 4; F2 goes over lunch and comes again on the second day.
    assert comfort.waiting_minutes == Spread(mean=30.0, p95=60, most=60)
    assert (comfort.waiting_firms, comfort.breaks) == (1, 2)
    assert comfort.walking_metres == Spread(mean=83.5, p95=117, most=117)


def test_load_sets_wishes_against_seats_by_booth_and_half_day(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=4, lunch_after=3)
        wide = add_agency(session, fair, "A2", tables=2)
        early = add_agency(session, fair, "A1", hours=[(0, "10:00", "10:40")])
        always = add_firm(session, fair, "F1")
        late = add_firm(session, fair, "F2", hours=[(0, "12:00", "18:00")])
        for firm in (always, late):
            add_interests(session, firm, wide, early)
        load = _report(session, fair, {(always, wide): 0, (late, wide): 3}).load
    assert [(x.booth, x.agency_code, x.half, x.asked, x.seats, x.held) for x in load] == [
        ("B1", "A1", HalfDay.MORNING, 1, 2, 0),
        ("B1", "A1", HalfDay.AFTERNOON, 0, 0, 0),
        ("B2", "A2", HalfDay.MORNING, 1, 6, 1),
        ("B2", "A2", HalfDay.AFTERNOON, 2, 2, 1),
    ]
    assert {x.date for x in load} == {date(2015, 10, 29)}


def test_without_lunch_the_day_is_halved_at_noon(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=7)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        add_interests(session, firm, agency)
        load = _report(session, fair, {}).load
    assert [(x.half, x.seats) for x in load] == [(HalfDay.MORNING, 6), (HalfDay.AFTERNOON, 1)]


def test_an_unmet_wish_tells_the_firm_no_names_and_the_organiser_all(
    sqlite_engine: Engine,
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=2)
        agency, other = add_agency(session, fair, "A1"), add_agency(session, fair, "A2")
        one, two, three = (add_firm(session, fair, f"F{n}") for n in (1, 2, 3))
        two.name_en = ""
        add_interests(session, one, other, agency)
        add_interests(session, two, agency)
        add_pin(session, three, agency, slots_of(session, fair)[0])
        report = _report(session, fair, {(three, agency): 0, (two, agency): 1, (one, other): 0})
    (unmet,) = report.unmet
    assert (unmet.firm_code, unmet.agency_code, unmet.rank, unmet.worth) == ("F1", "A1", 2, 90)
    assert unmet.kind is UnmetKind.BOOTH_FULL
    assert unmet.holders == (("F3", "A1"), ("F2", "A1"))
    assert unmet.words == SENTENCES[UnmetKind.BOOTH_FULL]
    assert unmet.organiser_words.ko == (
        "부스 만석: 모든 공통 시간에 상담석이 다른 상담으로 찼습니다. 자리를 차지한 상담(점수): "
        "F3 기업 F3 (사전 확정·필수), F2 기업 F2 (100). 이 신청의 점수: 90."
    )
    assert unmet.organiser_words.en == (
        "Booth full: in every slot they have in common all tables are taken. Held instead "
        "(worth): F3 Firm F3 (arranged or must), F2 기업 F2 (100). Worth of this wish: 90."
    )
    (count,) = report.unmet_reasons
    assert (count.kind, count.words, count.count) == (
        UnmetKind.BOOTH_FULL,
        HEADINGS[UnmetKind.BOOTH_FULL],
        1,
    )
    public = report.public()
    assert "F1" not in public.model_dump_json()
    assert public.unmet_reasons == report.unmet_reasons


def test_a_long_list_of_holders_is_cut(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=1)
        agency = add_agency(session, fair, "A1", tables=10)
        firms = [add_firm(session, fair, f"F{n:02d}") for n in range(11)]
        for firm in firms:
            add_interests(session, firm, agency)
        report = _report(session, fair, {(firm, agency): 0 for firm in firms[1:]})
    (unmet,) = report.unmet
    assert len(unmet.holders) == 10
    assert "외 2건" in unmet.organiser_words.ko
    assert "and 2 more" in unmet.organiser_words.en
    assert "F09" not in unmet.organiser_words.en


Build = Callable[[Session], tuple[Fair, dict[tuple[Firm, Agency], int]]]


def _reserve(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2, walk_in_reserve=50)
    agency = add_agency(session, fair, "A1")
    one, two = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
    for firm in (one, two):
        add_interests(session, firm, agency)
    return fair, {(two, agency): 0}


def _quota(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2, firm_quota=1)
    near, far = add_agency(session, fair, "A1"), add_agency(session, fair, "A2")
    firm = add_firm(session, fair, "F1")
    add_interests(session, firm, far, near)
    return fair, {(firm, far): 0}


def _daily_quota(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair, held = _quota(session)
    fair.firm_quota, fair.firm_quota_per_day = 2, 1
    return fair, held


def _elsewhere(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2)
    near, far = (
        add_agency(session, fair, "A1", hours=[(0, "10:00", "10:20")]),
        add_agency(session, fair, "A2"),
    )
    firm = add_firm(session, fair, "F1")
    add_interests(session, firm, far, near)
    return fair, {(firm, far): 0}


def _walk(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2)
    near, far = add_agency(session, fair, "A1"), add_agency(session, fair, "A2", at=(900, 0))
    firm = add_firm(session, fair, "F1")
    add_interests(session, firm, far, near)
    return fair, {(firm, far): 0}


def _apart(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2)
    near, far = add_agency(session, fair, "A1"), add_agency(session, fair, "A2")
    one, two = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
    add_interests(session, one, far, near)
    add_interests(session, two, near)
    return fair, {(one, far): 0, (two, near): 1}


def _hours(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2)
    near = add_agency(session, fair, "A1", hours=[(0, "10:00", "10:20")])
    firm = add_firm(session, fair, "F1", hours=[(0, "10:20", "10:40")])
    add_interests(session, firm, near)
    return fair, {}


def _declined(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair, held = _apart(session)
    firm, agency = next(iter(held))[0], list(held)[1][1]
    add_mark(session, agency, firm, MarkKind.NO)
    return fair, held


def _room(session: Session) -> tuple[Fair, dict[tuple[Firm, Agency], int]]:
    fair = add_fair(session, slots=2)
    near, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
    add_interests(session, firm, near)
    return fair, {}


@pytest.mark.parametrize(
    ("build", "kind", "english"),
    [
        (_reserve, UnmetKind.BOOTH_FULL, "Booth full: all seats are taken but those kept free"),
        (_quota, UnmetKind.FIRM_QUOTA, "The firm has as many consultations as a firm may have: 1."),
        (_daily_quota, UnmetKind.FIRM_QUOTA, "On each day they have in common the firm has"),
        (_elsewhere, UnmetKind.FIRM_BUSY, "the firm is at another consultation"),
        (_walk, UnmetKind.WALKING, "too little time to walk"),
        (_apart, UnmetKind.NO_COMMON_TIME_LEFT, "Both have time left, but never the same slot"),
        (_hours, UnmetKind.NO_COMMON_SLOT, "There is no slot in which the firm is there"),
        (_declined, UnmetKind.DECLINED, "The agency said that it will not hold"),
        (_room, UnmetKind.ROOM_LEFT, "a longer search would hold it"),
    ],
)
def test_each_kind_of_reason_is_told_in_its_own_words(
    sqlite_engine: Engine, build: Build, kind: UnmetKind, english: str
) -> None:
    with writing(sqlite_engine) as session:
        fair, held = build(session)
        unmet = _report(session, fair, held).unmet
    told = [one for one in unmet if (one.firm_code, one.agency_code) == ("F1", "A1")]
    assert [one.kind for one in told] == [kind]
    assert english in told[0].organiser_words.en
    # A firm is not told that an agency will not see it.
    assert (english in told[0].words.en) == (kind is not UnmetKind.DECLINED)
    assert told[0].words.in_language("ko") == told[0].words.ko != told[0].words.in_language("en")


def test_every_reason_of_the_solver_has_a_kind_a_heading_and_words() -> None:
    kinds = {kind_of(Reason(reason, ("firm:F1",))) for reason in ReasonKind}
    by_hand = {UnmetKind.TAKEN_OUT}
    full = {kind_of(Reason(ReasonKind.FULL, ("agency:A1",)))}
    assert kinds | full | by_hand == set(UnmetKind)
    assert HEADINGS.keys() == SENTENCES.keys() == set(UnmetKind)


def test_the_documentation_lists_every_kind_of_reason() -> None:
    text = (Path(__file__).parents[3] / "docs" / "planning.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \| ", text.split("what stands against")[1], re.MULTILINE)
    assert listed == [kind.value for kind in UnmetKind]
