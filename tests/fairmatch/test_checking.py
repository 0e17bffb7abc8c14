from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import writing
from fairmatch.models import Agency, FairDay, Firm, MarkKind, MustMeet, Slot, Timetable
from fairmatch.violations import Rule, Violation
from fairmatch.wording import Words
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
    starts_of,
)

Held = Mapping[tuple[Firm, Agency], tuple[Slot, int]]


class Small:
    """Two firms that asked for two agencies, in a day of four slots around lunch."""

    def __init__(self, session: Session, **settings: Any) -> None:
        self.session = session
        self.fair = add_fair(session, slots=4, lunch_after=2, **settings)
        self.near = add_agency(session, self.fair, "A1", tables=2)
        self.far = add_agency(session, self.fair, "A2", at=(300, 0))
        self.one = add_firm(session, self.fair, "F1")
        self.two = add_firm(session, self.fair, "F2")
        for firm in (self.one, self.two):
            add_interests(session, firm, self.near, self.far)
        self.slots = slots_of(session, self.fair)

    def draft(self, held: Held) -> Timetable:
        return add_draft(self.session, self.fair, held)

    def found(self, held: Held) -> list[tuple[Rule, tuple[str, ...], tuple[str, ...]]]:
        return [(v.rule, v.firms, v.agencies) for v in self.violations(held)]

    def violations(self, held: Held) -> list[Violation]:
        return check_timetable(self.session, self.draft(held))


def test_a_timetable_that_keeps_all_rules_has_no_violations(engine: Engine) -> None:
    with writing(engine) as session:
        small = Small(session)
        assert (
            small.violations(
                {
                    (small.one, small.near): (small.slots[0], 1),
                    (small.two, small.near): (small.slots[0], 2),
                    (small.one, small.far): (small.slots[2], 1),
                }
            )
            == []
        )


