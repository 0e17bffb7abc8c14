"""What a fair's own rows ask for that no timetable can give, found before any solving.

Each finding is a sentence, in Korean and in English, that names the parties, so that the
organiser can put it right.
Clashes that only show when everything is weighed together are left to the solver.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from fairmatch.availability import Availability
from fairmatch.models import MarkKind
from fairmatch.snapshot import Pair, Snapshot
from fairmatch.wording import Words, name_of, pair_of, time_of


def contradictions(fair: Snapshot, there: Availability, musts: list[Pair]) -> list[Words]:
    """Give every contradiction among pins, musts, bans, hours and quotas."""
    return [
        *_pins_that_cannot_be(fair, there),
        *_pins_at_one_time(fair, there),
        *_musts_without_a_slot(fair, there, musts),
        *_musts_over_quota(fair, musts),
        *_firms_without_a_chance(fair, there),
    ]


def _pins_that_cannot_be(fair: Snapshot, there: Availability) -> Iterator[Words]:
    for pair, pin in fair.pins.items():
        firm, agency = fair.firms[pair[0]], fair.agencies[pair[1]]
        who, when = pair_of(firm, agency), time_of(pin.date, pin.starts)
        arranged = Words(ko=f"{who} 상담이 {when}로 정해졌으나", en=f"{who} is arranged for {when}")
        index = there.slot_of_pin(pin)
        if index is None:
            yield _but(
                arranged,
                f"그때 시작하는 상담 시간이 없습니다{_slots_of(fair, pin.date, '상담 시간: ')}",
                f"which is no slot of the fair{_slots_of(fair, pin.date, 'slots: ')}",
            )
            continue
        if index not in there.of_firm(firm.id):
            name = name_of(firm)
            yield _but(arranged, f"그때 {name}이(가) 없습니다", f"when {name} is not there")
        if index not in there.of_agency(agency.id):
            booth = agency.booth.code
            yield _but(
                arranged,
                f"그때 부스 {booth}을(를) 운영하지 않습니다",
                f"when booth {booth} is not staffed",
            )
        if fair.marks.get(pair) is MarkKind.NO:
            yield _but(
                arranged,
                "기관이 이 기업을 만나지 않겠다고 했습니다",
                "but the agency says it will not see the firm",
            )


def _slots_of(fair: Snapshot, day: date, before: str) -> str:
    starts = [f"{slot.starts:%H:%M}" for slot in fair.slots if slot.date == day]
    return f" ({before}{', '.join(starts)})" if starts else ""


def _but(arranged: Words, korean: str, english: str) -> Words:
    return Words(ko=f"{arranged.ko} {korean}", en=f"{arranged.en}, {english}")


def _pins_at_one_time(fair: Snapshot, there: Availability) -> Iterator[Words]:
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
            name, when = name_of(fair.firms[firm_id]), _when(fair, index)
            yield Words(
                ko=f"{name}의 상담이 같은 시각({when})에 여러 기관으로 정해졌습니다: {agencies}",
                en=f"{name} is arranged with {agencies} at one time, {when}",
            )
    for (agency_id, index), pairs in at_booth.items():
        booth = fair.agencies[agency_id].booth
        if len(pairs) > booth.tables:
            firms = ", ".join(name_of(fair.firms[pair[0]]) for pair in pairs)
            name, when = name_of(fair.agencies[agency_id]), _when(fair, index)
            yield Words(
                ko=f"{name}의 {when} 상담이 상담석 {booth.tables}개보다 많이 정해졌습니다: {firms}",
                en=f"{name} is arranged with {firms} at {when}, "
                f"more than its {booth.tables} table(s)",
            )


def _when(fair: Snapshot, index: int) -> str:
    slot = fair.slots[index]
    return time_of(slot.date, slot.starts)


def _musts_without_a_slot(
    fair: Snapshot, there: Availability, musts: list[Pair]
) -> Iterator[Words]:
    for pair in musts:
        firm, agency = fair.firms[pair[0]], fair.agencies[pair[1]]
        who = pair_of(firm, agency)
        if pair not in fair.pins and not there.in_common(pair):
            yield Words(
                ko=f"{who} 상담은 꼭 해야 하나, 두 곳이 함께 있는 시간이 없습니다",
                en=f"{who} must take place, but the two are never there at the same time",
            )


def _musts_over_quota(fair: Snapshot, musts: list[Pair]) -> Iterator[Words]:
    quota, daily = fair.settings.firm_quota, fair.settings.firm_quota_per_day
    for firm_id, count in Counter(pair[0] for pair in musts).items():
        if count > quota:
            name = name_of(fair.firms[firm_id])
            yield Words(
                ko=f"{name}이(가) 꼭 해야 하는 상담이 {count}건으로, 한도 {quota}건보다 많습니다",
                en=f"{name} has {count} consultations that must take place, more than its {quota}",
            )
    pinned = Counter((pair[0], pin.date) for pair, pin in fair.pins.items())
    for (firm_id, day), count in pinned.items():
        if daily is not None and count > daily:
            name = name_of(fair.firms[firm_id])
            yield Words(
                ko=f"{name}의 {day} 상담이 {count}건 정해져, 하루 한도 {daily}건보다 많습니다",
                en=f"{name} has {count} consultations arranged for {day}, "
                f"more than its {daily} a day",
            )


def _firms_without_a_chance(fair: Snapshot, there: Availability) -> Iterator[Words]:
    if not fair.settings.everyone:
        return
    asked: dict[int, list[Pair]] = defaultdict(list)
    for pair in fair.wanted():
        asked[pair[0]].append(pair)
    for firm_id, pairs in asked.items():
        if not any(_could_meet(fair, there, pair) for pair in pairs):
            name = name_of(fair.firms[firm_id])
            yield Words(
                ko=f"모든 기업이 상담을 한 건은 해야 하나, {name}이(가) 신청한 기관은 모두 만나지 "
                "않겠다고 했거나 함께 있는 시간이 없습니다",
                en=f"every firm is to have a consultation, but of the agencies that {name} asked "
                "each refuses it or is never there at the same time",
            )


def _could_meet(fair: Snapshot, there: Availability, pair: Pair) -> bool:
    refused = fair.marks.get(pair) is MarkKind.NO
    return pair in fair.pins or (not refused and bool(there.in_common(pair)))
