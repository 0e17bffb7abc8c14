"""Checks of times: days that yield slots, hours within them, pins that can take place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from fairmatch.fairs import OpeningHours, SlotTime, cut_slots
from fairmatch.files.rows import (
    BoothHoursRow,
    BoothRow,
    DayRow,
    FirmHoursRow,
    InterestRow,
    PinRow,
    ProgrammeRow,
    Row,
)
from fairmatch.intake.reading import Files, Placed
from fairmatch.intake.references import place_of
from fairmatch.wording import Words

Hours = tuple[time, time]


@dataclass
class Times:
    """When things are: the slots by day, and the hours of parties that gave any."""

    days: dict[date, DayRow]
    slots: dict[date, dict[time, SlotTime]]
    booths: dict[tuple[str, date], list[Hours]] = field(default_factory=dict)
    firms: dict[tuple[str, date], list[Hours]] = field(default_factory=dict)


def check_times(files: Files) -> list[SlotTime]:
    """Note every time that cannot be; give the fair's slots, in order of time."""
    days = sorted(files.rows(DayRow), key=lambda placed: placed.row.date)
    slots: dict[date, list[SlotTime]] = {}
    sound = files.whole(DayRow)
    for placed in days:
        found = _slots_of_day(files, placed)
        slots[placed.row.date] = found
        sound = sound and bool(found)
    # Against days that are wrong themselves, every other time would look wrong.
    if not sound:
        return []
    times = Times(
        {placed.row.date: placed.row for placed in days},
        {day: {slot.starts: slot for slot in found} for day, found in slots.items()},
    )
    _check_booth_hours(files, times)
    _check_firm_hours(files, times)
    for item in files.rows(ProgrammeRow):
        _check_span(files, item, times, ("starts", item.row.starts), ("ends", item.row.ends))
    for wish in files.rows(InterestRow):
        day = wish.row.walk_in_on
        if day is not None and day not in times.days:
            _say(files, wish, "walk_in_on", str(day), _a_day_of(times))
    _check_pins(files, times)
    return [slot for found in slots.values() for slot in found]


