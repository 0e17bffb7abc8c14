"""Somebody's own calendar: what takes their time, and what a hostile one may not take of ours."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.files.busy_times import (
    MAX_BYTES,
    MAX_EVENTS,
    BadCalendar,
    BadCalendarReason,
    read_busy_times,
)

SEOUL = ZoneInfo("Asia/Seoul")
THURSDAY, FRIDAY = date(2015, 10, 29), date(2015, 10, 30)


def _file(*events: str, head: str = "") -> bytes:
    bodies = "".join(f"BEGIN:VEVENT\nUID:{n}\n{one}\nEND:VEVENT\n" for n, one in enumerate(events))
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{bodies}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n").encode()


def _busy(*events: str, zone: ZoneInfo = SEOUL, **options: frozenset[str]) -> list[str]:
    """Give the stretches of the fair's two days in its own time, as ``29 10:00-11:00``."""
    read = read_busy_times(_file(*events), zone, THURSDAY, FRIDAY, **options)
    assert read.unread == 0
    return [
        f"{one.starts_at.astimezone(zone):%d %H:%M}-{one.ends_at.astimezone(zone):%H:%M}"
        for one in read.busy
    ]


def _at(hours: str, day: str = "20151029", zone: str = "Asia/Seoul") -> str:
    starts, ends = hours.split("-")
    return f"DTSTART;TZID={zone}:{day}T{starts}00\nDTEND;TZID={zone}:{day}T{ends}00"


def test_times_are_read_in_the_zone_they_name() -> None:
    assert _busy(
        _at("1000-1100"),
        _at("0500-0600", zone="Europe/Berlin"),
        _at("1400-1500", zone="Korea Standard Time"),
        _at("1500-1530", zone="/freeassociation.sourceforge.net/Asia/Seoul"),
        "DTSTART:20151030T010000Z\nDURATION:PT45M",
        "DTSTART:20151030T160000\nDTEND:20151030T170000",
    ) == [
        "29 10:00-11:00",
        "29 13:00-14:00",
        "29 14:00-15:00",
        "29 15:00-15:30",
        "30 10:00-10:45",
        "30 16:00-17:00",
    ]


def test_whole_days_are_whole_by_the_fairs_clocks() -> None:
    assert _busy("DTSTART;VALUE=DATE:20151029") == ["29 00:00-00:00"]
    assert _busy("DTSTART;VALUE=DATE:20151020\nDTEND;VALUE=DATE:20151030") == ["20 00:00-00:00"]
    berlin = ZoneInfo("Europe/Berlin")
    long_day = read_busy_times(
        _file("DTSTART;VALUE=DATE:20151025"), berlin, date(2015, 10, 25), date(2015, 10, 25)
    )
    assert long_day.busy[0].ends_at - long_day.busy[0].starts_at == timedelta(hours=25)


@pytest.mark.parametrize(
    "free",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "transp:transparent",
    ],
)
def test_what_is_free_or_cancelled_takes_no_time(free: str) -> None:
    assert _busy(f"{_at('1000-1100')}\n{free}") == []


def test_what_is_tentative_does_take_time() -> None:
    assert _busy(f"{_at('1000-1100')}\nSTATUS:TENTATIVE\nTRANSP:OPAQUE") == ["29 10:00-11:00"]


def test_other_days_moments_without_length_and_own_events_do_not_count() -> None:
    assert _busy(_at("1000-1100", "20151028"), _at("1000-1100", "20151031")) == []
    assert _busy("DTSTART:20151029T010000Z", "DTSTART:20151029T010000Z\nDURATION:PT0S") == []
    assert _busy(_at("1000-1100"), _at("1200-1300"), own=frozenset({"0"})) == ["29 12:00-13:00"]


def test_what_repeats_is_followed_with_its_exceptions_and_moves() -> None:
    weekly = (
        "DTSTART;TZID=Asia/Seoul:20150101T100000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=TH,FR"
    )
    assert _busy(weekly) == ["29 10:00-10:30", "30 10:00-10:30"]
    assert _busy(f"{weekly}\nEXDATE;TZID=Asia/Seoul:20151029T100000") == ["30 10:00-10:30"]
    assert _busy(f"{weekly};UNTIL=20151029T010000Z") == ["29 10:00-10:30"]
    assert _busy(f"{weekly};COUNT=5") == []
    moved = f"{weekly}\nEND:VEVENT\nBEGIN:VEVENT\nUID:0\nRECURRENCE-ID:20151030T010000Z\n"
    assert _busy(moved + _at("1500-1530", "20151030")) == ["29 10:00-10:30", "30 15:00-15:30"]
    assert _busy(moved + _at("1500-1530", "20151030") + "\nSTATUS:CANCELLED") == ["29 10:00-10:30"]
    further = f"{_at('0900-0930', '20151001')}\nRDATE;TZID=Asia/Seoul:20151030T090000"
    assert _busy(further) == ["30 09:00-09:30"]


