from datetime import date, time

from fairmatch.half_days import HalfDay, half_of
from fairmatch.models import FairDay


def _day(lunch_from: time | None) -> FairDay:
    return FairDay(date=date(2015, 10, 29), opens=time(9), closes=time(18), lunch_from=lunch_from)


def test_the_afternoon_begins_with_lunch() -> None:
    day = _day(time(11, 30))
    assert half_of(time(11, 20), day) is HalfDay.MORNING
    assert half_of(time(12, 30), day) is HalfDay.AFTERNOON


def test_a_day_without_lunch_is_halved_at_noon() -> None:
    for day in (_day(None), None):
        assert half_of(time(11, 59), day) is HalfDay.MORNING
        assert half_of(time(12), day) is HalfDay.AFTERNOON
