"""A day that runs late, from the clock's point of view."""

from datetime import date, time

import pytest

from fairmatch.fairs import OpeningHours, SlotTime, cut_slots
from fairmatch.repairs.disruptions import AtClosing, OverLunch, RunningLate
from fairmatch.repairs.errors import LunchGone, NoSuchTime
from fairmatch.repairs.later import LaterDay, put_off

DAY = date(2015, 10, 29)
HOURS = OpeningHours(DAY, time(10), time(14), time(11), time(12))


def _put_off(
    minutes: int,
    lunch: OverLunch = OverLunch.LATER,
    closing: AtClosing = AtClosing.LATER,
    begun: int = 0,
    hours: OpeningHours = HOURS,
) -> LaterDay:
    late = RunningLate(date=DAY, minutes=minutes, lunch=lunch, closing=closing)
    return put_off(hours, cut_slots(hours, 20, 0)[begun:], late)


def _starts(day: LaterDay) -> list[str]:
    return [f"{slot.starts:%H:%M}" for slot in day.slots[: day.fit]]


def test_everything_begins_later_the_lunch_too_and_the_day_closes_later() -> None:
    day = _put_off(10)
    assert _starts(day) == [
        *("10:10", "10:30", "10:50"),
        *("12:10", "12:30", "12:50", "13:10", "13:30", "13:50"),
    ]
    assert day.hours == OpeningHours(DAY, time(10), time(14, 10), time(11, 10), time(12, 10))


def test_a_shorter_lunch_brings_the_afternoon_back_on_time() -> None:
    day = _put_off(15, OverLunch.SHORTER)
    assert _starts(day)[2:4] == ["10:55", "12:00"]
    assert day.hours == OpeningHours(DAY, time(10), time(14), time(11, 15), time(12))


def test_what_does_not_fit_before_the_closing_is_lost() -> None:
    day = _put_off(30, closing=AtClosing.KEPT)
    assert day.hours.closes == time(14)
    assert (day.fit, _starts(day)[-1]) == (7, "13:30")


def test_after_lunch_only_the_afternoon_is_put_off() -> None:
    day = _put_off(20, OverLunch.SHORTER, begun=4)
    assert _starts(day) == ["12:40", "13:00", "13:20", "13:40", "14:00"]
    assert (day.hours.lunch_from, day.hours.lunch_to) == (time(11), time(12))


def test_a_lunch_cannot_be_shorter_than_nothing() -> None:
    with pytest.raises(LunchGone) as refused:
        _put_off(60, OverLunch.SHORTER)
    assert refused.value.minutes == 60


def test_a_day_without_lunch_is_put_off_as_a_whole() -> None:
    hours = OpeningHours(DAY, time(10), time(11))
    assert _starts(_put_off(5, hours=hours)) == ["10:05", "10:25", "10:45"]


def test_no_day_ends_after_midnight() -> None:
    late = RunningLate(date=DAY, minutes=30)
    with pytest.raises(NoSuchTime):
        put_off(
            OpeningHours(DAY, time(22), time(23, 50)),
            [SlotTime(DAY, time(23, 20), time(23, 40))],
            late,
        )
