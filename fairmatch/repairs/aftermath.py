"""What a disruption makes of the fair: who is there when, when the slots are, how many tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fairmatch.availability import Availability
from fairmatch.errors import UnknownParty
from fairmatch.fairs import OpeningHours, SlotTime
from fairmatch.hours import booth_hours, firm_hours
from fairmatch.models import Agency, Firm, MarkKind
from fairmatch.repairs.disruptions import BoothAway, FirmGone, RunningLate, TableMore
from fairmatch.repairs.errors import NoSuchTime, NothingToCome
from fairmatch.repairs.later import put_off
from fairmatch.repairs.standing import Standing
from fairmatch.snapshot import Pair

Happened = FirmGone | BoothAway | RunningLate | TableMore


@dataclass(frozen=True)
class Aftermath:
    """The fair after something happened; slots are counted as they were before.

    Attributes
    ----------
    begun
        How many slots have begun: these stay as they are.
    slots, lost
        When each slot is, and which do not fit into the day any more.
    hours
        The day's hours, where they change.
    firms, agencies
        In which slots those whose hours change are there, by row id.
    tables
        How many tables a booth has, where that changes, by the agency's row id.
    may_have
        Unmet requests that may be held.
    """

    begun: int
    slots: tuple[SlotTime, ...]
    lost: frozenset[int] = frozenset()
    hours: OpeningHours | None = None
    firms: Mapping[int, frozenset[int]] = field(default_factory=dict)
    agencies: Mapping[int, frozenset[int]] = field(default_factory=dict)
    tables: Mapping[int, int] = field(default_factory=dict)
    may_have: frozenset[Pair] = frozenset()


def aftermath_of(standing: Standing, happened: Happened, now: datetime) -> Aftermath:
    """Give what something that happened makes of a fair.

    Raises
    ------
    NothingToCome
        If the fair is over.
    NoSuchTime
        If what happened concerns no slot that is still to come.
    UnknownParty
        If there is no such firm or agency.
    LunchGone
        If there is not so much lunch to take from.
    """
    begun = standing.begun(now)
    if begun == len(standing.fair.slots):
        raise NothingToCome
    match happened:
        case FirmGone():
            return _firm_gone(happened, standing, begun)
        case BoothAway():
            return _booth_away(happened, standing, begun)
        case RunningLate():
            return _late(happened, standing, begun)
        case TableMore():
            return _table_more(happened, standing, begun)


def _firm_gone(happened: FirmGone, standing: Standing, begun: int) -> Aftermath:
    fair = standing.fair
    firm = _firm(standing, happened.firm)
    gone = frozenset(
        index
        for index, slot in enumerate(fair.slots)
        if index >= begun
        and (slot.date == happened.date or (happened.for_good and slot.date > happened.date))
    )
    if not gone:
        raise NoSuchTime
    there = Availability(fair).of_firm(firm.id) - gone
    return Aftermath(begun, fair.slots, firms={firm.id: there})


def _booth_away(happened: BoothAway, standing: Standing, begun: int) -> Aftermath:
    fair = standing.fair
    agency = _agency(standing, happened.agency)
    gone = frozenset(
        index
        for index, slot in enumerate(fair.slots)
        if index >= begun
        and slot.date == happened.date
        and (happened.since is None or slot.ends > happened.since)
        and (happened.until is None or slot.starts < happened.until)
    )
    if not gone:
        raise NoSuchTime
    there = Availability(fair).of_agency(agency.id) - gone
    return Aftermath(begun, fair.slots, agencies={agency.id: there})


def _late(happened: RunningLate, standing: Standing, begun: int) -> Aftermath:
    fair = standing.fair
    those = [i for i, slot in enumerate(fair.slots) if i >= begun and slot.date == happened.date]
    if not those or happened.date not in fair.days:
        raise NoSuchTime
    day = put_off(fair.days[happened.date], [fair.slots[i] for i in those], happened)
    slots = (*fair.slots[: those[0]], *day.slots, *fair.slots[those[-1] + 1 :])
    there = Availability(fair)
    return Aftermath(
        begun,
        slots,
        frozenset(those[day.fit :]),
        day.hours,
        # Who said when they come said it of the slots, and comes with them.
        {key: there.of_firm(key) for key, one in fair.firms.items() if not firm_hours(one).always},
        {
            key: there.of_agency(key)
            for key, one in fair.agencies.items()
            if not booth_hours(one.booth).always
        },
    )


def _table_more(happened: TableMore, standing: Standing, begun: int) -> Aftermath:
    fair = standing.fair
    agency = _agency(standing, happened.agency)
    wanted = frozenset(
        pair
        for pair in standing.unmet
        if pair[1] == agency.id and fair.marks.get(pair) is not MarkKind.NO
    )
    return Aftermath(
        begun,
        fair.slots,
        tables={agency.id: agency.booth.tables + 1},
        may_have=wanted if happened.fill else frozenset(),
    )


def _firm(standing: Standing, code: str) -> Firm:
    for firm in standing.fair.firms.values():
        if firm.code == code:
            return firm
    raise UnknownParty(code)


def _agency(standing: Standing, code: str) -> Agency:
    for agency in standing.fair.agencies.values():
        if agency.code == code:
            return agency
    raise UnknownParty(code)
