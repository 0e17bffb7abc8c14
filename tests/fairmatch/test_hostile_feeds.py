"""No name, title or telephone number breaks a line, a property or a neighbour's event."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from fairmatch.feeds import Edition, agency_calendar, fair_calendar, firm_calendar
from fairmatch.files.calendars import one_line
from fairmatch.models import Agency, ConsultationState, Fair, FairDay, Firm
from fairmatch.schedules import Appointment
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser

EDITION = Edition("https://fair.example", alarm_minutes=5)
QUIET = Appointment(
    uid="quiet",
    sequence=0,
    changed_at=datetime(2015, 10, 19, 9, 0, tzinfo=UTC),
    state=ConsultationState.CONFIRMED,
    starts_at=datetime(2015, 10, 29, 1, 0, tzinfo=UTC),
    ends_at=datetime(2015, 10, 29, 1, 20, tzinfo=UTC),
    booth="B1",
    table=1,
    area="가",
    firm_code="F1",
    firm_name_ko="해오름협동조합",
    firm_name_en="",
    firm_contact="박대표",
    firm_phone="010-0000-0000",
    firm_email="f1@example.com",
    agency_code="A1",
    agency_name_ko="종로구",
    agency_name_en="",
    agency_officer="김담당",
    agency_phone="02-000-0000",
    agency_email="a1@example.org",
    department="총무과",
    purpose="단체복",
    plan_code="P1",
    plan_title="피복 구매",
    pinned=False,
)
TEXTS = [one.name for one in fields(Appointment) if one.type is str and one.name != "uid"]
OF_FAIR = ["name_ko", "venue_ko", "organiser_name", "organiser_email", "organiser_phone"]
NASTY = [
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:quiet",
    "\r\n\r\nEND:VCALENDAR",
    "x\nSTATUS:CANCELLED",
    "\u2028SUMMARY:other\u2029\x85\v\f",
    'CN="a";b:c,d\\',
    "\\n\\N\\;\\,\\\\",
    "가나다" * 40,
    "👩‍👩‍👧‍👦" * 15,
    "\x00\x07\x1b\x7f\ufeff\ud800",
    ' "@" <x>;?#%0d%0a',
    "",
]

words = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec=None), max_size=90),
    st.text('\r\n\t\\,;:"@=가😀\u2028 ', max_size=40),
)


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


def _fair(**texts: str) -> Fair:
    day = FairDay(date=date(2015, 10, 29), opens=time(10, 0), closes=time(17, 0))
    plain = {
        "code": "fair", "name_ko": "상담회", "name_en": "", "venue_ko": "광장", "venue_en": "",
        "organiser_name": "서울시", "organiser_email": "fair@example.org", "organiser_phone": "",
    }  # fmt: skip
    return Fair(zone="Asia/Seoul", days=[day], **(plain | texts))


def _files(fair: Fair, nasty: Appointment) -> list[bytes]:
    """Give all three kinds of calendar: a nasty consultation beside a quiet one."""
    held = [nasty, QUIET]
    firm = Firm(name_ko=nasty.firm_name_ko, name_en="")
    agency = Agency(name_ko=nasty.agency_name_ko, name_en="")
    return [
        firm_calendar(fair, firm, held, EDITION).content,
        agency_calendar(fair, agency, held, EDITION).content,
        fair_calendar(fair, held, EDITION).content,
    ]


def _nasty(texts: dict[str, Any]) -> Appointment:
    later = timedelta(hours=1)
    return replace(
        QUIET,
        **texts,
        uid="nasty",
        starts_at=QUIET.starts_at + later,
        ends_at=QUIET.ends_at + later,
    )


def _names(content: bytes) -> list[str]:
    """Give the name of every property and part of a file, line by line."""
    unfolded = content.decode().replace("\r\n ", "")
    return [re.split("[:;]", line)[0] for line in unfolded.removesuffix("\r\n").split("\r\n")]


def _check(files: list[bytes], plain: list[bytes], parse: Parser, nasty: Appointment) -> None:
    for content, other in zip(files, plain, strict=True):
        assert b"\r" not in content.replace(b"\r\n", b"")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert _names(content) == _names(other)
    for facts, expected in zip(parse(files), parse(plain), strict=True):
        events, untouched = (
            {event["uid"]: event for event in one["events"]} for one in (facts, expected)
        )
        assert list(events) == ["quiet", "nasty"]
        assert events["quiet"] == untouched["quiet"]
        for fixed in (
            "status",
            "sequence",
            "stamp",
            "starts",
            "ends",
            "url",
            "alarms",
            "organiser",
        ):
            assert events["nasty"][fixed] == untouched["nasty"][fixed]
    firms, agencies, _ = parse(files)
    assert firms["events"][1]["summary"] == one_line(f"{nasty.agency_name_ko} 구매상담")
    assert agencies["events"][1]["summary"] == one_line(f"{nasty.firm_name_ko} 구매상담")


@settings(max_examples=50, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(TEXTS, words)))
def test_what_parties_write_stays_in_its_own_property(texts: dict[str, str]) -> None:
    nasty = _nasty(texts)
    _check(_files(_fair(), nasty), _files(_fair(), _nasty({})), icalendar_parser, nasty)


@pytest.mark.browser
@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(TEXTS, words)))
def test_ical_js_finds_the_neighbour_untouched_too(ical_js: Parser, texts: dict[str, str]) -> None:
    nasty = _nasty(texts)
    _check(_files(_fair(), nasty), _files(_fair(), _nasty({})), ical_js, nasty)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(OF_FAIR, words)))
@example(dict.fromkeys(OF_FAIR, "\ud800\r\n"))
def test_what_the_organiser_writes_changes_no_property_but_its_own(texts: dict[str, str]) -> None:
    for content in _files(_fair(**texts), _nasty({})):
        plain = _files(_fair(organiser_email=texts["organiser_email"]), _nasty({}))[0]
        assert _names(content) == _names(plain)
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        (facts,) = icalendar_parser([content])
        assert [event["uid"] for event in facts["events"]] == ["quiet", "nasty"]
        assert {event["status"] for event in facts["events"]} == {"CONFIRMED"}