def test_what_repeats_keeps_its_hour_when_summer_time_ends() -> None:
    daily = "DTSTART;TZID=Europe/Berlin:20150901T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    berlin = ZoneInfo("Europe/Berlin")
    read = read_busy_times(_file(daily), berlin, date(2015, 10, 24), date(2015, 10, 25))
    assert [f"{one.starts_at:%H}" for one in read.busy] == ["08", "09"]


def test_what_began_the_evening_before_takes_the_morning_too() -> None:
    nightly = (
        "DTSTART;TZID=Asia/Seoul:20151001T220000\nDURATION:PT14H\nRRULE:FREQ=MONTHLY;BYMONTHDAY=28"
    )
    assert _busy(nightly) == ["28 22:00-12:00"]


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:no beginning",
        "DTSTART;TZID=Middle/Earth:20151029T100000\nDURATION:PT1H",
        "DTSTART:20151029T100000Z\nDTEND:20151029T090000Z",
        "DTSTART;VALUE=DATE:20151029\nDTEND:20151029T090000Z",
        "DTSTART:20151029T100000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY",
        "DTSTART:20151029T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20151029T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:00010101T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY",
        "DTSTART:20151029T100000Z\nDURATION:PT1H\nRRULE:FREQ=FORTNIGHTLY",
        "DTSTART:20151029T100000Z\nDURATION:PT1H\nEXRULE:FREQ=DAILY",
        "DTSTART:nonsense\nDURATION:PT1H",
    ],
)
def test_what_is_not_understood_is_counted_and_hides_nothing_else(event: str) -> None:
    read = read_busy_times(_file(event, _at("1000-1100")), SEOUL, THURSDAY, FRIDAY)
    assert (len(read.busy), read.unread) == (1, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"PK\x03\x04" + bytes(200), "no_calendar"),
        ("상담".encode("cp949"), "no_calendar"),
        (b"<html>sign in</html>", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\n", "no_calendar"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\n" * 60_000, "no_calendar"),
        (b"BEGIN:VTIMEZONE\r\n" * 60_000, "no_calendar"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"BEGIN:VEVENT\r\n" * (MAX_EVENTS + 1), "too_much"),
    ],
)
def test_what_is_no_calendar_or_too_much_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        read_busy_times(content, SEOUL, THURSDAY, FRIDAY)
    assert caught.value.reason is BadCalendarReason(reason)


@pytest.mark.slow
def test_a_file_made_to_keep_the_server_busy_is_given_up_soon() -> None:
    never = "DTSTART:19900101T100000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Asia/Seoul\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    began = monotonic()
    with pytest.raises(BadCalendar) as caught:
        read_busy_times(_file(*[never] * 4_000, head=zone), SEOUL, THURSDAY, FRIDAY)
    assert caught.value.reason is BadCalendarReason.TOO_MUCH
    assert monotonic() - began < 60


def test_many_short_ones_are_too_much() -> None:
    short = [f"DTSTART:20151029T{n // 3600:02}{n // 60 % 60:02}{n % 60:02}Z\nDURATION:PT1S"
             for n in range(2_100)]  # fmt: skip
    with pytest.raises(BadCalendar):
        read_busy_times(_file(*short), SEOUL, THURSDAY, FRIDAY)


lines = st.lists(
    st.sampled_from(
        [
            "DTSTART:20151029T010000Z", "DTSTART;VALUE=DATE:20151029", "DTEND:20151029T020000Z",
            "DTSTART;TZID=:20151029T010000", 'DTSTART;TZID="../../etc/passwd":20151029T010000',
            "DURATION:PT1H", "DURATION:-P1D", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:", "RRULE:x=y",
            "RRULE:FREQ=WEEKLY;UNTIL=20151030", "EXDATE:20151029T010000Z", "RDATE:20151030",
            "RECURRENCE-ID:20151029T010000Z", "TRANSP:OPAQUE", "STATUS:", "DTEND;VALUE=DATE:2015",
            "BEGIN:VALARM", "END:VALARM", "SUMMARY:\u2028", " folded", "X", ":", ";=:",
        ]
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=4))
def test_any_file_is_read_or_refused_and_never_breaks_anything(events: list[list[str]]) -> None:
    try:
        read = read_busy_times(_file(*map("\n".join, events)), SEOUL, THURSDAY, FRIDAY)
    except BadCalendar:
        return
    for one in read.busy:
        assert one.starts_at.tzinfo is UTC
        assert one.starts_at < one.ends_at
        assert one.ends_at > datetime(2015, 10, 28, 15, tzinfo=UTC)
        assert one.starts_at < datetime(2015, 10, 30, 15, tzinfo=UTC)