def _hm(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _say(
    files: Files, placed: Placed[Row], column: str, found: Words | str, expected: Words
) -> None:
    if not placed.number:
        key = " ~ ".join(str(value) for value in placed.row.model_dump().values() if value)
        found = f"{found} ({key})"
        expected = Words(
            ko=f"{expected.ko}(예전에 가져온 행)",
            en=f"{expected.en}, in a row kept from an earlier import",
        )
    files.complaints.add(type(placed.row), placed.number, column, found, expected)


def _slots_of_day(files: Files, placed: Placed[DayRow]) -> list[SlotTime]:
    """Give the slots of a day; none if its hours or the settings are wrong."""
    row = placed.row
    if not _check_day(files, placed) or files.fair is None:
        return []
    hours = OpeningHours(row.date, row.opens, row.closes, row.lunch_from, row.lunch_to)
    slots = cut_slots(hours, files.fair.slot_minutes, files.fair.buffer_minutes)
    if not slots:
        minutes = files.fair.slot_minutes
        expected = Words(
            ko=f"{minutes}분짜리 상담이 하나라도 들어가는 시간",
            en=f"hours that hold a slot of {minutes} minutes",
        )
        _say(files, placed, "closes", f"{_hm(row.opens)}–{_hm(row.closes)}", expected)
    return slots


def _check_day(files: Files, placed: Placed[DayRow]) -> bool:
    """Tell whether a day's hours and lunch are in order."""
    row = placed.row
    lunch = (row.lunch_from, row.lunch_to)
    problem: tuple[str, str, Words] | None = None
    if row.opens >= row.closes:
        problem = "closes", _hm(row.closes), _after(row, "opens", row.opens)
    elif lunch.count(None) == 1:
        missing = "lunch_from" if row.lunch_from is None else "lunch_to"
        both = Words(
            ko="점심 시작과 점심 종료를 둘 다, 또는 둘 다 빈칸",
            en="both lunch_from and lunch_to, or neither",
        )
        problem = missing, "", both
    elif row.lunch_from is not None and row.lunch_to is not None:
        if row.lunch_from >= row.lunch_to:
            expected = _after(row, "lunch_from", row.lunch_from)
            problem = "lunch_to", _hm(row.lunch_to), expected
        elif row.lunch_from < row.opens or row.lunch_to > row.closes:
            found = f"{_hm(row.lunch_from)}–{_hm(row.lunch_to)}"
            within = Words(ko=f"{_open(row)} 안의 점심시간", en=f"lunch within {_open(row)}")
            problem = "lunch_from", found, within
    if problem:
        _say(files, placed, *problem)
    return problem is None


def _open(day: DayRow) -> str:
    return f"{_hm(day.opens)}–{_hm(day.closes)}"


def _after(row: Row, column: str, at: time) -> Words:
    title = type(row).model_fields[column].title
    return Words(ko=f"{title}({_hm(at)})보다 늦은 시각", en=f"a time after {column} ({_hm(at)})")


def _a_day_of(times: Times) -> Words:
    days = ", ".join(map(str, times.days))
    return Words(ko=f"박람회 날짜: {days}", en=f"a day of the fair: {days}")


def _check_span(
    files: Files, placed: Placed[Row], times: Times, start: tuple[str, time], end: tuple[str, time]
) -> bool:
    """Check that a span lies on a day of the fair and does not run backwards."""
    day: date = placed.row.model_dump()["date"]
    if day not in times.days:
        _say(files, placed, "date", str(day), _a_day_of(times))
        return False
    if start[1] >= end[1]:
        _say(files, placed, end[0], _hm(end[1]), _after(placed.row, *start))
        return False
    return True


def _check_booth_hours(files: Files, times: Times) -> None:
    spans: dict[tuple[str, date], list[tuple[Hours, Placed[BoothHoursRow]]]] = defaultdict(list)
    for placed in files.rows(BoothHoursRow):
        row = placed.row
        if not _check_span(files, placed, times, ("opens", row.opens), ("closes", row.closes)):
            continue
        day = times.days[row.date]
        if row.opens < day.opens or row.closes > day.closes:
            column = "opens" if row.opens < day.opens else "closes"
            found = f"{_hm(row.opens)}–{_hm(row.closes)}"
            expected = Words(
                ko=f"박람회 운영시간({_open(day)}) 안의 시간",
                en=f"hours within the fair's, {_open(day)}",
            )
            _say(files, placed, column, found, expected)
            continue
        spans[row.booth, row.date].append(((row.opens, row.closes), placed))
    for (booth, day_), found_spans in spans.items():
        _check_apart(files, found_spans, "opens")
        times.booths[booth, day_] = [hours for hours, _ in found_spans]


def _check_firm_hours(files: Files, times: Times) -> None:
    spans: dict[tuple[str, date], list[tuple[Hours, Placed[FirmHoursRow]]]] = defaultdict(list)
    for placed in files.rows(FirmHoursRow):
        row = placed.row
        if not _check_span(files, placed, times, ("comes", row.comes), ("leaves", row.leaves)):
            continue
        day = times.days[row.date]
        if row.leaves <= day.opens or row.comes >= day.closes:
            found = f"{_hm(row.comes)}–{_hm(row.leaves)}"
            expected = Words(
                ko=f"박람회 운영시간({_open(day)})과 겹치는 시간",
                en=f"hours that meet the fair's, {_open(day)}",
            )
            _say(files, placed, "comes", found, expected)
            continue
        spans[row.firm, row.date].append(((row.comes, row.leaves), placed))
    for (firm, day_), found_spans in spans.items():
        _check_apart(files, found_spans, "comes")
        times.firms[firm, day_] = [hours for hours, _ in found_spans]


def _check_apart(files: Files, spans: Sequence[tuple[Hours, Placed[Row]]], column: str) -> None:
    ordered = sorted(spans, key=lambda span: span[0])
    for (before, earlier), (after, later) in pairwise(ordered):
        if after[0] < before[1]:
            first, second = sorted((earlier, later), key=lambda placed: placed.number)
            place = place_of(first.number)
            expected = Words(
                ko=f"{place.ko}의 시간과 겹치지 않는 시간",
                en=f"hours that do not overlap those of {place.en}",
            )
            start, end = after if second is later else before
            _say(files, second, column, f"{_hm(start)}–{_hm(end)}", expected)


def _check_pins(files: Files, times: Times) -> None:
    booths = {placed.row.agency: placed.row for placed in files.rows(BoothRow)}
    with_hours = {firm for firm, _ in times.firms}
    staffed = {booth for booth, _ in times.booths}
    of_firm: dict[tuple[str, date, time], int] = {}
    at_booth: dict[tuple[str, date, time], int] = defaultdict(int)
    for placed in files.rows(PinRow):
        row = placed.row
        if row.date not in times.days:
            _say(files, placed, "date", str(row.date), _a_day_of(times))
            continue
        slot = times.slots[row.date].get(row.starts)
        if slot is None:
            starts = ", ".join(_hm(start) for start in times.slots[row.date])
            expected = Words(ko=f"상담 시작 시각: {starts}", en=f"the start of a slot: {starts}")
            _say(files, placed, "starts", _hm(row.starts), expected)
            continue
        booth = booths.get(row.agency)
        if booth and booth.code in staffed:
            _check_within(files, placed, slot, times.booths.get((booth.code, row.date), []))
        if row.firm in with_hours:
            _check_within(files, placed, slot, times.firms.get((row.firm, row.date), []))
        when = (row.firm, row.date, row.starts)
        if when in of_firm:
            place = place_of(of_firm[when])
            expected = Words(
                ko=f"기업마다 한 시각에 사전 확정 하나({place.ko}과 같은 시각)",
                en=f"one pin of a firm at a time; {place.en} is at the same",
            )
            _say(files, placed, "starts", f"{row.date} {_hm(row.starts)}", expected)
        of_firm.setdefault(when, placed.number)
        if booth:
            where = (booth.code, row.date, row.starts)
            at_booth[where] += 1
            if at_booth[where] > booth.tables:
                expected = Words(
                    ko=f"한 시각에 부스 {booth.code}의 상담석 수를 넘지 않는 사전 확정",
                    en=f"no more pins at a time than booth {booth.code} has tables",
                )
                found = Words(
                    ko=f"사전 확정 {at_booth[where]}건, 상담석 {booth.tables}개",
                    en=f"{at_booth[where]} pins, {booth.tables} table(s)",
                )
                _say(files, placed, "starts", found, expected)


def _check_within(files: Files, placed: Placed[PinRow], slot: SlotTime, hours: list[Hours]) -> None:
    if not any(start <= slot.starts and slot.ends <= end for start, end in hours):
        shown = ", ".join(f"{_hm(start)}–{_hm(end)}" for start, end in hours)
        found = f"{_hm(slot.starts)}–{_hm(slot.ends)}"
        expected = Words(
            ko=f"기업과 기관이 모두 있는 시간({shown or '그날은 없음'})",
            en=f"a slot in the hours of both parties ({shown or 'never that day'})",
        )
        _say(files, placed, "starts", found, expected)
