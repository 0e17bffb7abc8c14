import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from playwright.sync_api import Browser

from fairmatch.files.calendars import Event, Masthead, calendar, one_line, several_lines
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser

MASTHEAD = Masthead(
    name="제1회 사회적경제 구매상담회 – 해오름협동조합",
    description="1:1 구매상담 일정\n문의: 서울시",
    zone="Asia/Seoul",
    first_day=date(2015, 10, 29),
    last_day=date(2015, 10, 30),
    url="https://fair.example/fairs/seoul-2015/",
    organiser_name="서울특별시 사회적경제과",
    organiser_email="fair@seoul.example",
    latitude=37.5725,
    longitude=126.9769,
)
EVENT = Event(
    uid="0f8b6c1e@fairmatch",
    sequence=2,
    changed_at=datetime(2015, 10, 20, 4, 5, 6, 789_000, tzinfo=UTC),
    cancelled=False,
    starts_at=datetime(2015, 10, 29, 1, 20, tzinfo=UTC),
    ends_at=datetime(2015, 10, 29, 1, 40, tzinfo=UTC),
    summary="종로구 구매상담",
    description="상담 목적: 미술치료 프로그램; 시범 운영, 보건정책과",
    location="부스 B12 (가), 상담석 1, 광화문광장",
    contact="김담당 · 02-000-0000",
    categories=("구매상담", "사전 약속"),
)
HOSTILE = [
    "END:VEVENT\r\nBEGIN:VEVENT",
    "first\rsecond\nthird\r\n\r\nfourth",
    "a,b;c:d\"e'f\\g\\n\\N\\,\\;h\\",
    "C:\\New\\Notes",
    "nul\x00 bell\x07 esc\x1b del\x7f c1\x80\x9b",
    "line\u2028paragraph\u2029next\x85vt\vff\f",
    "😀👩‍👩‍👧‍👦🇰🇷 " * 12,
    "مرحبا بكم في المعرض \u202eright to left\u202c שלום",
    "가" * 200,
    "\ufeffmark \udcff half",
    "^n ^^ ^' %0D%0A",
    " \t spaces \t ",
]

hostile_text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None), max_size=120),
    st.text('\r\n\t\\,;:"^nN가😀\u2028 ', max_size=60),
)


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


def _lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_stamps_are_the_moment_of_the_change_in_utc_and_never_now() -> None:
    lines = _lines(calendar(MASTHEAD, [EVENT]))
    assert lines.count("DTSTAMP:20151020T040506Z") == 1
    assert lines.count("LAST-MODIFIED:20151020T040506Z") == 2  # the event's, the calendar's
    in_seoul = EVENT.changed_at.astimezone(ZoneInfo("Asia/Seoul"))
    assert calendar(MASTHEAD, [replace(EVENT, changed_at=in_seoul)]) == calendar(MASTHEAD, [EVENT])


def test_a_calendar_is_published_by_an_organiser_or_has_no_method() -> None:
    lines = _lines(calendar(MASTHEAD, [EVENT]))
    assert "METHOD:PUBLISH" in lines
    assert 'ORGANIZER;CN="서울특별시 사회적경제과":mailto:fair@seoul.example' in lines
    nameless = _lines(calendar(replace(MASTHEAD, organiser_email=""), [EVENT]))
    assert not [line for line in nameless if line.startswith(("METHOD", "ORGANIZER"))]


def test_the_zone_is_described_for_the_days_of_the_fair_and_events_are_written_in_it() -> None:
    lines = _lines(calendar(MASTHEAD, [EVENT]))
    begin, end = lines.index("BEGIN:VTIMEZONE"), lines.index("END:VTIMEZONE")
    assert lines[begin + 1 : end] == [
        "TZID:Asia/Seoul",
        "BEGIN:STANDARD",
        "DTSTART:20151028T000000",
        "TZNAME:KST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
    ]
    assert "DTSTART;TZID=Asia/Seoul:20151029T102000" in lines
    assert "DTEND;TZID=Asia/Seoul:20151029T104000" in lines


