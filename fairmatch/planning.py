"""From the fair's words to the solver's: firms, booths and wishes become a problem.

This module and the runs are where both languages are spoken. What each number means, and
why, is written in docs/planning.md.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.orm import Session

from fairmatch.availability import Availability
from fairmatch.contradictions import contradictions
from fairmatch.distance import metres_between, walking_minutes
from fairmatch.errors import NothingToPlan, PlanningClash
from fairmatch.models import Agency, Fair, Firm, MarkKind, MustMeet
from fairmatch.plan_settings import PlanGoal
from fairmatch.reserve import DayLimit, day_limits
from fairmatch.snapshot import Pair, Snapshot, read_snapshot
from fairmatch.wording import Words, name_of
from fairmatch.worth import is_mutual, worth_of
from solver.errors import InvalidProblem
from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel

FIRM = "firm"
AGENCY = "agency"

GOALS = {
    PlanGoal.COVERAGE: Goal(GoalKind.COVERAGE, FIRM),
    PlanGoal.WORTH: Goal(GoalKind.WORTH),
    PlanGoal.DAYS: Goal(GoalKind.DAYS, FIRM),
    PlanGoal.BREAKS: Goal(GoalKind.BREAKS, FIRM),
    PlanGoal.WALKING: Goal(GoalKind.WALKING, FIRM),
    PlanGoal.EVENNESS: Goal(GoalKind.EVENNESS, AGENCY),
}


@dataclass(frozen=True)
class Plan:
    """A problem, and what had to be said while making it.

    ``pairs`` gives the firm and agency (row ids) behind each request id.
    """

    problem: Problem
    pairs: dict[str, Pair]
    notes: tuple[Words, ...]


def build_problem(session: Session, fair: Fair) -> Problem:
    """Give the problem whose best timetable is the fair's.

    Raises
    ------
    NothingToPlan
        If the fair has no slots, or nobody asked for anything.
    PlanningClash
        If pins, musts, bans, hours or quotas contradict each other on their own.
    """
    return make_plan(read_snapshot(session, fair)).problem


def make_plan(fair: Snapshot) -> Plan:
    """Give the problem with what had to be said; raises as `build_problem` does."""
    if not fair.slots:
        raise NothingToPlan("slots")
    pairs = fair.wanted()
    if not pairs:
        raise NothingToPlan("interests")
    there = Availability(fair)
    musts = [pair for pair in pairs if is_must(fair, pair)]
    clashes = contradictions(fair, there, musts)
    if clashes:
        raise PlanningClash(clashes)
    limits = {
        agency_id: _limits(fair, there, agency_id, musts)
        for agency_id in dict.fromkeys(pair[1] for pair in pairs)
    }
    try:
        problem = Problem(
            slots=slots_of(fair),
            parties=(
                *(_firm(fair, there, key) for key in dict.fromkeys(pair[0] for pair in pairs)),
                *(_booth(fair, there, key, limit) for key, limit in limits.items()),
            ),
            requests=tuple(_request(fair, there, pair) for pair in pairs),
            bans=tuple(
                (party_id(fair.firms[pair[0]]), party_id(fair.agencies[pair[1]]))
                for pair in pairs
                if fair.marks.get(pair) is MarkKind.NO
            ),
            travels=_travels(fair, list(limits)),
            goals=tuple(GOALS[goal] for goal in fair.settings.goals),
        )
    except InvalidProblem as invalid:
        raise PlanningClash([str(invalid)]) from invalid
    return Plan(
        problem, {request_id(fair, pair): pair for pair in pairs}, tuple(_raised(fair, limits))
    )


def is_must(fair: Snapshot, pair: Pair) -> bool:
    """Tell whether a pair has to meet: arranged, or marked must and asked for by the firm."""
    marked = fair.marks.get(pair) is MarkKind.MUST and fair.settings.must_meet is MustMeet.RULE
    return pair in fair.pins or (marked and pair in fair.interests)


def pair_worth(fair: Snapshot, pair: Pair) -> int:
    """Give the worth of a pair; a talk arranged without a wish counts as a firm's dearest."""
    rank = fair.interests[pair].rank if pair in fair.interests else 1
    mutual = is_mutual(fair.marks.get(pair), arranged=pair in fair.pins)
    return worth_of(fair.settings, rank, mutual=mutual)


def party_id(party: Firm | Agency) -> str:
    """Give the solver's name for a firm or an agency."""
    return f"{FIRM if isinstance(party, Firm) else AGENCY}:{party.code}"


def request_id(fair: Snapshot, pair: Pair) -> str:
    """Give the solver's name for a pair."""
    return f"{fair.firms[pair[0]].code}~{fair.agencies[pair[1]].code}"