def test_a_violation_says_who_and_when(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        held = {
            (small.one, small.near): (small.slots[1], 1),
            (small.one, small.far): (small.slots[1], 1),
        }
        (violation,) = small.violations(held)
        assert violation == Violation(
            Rule.TWO_PLACES,
            ("F1",),
            ("A1", "A2"),
            datetime(2015, 10, 29, 1, 20, tzinfo=UTC),
            Words(
                ko="2015-10-29 10:20 F1 기업 F1의 상담이 A1 기관 A1, A2 기관 A2 두 곳에서 "
                "동시에 있습니다",
                en="2015-10-29 10:20: F1 기업 F1 is with A1 기관 A1 and A2 기관 A2",
            ),
        )
        assert str(violation) == violation.text.en


@pytest.mark.parametrize(("minutes", "rules"), [(10, [Rule.SLOT]), (30, [Rule.SLOT, Rule.LUNCH])])
def test_times_beside_the_slots_and_over_lunch_are_found(
    sqlite_engine: Engine, minutes: int, rules: list[Rule]
) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        draft = small.draft({(small.one, small.near): (small.slots[0], 1)})
        draft.placements[0].starts_at += timedelta(minutes=minutes)
        draft.placements[0].ends_at += timedelta(minutes=minutes)
        assert [v.rule for v in check_timetable(session, draft)] == rules


@pytest.mark.parametrize("shift", [timedelta(minutes=-20), timedelta(hours=3)])
def test_times_outside_the_days_are_found(sqlite_engine: Engine, shift: timedelta) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        draft = small.draft({(small.one, small.near): (small.slots[0], 1)})
        draft.placements[0].starts_at += shift
        draft.placements[0].ends_at += shift
        assert [v.rule for v in check_timetable(session, draft)] == [Rule.SLOT, Rule.SLOT]


def test_times_on_no_day_of_the_fair_are_found(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        draft = small.draft({(small.one, small.near): (small.slots[0], 1)})
        draft.placements[0].starts_at += timedelta(days=1)
        draft.placements[0].ends_at += timedelta(days=1)
        texts = [str(v) for v in check_timetable(session, draft)]
        assert texts == [
            "2015-10-30 10:00: F1 기업 F1 with A1 기관 A1 is in no slot of the fair",
            "2015-10-30 10:00: F1 기업 F1 with A1 기관 A1 is on no day of the fair",
            "2015-10-30 10:00: booth B1 holds 1 of 0 seats on 2015-10-30; 0 are kept for walk-ins",
        ]


def test_a_day_without_lunch_has_none_to_touch(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        session.scalars(select(FairDay)).one().lunch_from = None
        assert small.violations({(small.one, small.near): (small.slots[0], 1)}) == []


def test_a_table_holds_one_consultation_at_a_time(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        draft = small.draft(
            {
                (small.one, small.near): (small.slots[0], 1),
                (small.two, small.near): (small.slots[1], 1),
            }
        )
        early = draft.placements[0]
        early.ends_at = starts_of(small.slots[1]) + timedelta(minutes=5)
        rules = [(v.rule, v.firms) for v in check_timetable(session, draft)]
        assert rules == [(Rule.SLOT, ("F1",)), (Rule.TABLE, ("F1", "F2"))]


def test_tables_and_booths_have_to_be_the_agencys(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        assert small.found({(small.one, small.near): (small.slots[0], 3)}) == [
            (Rule.TABLE, ("F1",), ("A1",))
        ]
        draft = small.draft({(small.one, small.near): (small.slots[0], 1)})
        draft.placements[0].booth_code = "B2"
        assert [str(v) for v in check_timetable(session, draft)] == [
            "2015-10-29 10:00: A1 기관 A1 is not at booth B2"
        ]
        draft.placements[0].booth_code = "B7"
        assert [v.rule for v in check_timetable(session, draft)] == [Rule.TABLE]


def test_hours_of_firms_and_booths_are_kept(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        late = add_firm(session, small.fair, "F3", hours=[(0, "10:10", "12:00")])
        short = add_agency(session, small.fair, "A3", hours=[(0, "10:20", "12:00")])
        add_interests(session, late, short)
        assert small.found({(late, short): (small.slots[0], 1)}) == [
            (Rule.FIRM_HOURS, ("F3",), ("A3",)),
            (Rule.BOOTH_HOURS, ("F3",), ("A3",)),
        ]


def test_who_did_not_ask_or_is_refused_is_not_met(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        silent = add_firm(session, small.fair, "F3")
        add_mark(session, small.near, small.one, MarkKind.NO)
        assert small.found(
            {
                (small.one, small.near): (small.slots[0], 1),
                (silent, small.near): (small.slots[1], 1),
            }
        ) == [(Rule.BAN, ("F1",), ("A1",)), (Rule.ASKED, ("F3",), ("A1",))]


def test_pins_are_held_at_their_time(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        add_pin(session, small.one, small.near, small.slots[1])
        pinned = (small.one, small.near)
        assert small.found({pinned: (small.slots[1], 1)}) == []
        broken = [(Rule.PIN, ("F1",), ("A1",))]
        assert small.found({pinned: (small.slots[0], 1)}) == broken
        assert small.found({}) == broken


def test_musts_are_held_if_the_firm_asked_and_the_fair_says_so(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        silent = add_firm(session, small.fair, "F3")
        for firm in (small.one, silent):
            add_mark(session, small.near, firm, MarkKind.MUST)
        assert small.found({}) == [(Rule.MUST, ("F1",), ("A1",))]
        assert small.found({(small.one, small.near): (small.slots[3], 1)}) == []
        small.fair.must_meet = MustMeet.WORTH
        assert small.found({}) == []


def test_quotas_in_all_and_a_day_are_kept(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session, firm_quota=1)
        held = {
            (small.one, small.near): (small.slots[0], 1),
            (small.one, small.far): (small.slots[3], 1),
        }
        broken = [(Rule.QUOTA, ("F1",), ("A1", "A2"))]
        assert small.found(held) == broken
        small.fair.firm_quota, small.fair.firm_quota_per_day = 2, 1
        assert small.found(held) == broken
        small.fair.firm_quota_per_day = 2
        assert small.found(held) == []


def test_only_pins_and_musts_use_up_the_reserve(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session, walk_in_reserve=60)
        held = {
            (small.one, small.far): (small.slots[0], 1),
            (small.two, small.far): (small.slots[1], 1),
        }
        (violation,) = small.violations(held)
        assert (violation.rule, violation.firms) == (Rule.RESERVE, ("F1", "F2"))
        assert str(violation) == (
            "2015-10-29 10:00: booth B2 holds 2 of 4 seats on 2015-10-29; 3 are kept for walk-ins"
        )
        add_pin(session, small.one, small.far, small.slots[0])
        assert [v.rule for v in small.violations(held)] == [Rule.RESERVE]
        add_mark(session, small.far, small.two, MarkKind.MUST)
        assert small.violations(held) == []


def test_a_walk_needs_its_time_unless_lunch_gives_it(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        walk = {
            (small.one, small.near): (small.slots[0], 1),
            (small.one, small.far): (small.slots[1], 1),
        }
        (violation,) = small.violations(walk)
        assert violation.rule is Rule.WALKING
        assert str(violation) == (
            "2015-10-29 10:00: F1 기업 F1 has 0 minutes from booth B1 to B2, 300 m away; "
            "2 are needed"
        )
        over_lunch = {
            (small.one, small.near): (small.slots[1], 1),
            (small.one, small.far): (small.slots[2], 1),
        }
        assert small.violations(over_lunch) == []


def test_a_fair_whose_hours_changed_since_is_checked_by_the_hours_now(
    sqlite_engine: Engine,
) -> None:
    with writing(sqlite_engine) as session:
        small = Small(session)
        held = {(small.one, small.near): (small.slots[0], 1)}
        session.scalars(select(FairDay)).one().opens = time(10, 20)
        assert [rule for rule, _, _ in small.found(held)] == [Rule.SLOT]


@pytest.mark.parametrize("size", [1, 3])
def test_checking_takes_a_constant_number_of_queries(engine: Engine, size: int) -> None:
    with writing(engine) as session:
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
    with writing(engine) as session:
        draft = session.scalars(select(Timetable)).one()
        with statements(engine) as sent:
            assert check_timetable(session, draft) == []
        assert len(sent) == 12
