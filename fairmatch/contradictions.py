"""What a fair's own rows ask for that no timetable can give, found before any solving.

Each finding is a sentence that names the parties, so that the organiser can put it right.
Clashes that only show when everything is weighed together are left to the solver.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from fairmatch.availability import Availability
from fairmatch.models import MarkKind
from fairmatch.snapshot import Pair, Snapshot
from fairmatch.wording import name_of, pair_of, time_of


def contradictions(fair: Snapshot, there: Availability, musts: list[Pair]) -> list[str]:
    """Give every contradiction among pins, musts, bans, hours and quotas."""
    return [
        *_pins_that_cannot_be(fair, there),
        *_pins_at_one_time(fair, there),
        *_musts_without_a_slot(fair, there, musts),
        *_musts_over_quota(fair, musts),
    ]


def _pins_that_cannot_be(fair: Snapshot, there: Availability) -> Iterator[str]:
    for pair, pin in fair.pins.items():
        firm, agency = fair.firms[pair[0]], fair.agencies[pair[1]]
        arranged = f"{pair_of(firm, agency)} is arranged for {time_of(pin.date, pin.starts)}"
        index = there.slot_of_pin(pin)
        if index is None:
            yield f"{arranged}, which is no slot of the fair"
            continue
        if index not in there.of_firm(firm.id):
            yield f"{arranged}, when {name_of(firm)} is not there"
        if index not in there.of_agency(agency.id):
            yield f"{arranged}, when booth {agency.booth.code} is not staffed"
        if fair.marks.get(pair) is MarkKind.NO:
            yield f"{arranged}, but the agency says it will not see the firm"


def _pins_at_one_time(fair: Snapshot, there: Availability) -> Iterator[str]:
    at_firm: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    at_booth: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair, pin in fair.pins.items():
        index = there.slot_of_pin(pin)
        if index is not None:
            at_firm[pair[0], index].append(pair)
            at_booth[pair[1], index].append(pair)
    for (firm_id, index), pairs in at_firm.items():
        if len(pairs) > 1:
            agencies = ", ".join(name_of(fair.agencies[pair[1]]) for pair in pairs)
            slot = fair.slots[index]
            yield (
                f"{name_of(fair.firms[firm_id])} is arranged with {agencies} at one time, "
                f"{time_of(slot.date, slot.starts)}"
            )
    for (agency_id, index), pairs in at_booth.items():
        booth = fair.agencies[agency_id].booth
        if len(pairs) > booth.tables:
            firms = ", ".join(name_of(fair.firms[pair[0]]) for pair in pairs)
            slot = fair.slots[index]
            yield (
                f"{name_of(fair.agencies[agency_id])} is arranged with {firms} at "
                f"{time_of(slot.date, slot.starts)}, more than its {booth.tables} table(s)"
            )


def _musts_without_a_slot(fair: Snapshot, there: Availability, musts: list[Pair]) -> Iterator[str]:
    for pair in musts:
        firm, agency = fair.firms[pair[0]], fair.agencies[pair[1]]
        who = pair_of(firm, agency)
        if pair not in fair.pins and not there.in_common(pair):
            yield f"{who} must take place, but the two are never there at the same time"


def _musts_over_quota(fair: Snapshot, musts: list[Pair]) -> Iterator[str]:
    quota, daily = fair.fair.firm_quota, fair.fair.firm_quota_per_day
    for firm_id, count in Counter(pair[0] for pair in musts).items():
        if count > quota:
            yield (
                f"{name_of(fair.firms[firm_id])} has {count} consultations that must take "
                f"place, more than its {quota}"
            )
    pinned = Counter((pair[0], pin.date) for pair, pin in fair.pins.items())
    for (firm_id, day), count in pinned.items():
        if daily is not None and count > daily:
            yield (
                f"{name_of(fair.firms[firm_id])} has {count} consultations arranged for "
                f"{day.isoformat()}, more than its {daily} a day"
            )
