from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from fairmatch.hours import Hours, moment

DAY = date(2015, 10, 29)
OTHER_DAY = date(2015, 10, 30)


def test_without_hours_every_stretch_is_covered() -> None:
    assert Hours([]).always
    assert Hours([]).cover(DAY, time(0), time(23, 59))


def test_a_stretch_has_to_lie_wholly_inside() -> None:
    hours = Hours([(DAY, time(10), time(12))])
    assert hours.cover(DAY, time(10), time(10, 20))
    assert hours.cover(DAY, time(11, 40), time(12))
    assert not hours.cover(DAY, time(9, 50), time(10, 10))
    assert not hours.cover(DAY, time(11, 50), time(12, 10))
    assert not hours.cover(OTHER_DAY, time(10), time(10, 20))


def test_hours_that_touch_or_overlap_count_as_one_stretch() -> None:
    hours = Hours(
        [
            (DAY, time(12), time(14)),
            (DAY, time(10), time(12)),
            (DAY, time(13), time(13, 30)),
            (DAY, time(15), time(16)),
        ]
    )
    assert hours.cover(DAY, time(11, 50), time(12, 10))
    assert hours.cover(DAY, time(13, 40), time(14))
    assert not hours.cover(DAY, time(14, 30), time(15, 10))


def test_moments_are_told_in_utc() -> None:
    assert moment(DAY, time(8, 30), ZoneInfo("Asia/Seoul")) == datetime(
        2015, 10, 28, 23, 30, tzinfo=UTC
    )
