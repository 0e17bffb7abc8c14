"""Fairs: found by code, and cut into slots."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.errors import UnknownFair
from fairmatch.fairs import OpeningHours, SlotTime, cut_slots, find_fair, list_fairs
from tests.fairmatch.fair_rows import add_fair

DAY = date(2015, 10, 29)


def starts(slots: list[SlotTime]) -> list[str]:
    return [slot.starts.isoformat("minutes") for slot in slots]


def test_the_only_fair_needs_no_code(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session, "one")
    with reading(engine) as session:
        assert find_fair(session, None).code == "one"
        assert find_fair(session, "one").code == "one"


def test_several_fairs_are_listed_by_code_and_need_one(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session, "two")
        add_fair(session, "one")
    with reading(engine) as session:
        assert [fair.code for fair in list_fairs(session)] == ["one", "two"]
        assert find_fair(session, "two").code == "two"
        with pytest.raises(UnknownFair) as caught:
            find_fair(session, None)
        assert caught.value.known == ("one", "two")
        with pytest.raises(UnknownFair, match="no fair is called 'three'; there are: one, two"):
            find_fair(session, "three")


def test_no_fair_yet(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(UnknownFair, match="there is no fair yet"):
        find_fair(session, None)


def test_the_day_of_the_field_has_eighteen_slots() -> None:
    hours = OpeningHours(DAY, time(10), time(17), time(12), time(13))
    slots = cut_slots(hours, 20, 0)
    assert len(slots) == 18
    assert starts(slots)[4:8] == ["11:20", "11:40", "13:00", "13:20"]


def test_buffers_stand_between_slots_and_not_after_the_last() -> None:
    assert starts(cut_slots(OpeningHours(DAY, time(10), time(11)), 20, 10)) == ["10:00", "10:30"]
    assert starts(cut_slots(OpeningHours(DAY, time(10), time(10, 50)), 20, 10)) == [
        "10:00",
        "10:30",
    ]
    assert starts(cut_slots(OpeningHours(DAY, time(10), time(10, 49)), 20, 10)) == ["10:00"]


def test_a_day_may_end_just_before_midnight() -> None:
    slots = cut_slots(OpeningHours(DAY, time(23), time(23, 59)), 20, 0)
    assert [slot.ends for slot in slots] == [time(23, 20), time(23, 40)]


minutes = st.integers(0, 24 * 60 - 1)


@settings(deadline=None)
@given(
    times=st.lists(minutes, min_size=4, max_size=4, unique=True),
    length=st.integers(5, 240),
    buffer=st.integers(0, 60),
    lunch=st.booleans(),
)
def test_slots_lie_within_the_day_apart_and_off_lunch(
    times: list[int], length: int, buffer: int, lunch: bool
) -> None:
    opens, lunch_from, lunch_to, closes = (time(value // 60, value % 60) for value in sorted(times))
    hours = OpeningHours(
        DAY, opens, closes, lunch_from if lunch else None, lunch_to if lunch else None
    )
    slots = cut_slots(hours, length, buffer)
    assert slots == sorted(slots)
    for slot in slots:
        assert opens <= slot.starts < slot.ends <= closes
        assert _minutes(slot.ends) - _minutes(slot.starts) == timedelta(minutes=length)
        if lunch:
            assert slot.ends <= lunch_from or slot.starts >= lunch_to
    for before, after in pairwise(slots):
        assert _minutes(after.starts) - _minutes(before.ends) >= timedelta(
            minutes=0 if lunch else buffer
        )


def _minutes(value: time) -> timedelta:
    return timedelta(hours=value.hour, minutes=value.minute)
