from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.attendance.spans import SlotPlace, Span, slots_within, spans_of
from fairmatch.half_days import HalfDay
from fairmatch.hours import Hours

DAY = date(2015, 10, 29)


def _slots(days: int, buffer: int = 0) -> list[SlotPlace]:
    """Give days of three slots in the morning and three in the afternoon, lunch between."""
    slots: list[SlotPlace] = []
    for offset in range(days):
        for hour, half in ((10, HalfDay.MORNING), (13, HalfDay.AFTERNOON)):
            for number in range(3):
                at = datetime.combine(DAY + timedelta(days=offset), time(hour))
                at += timedelta(minutes=number * (20 + buffer))
                ends = at + timedelta(minutes=20)
                slots.append(SlotPlace(len(slots), at.date(), at.time(), ends.time(), half))
    return slots


def test_slots_that_follow_each_other_are_one_stretch() -> None:
    chosen = frozenset({1, 2, 3, 5})
    assert spans_of(_slots(2), chosen) == [
        Span(DAY, time(10, 20), time(11)),
        Span(DAY, time(13), time(13, 20)),
        Span(DAY, time(13, 40), time(14)),
    ]


def test_the_whole_fair_needs_no_hours() -> None:
    assert spans_of(_slots(1), frozenset(range(6))) == []


@given(st.integers(1, 3), st.integers(0, 15), st.data())
def test_what_is_ticked_is_what_is_kept(days: int, buffer: int, data: st.DataObject) -> None:
    slots = _slots(days, buffer)
    positions = st.frozensets(st.sampled_from(range(len(slots))), min_size=1)
    chosen = data.draw(positions)
    spans = spans_of(slots, chosen)
    assert slots_within(slots, Hours((one.date, one.starts, one.ends) for one in spans)) == chosen