def slots_of(fair: Snapshot) -> tuple[Slot, ...]:
    """Give the slots as the solver knows them: days counted from 0, minutes of the day."""
    days = {day: index for index, day in enumerate(fair.dates)}
    return tuple(
        Slot(
            days[slot.date],
            slot.starts.hour * 60 + slot.starts.minute,
            slot.ends.hour * 60 + slot.ends.minute,
        )
        for slot in fair.slots
    )


def _firm(fair: Snapshot, there: Availability, firm_id: int) -> Party:
    return Party(
        id=party_id(fair.firms[firm_id]),
        side=FIRM,
        available=_unless_all(fair, there.of_firm(firm_id)),
        at_least=int(fair.settings.everyone),
        at_most=fair.settings.firm_quota,
        at_most_per_day=fair.settings.firm_quota_per_day,
    )


def _booth(
    fair: Snapshot, there: Availability, agency_id: int, limits: tuple[DayLimit, ...]
) -> Party:
    agency = fair.agencies[agency_id]
    bounded = any(limit.limit < limit.seats for limit in limits)
    return Party(
        id=party_id(agency),
        side=AGENCY,
        seats=agency.booth.tables,
        available=_unless_all(fair, there.of_agency(agency_id)),
        at_most_per_day=tuple(limit.limit for limit in limits) if bounded else None,
        place=agency.booth.code,
    )


def _unless_all(fair: Snapshot, slots: frozenset[int]) -> tuple[int, ...] | None:
    return None if len(slots) == len(fair.slots) else tuple(sorted(slots))


def _request(fair: Snapshot, there: Availability, pair: Pair) -> Request:
    pin = fair.pins.get(pair)
    asked = fair.interests.get(pair)
    day = None if asked is None or pin is not None else asked.walk_in_on
    return Request(
        id=request_id(fair, pair),
        a=party_id(fair.firms[pair[0]]),
        b=party_id(fair.agencies[pair[1]]),
        worth=pair_worth(fair, pair),
        must=is_must(fair, pair),
        pin=None if pin is None else there.slot_of_pin(pin),
        slots=None
        if day is None
        else tuple(index for index, slot in enumerate(fair.slots) if slot.date == day),
    )


def _limits(
    fair: Snapshot, there: Availability, agency_id: int, musts: list[Pair]
) -> tuple[DayLimit, ...]:
    def days_of(slots: frozenset[int]) -> list[int]:
        return [fair.dates.index(fair.slots[index].date) for index in sorted(slots)]

    staffed = days_of(there.of_agency(agency_id))
    tables = fair.agencies[agency_id].booth.tables
    seats = [tables * staffed.count(day) for day in range(len(fair.dates))]
    possible = [
        [fair.dates.index(fair.pins[pair].date)]
        if pair in fair.pins
        else list(dict.fromkeys(days_of(there.in_common(pair))))
        for pair in musts
        if pair[1] == agency_id
    ]
    walked_in = Counter(
        one.walk_in_on for pair, one in fair.interests.items() if pair[1] == agency_id
    )
    limits = day_limits(seats, fair.settings.walk_in_reserve, possible)
    return tuple(
        _opened(limit, walked_in[day]) for day, limit in zip(fair.dates, limits, strict=True)
    )


def _opened(limit: DayLimit, walk_ins: int) -> DayLimit:
    """Give the limit with the seats that walk-ins were given of what is kept free for them."""
    return DayLimit(
        limit.seats,
        min(limit.seats, limit.limit + walk_ins),
        min(limit.seats, limit.before + walk_ins),
    )


def _raised(fair: Snapshot, limits: dict[int, tuple[DayLimit, ...]]) -> list[Words]:
    return [
        Words(
            ko=f"{name_of(fair.agencies[agency_id])}: {day} 좌석 {limit.seats}개 가운데 "
            f"{limit.before}개 대신 {limit.limit}개를 배정합니다. 정해졌거나 꼭 해야 하는 "
            "상담이 그만큼 있습니다.",
            en=f"{name_of(fair.agencies[agency_id])} gives {limit.limit} of {limit.seats} seats "
            f"on {day} instead of {limit.before}: so many are arranged or must take place",
        )
        for agency_id, days in limits.items()
        for day, limit in zip(fair.dates, days, strict=True)
        if limit.limit > limit.before
    ]


def _travels(fair: Snapshot, agency_ids: list[int]) -> tuple[Travel, ...]:
    booths = [fair.agencies[agency_id].booth for agency_id in agency_ids]
    return tuple(
        Travel(one.code, other.code, walking_minutes(fair.settings, metres), metres)
        for one, other in combinations(booths, 2)
        for metres in [metres_between(one, other)]
    )