def test_both_sides_of_the_end_of_summer_time_are_described() -> None:
    berlin = replace(
        MASTHEAD,
        zone="Europe/Berlin",
        first_day=date(2026, 10, 24),
        last_day=date(2026, 10, 25),
    )
    saturday = datetime(2026, 10, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    content = calendar(
        berlin,
        [
            replace(
                EVENT,
                uid=str(day),
                starts_at=saturday + timedelta(days=day),
                ends_at=saturday + timedelta(days=day, minutes=20),
            )
            for day in range(2)
        ],
    )
    lines = _lines(content)
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert [line for line in lines if line.startswith("TZOFFSETTO")] == [
        "TZOFFSETTO:+0200",
        "TZOFFSETTO:+0100",
    ]
    assert "DTSTART:20261025T030000" in lines
    (facts,) = icalendar_parser([content])
    assert [event["starts"] for event in facts["events"]] == [
        "2026-10-24T07:00:00Z",
        "2026-10-25T08:00:00Z",
    ]


@pytest.mark.browser
def test_ical_js_works_summer_and_winter_time_out_of_the_file_alone(ical_js: Parser) -> None:
    zones = {
        "Europe/Berlin": datetime(2026, 10, 24, 7, 0, tzinfo=UTC),
        "America/St_Johns": datetime(2026, 3, 7, 14, 0, tzinfo=UTC),
        "Australia/Lord_Howe": datetime(2026, 10, 3, 1, 0, tzinfo=UTC),
        "Asia/Kathmandu": datetime(2026, 10, 3, 4, 15, tzinfo=UTC),
        "UTC": datetime(2026, 10, 3, 4, 15, tzinfo=UTC),
    }
    files, wanted = [], []
    for zone, first in zones.items():
        starts = [first + timedelta(hours=6 * step) for step in range(9)]
        local = [moment.astimezone(ZoneInfo(zone)).date() for moment in starts]
        masthead = replace(MASTHEAD, zone=zone, first_day=local[0], last_day=local[-1])
        files.append(
            calendar(
                masthead,
                [
                    replace(EVENT, uid=f"{n}", starts_at=at, ends_at=at + timedelta(minutes=20))
                    for n, at in enumerate(starts)
                ],
            )
        )
        wanted.append([at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in starts])
    for parse in (ical_js, icalendar_parser):
        assert [[e["starts"] for e in facts["events"]] for facts in parse(files)] == wanted


@pytest.mark.browser
def test_times_that_the_clock_shows_twice_are_written_in_utc(ical_js: Parser) -> None:
    berlin = replace(
        MASTHEAD,
        zone="Europe/Berlin",
        first_day=date(2026, 10, 24),
        last_day=date(2026, 10, 25),
    )
    before = datetime(2026, 10, 24, 23, 40, tzinfo=UTC)
    hours = [before + timedelta(hours=hour) for hour in range(4)]
    content = calendar(
        berlin,
        [
            replace(EVENT, uid=f"{at:%H}", starts_at=at, ends_at=at + timedelta(minutes=20))
            for at in hours
        ],
    )
    assert [line for line in _lines(content) if line.startswith("DTSTART")][2:] == [
        "DTSTART;TZID=Europe/Berlin:20261025T014000",
        "DTSTART:20261025T004000Z",
        "DTSTART:20261025T014000Z",
        "DTSTART;TZID=Europe/Berlin:20261025T034000",
    ]
    assert ical_js([content]) == icalendar_parser([content])
    (facts,) = icalendar_parser([content])
    assert [e["starts"] for e in facts["events"]] == [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in hours]


def test_a_day_the_fair_no_longer_has_is_still_described() -> None:
    late = replace(
        EVENT,
        cancelled=True,
        starts_at=datetime(2015, 11, 20, 1, 0, tzinfo=UTC),
        ends_at=datetime(2015, 11, 20, 1, 20, tzinfo=UTC),
    )
    early = replace(late, starts_at=datetime(2015, 9, 1, 1, 0, tzinfo=UTC))
    assert "DTSTART:20150831T000000" in _lines(calendar(MASTHEAD, [late, early]))


@pytest.mark.parametrize("text", [*HOSTILE, "부스 " * 60, "a" * 500])
def test_lines_fold_at_75_octets_never_inside_a_character_and_end_with_crlf(text: str) -> None:
    event = replace(EVENT, summary=text, description=text, location=text, contact=text)
    content = calendar(replace(MASTHEAD, name=text, organiser_name=text), [event])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_every_property_that_programs_read_is_there() -> None:
    lines = _lines(calendar(MASTHEAD, [EVENT]))
    for line in (
        "PRODID:-//FairMatch//Consultations//KO",
        "VERSION:2.0",
        "NAME:제1회 사회적경제 구매상담회 – 해오름협동조합",
        "X-WR-CALNAME:제1회 사회적경제 구매상담회 – 해오름협동조합",
        "X-WR-TIMEZONE:Asia/Seoul",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "CATEGORIES:구매상담,사전 약속",
        "LOCATION:부스 B12 (가)\\, 상담석 1\\, 광화문광장",
        "GEO:37.5725;126.9769",
        "CONTACT:김담당 · 02-000-0000",
        "UID:0f8b6c1e@fairmatch",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
    ):
        assert lines.count(line) == 1, line
    assert lines.count("URL:https://fair.example/fairs/seoul-2015/") == 2


def test_a_venue_of_unknown_position_has_no_geo() -> None:
    nowhere = replace(MASTHEAD, latitude=None)
    assert not [line for line in _lines(calendar(nowhere, [EVENT])) if line.startswith("GEO")]


def test_a_cancelled_event_stays_cancelled_and_leaves_its_time_free() -> None:
    lines = _lines(calendar(MASTHEAD, [replace(EVENT, cancelled=True, sequence=3)]))
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:3"} <= set(lines)


def test_an_alarm_rings_only_when_asked_for_and_only_for_what_takes_place() -> None:
    cancelled = replace(EVENT, uid="gone", cancelled=True)
    assert b"VALARM" not in calendar(MASTHEAD, [EVENT, cancelled])
    (facts,) = icalendar_parser([calendar(MASTHEAD, [EVENT, cancelled], alarm_minutes=10)])
    assert {e["uid"]: e["alarms"] for e in facts["events"]} == {
        "0f8b6c1e@fairmatch": ["-PT10M"],
        "gone": [],
    }


def test_the_same_events_in_any_order_and_zone_give_the_same_bytes() -> None:
    later = replace(EVENT, uid="later", starts_at=EVENT.starts_at + timedelta(minutes=20))
    shifted = replace(EVENT, starts_at=EVENT.starts_at.astimezone(timezone(timedelta(hours=-5))))
    assert calendar(MASTHEAD, [EVENT, later]) == calendar(MASTHEAD, [later, shifted])


def test_a_calendar_without_events_still_is_one() -> None:
    content = calendar(MASTHEAD, [])
    (facts,) = icalendar_parser([content])
    assert facts["events"] == []
    assert facts["zones"] == ["Asia/Seoul"]
    assert b"LAST-MODIFIED" not in content


@settings(max_examples=150, deadline=None)
@given(st.lists(hostile_text, min_size=7, max_size=7))
def test_no_text_breaks_a_line_or_a_property(texts: list[str]) -> None:
    event, masthead = _hostile(texts)
    content = calendar(masthead, [event, replace(EVENT, uid="other")])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    whole = Calendar.from_ical(content)
    assert whole.errors == []
    assert [sorted(one.keys()) for one in whole.walk("VEVENT")] == [
        sorted(one.keys()) for one in Calendar.from_ical(calendar(MASTHEAD, [EVENT] * 2)).events
    ]
    _say_the_same(texts, icalendar_parser([content])[0])


@pytest.mark.browser
@settings(max_examples=60, deadline=None)
@given(st.lists(hostile_text, min_size=7, max_size=7))
def test_ical_js_reads_any_text_as_icalendar_does(ical_js: Parser, texts: list[str]) -> None:
    event, masthead = _hostile(texts)
    content = calendar(masthead, [event], alarm_minutes=10)
    (facts,) = ical_js([content])
    assert facts == icalendar_parser([content])[0]
    _say_the_same(texts, facts)


def _hostile(texts: list[str]) -> tuple[Event, Masthead]:
    name, description, organiser, summary, words, location, contact = texts
    return (
        replace(EVENT, summary=summary, description=words, location=location, contact=contact),
        replace(MASTHEAD, name=name, description=description, organiser_name=organiser),
    )


def _say_the_same(texts: list[str], facts: dict[str, object]) -> None:
    name, description, organiser, summary, words, location, contact = texts
    assert (facts["name"], facts["also_name"]) == (one_line(name), one_line(name))
    assert facts["description"] == several_lines(description)
    events = facts["events"]
    assert isinstance(events, list)
    event = next(one for one in events if one["uid"] == EVENT.uid)
    assert event["summary"] == one_line(summary)
    assert event["description"] == several_lines(words)
    assert event["location"] == one_line(location)
    assert event["contact"] == one_line(contact)
    assert event["organiser"] == [
        one_line(organiser).replace('"', "'").replace("\\", "/"),
        "mailto:fair@seoul.example",
    ]


@pytest.mark.browser
def test_two_parsers_read_the_same_events(ical_js: Parser) -> None:
    files = [
        calendar(MASTHEAD, []),
        calendar(MASTHEAD, [EVENT, replace(EVENT, uid="b", cancelled=True)], alarm_minutes=10),
        calendar(replace(MASTHEAD, organiser_email="", latitude=None), [EVENT]),
    ]
    assert ical_js(files) == icalendar_parser(files)
