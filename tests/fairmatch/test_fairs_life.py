"""Golden files: what everybody's calendar says after each thing that happens to a fair."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from fairmatch.db import open_database
from tests.fairmatch.fairs_life import AT_HOME, AWAY, GOLDEN, OWNERS, lives
from tests.fairmatch.ical_js import Facts, Parser, ical_js_parser, icalendar_parser


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


@pytest.fixture
def away(sqlite_pattern: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give a second database."""
    file = tmp_path / "away.sqlite3"
    shutil.copyfile(sqlite_pattern, file)
    engine = open_database(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def _golden() -> dict[str, bytes]:
    return {
        file.relative_to(GOLDEN).as_posix(): file.read_bytes()
        for file in sorted(GOLDEN.rglob("*.ics"))
    }


def _events(facts: Facts) -> dict[str, Facts]:
    return {event["uid"]: event for event in facts["events"]}


def test_every_calendar_of_both_lives_is_what_was_looked_at_byte_for_byte(
    engine: Engine, away: Engine
) -> None:
    written = dict(lives(engine, away))
    golden = _golden()
    assert sorted(written) == sorted(golden)
    for name, content in written.items():
        assert content.decode() == golden[name].decode(), name


@pytest.mark.browser
def test_ical_js_reads_every_golden_file_as_icalendar_does(ical_js: Parser) -> None:
    files = list(_golden().values())
    assert ical_js(files) == icalendar_parser(files)


@pytest.mark.browser
def test_ical_js_follows_the_life_of_a_consultation(ical_js: Parser) -> None:
    names = [f"seoul/{step}/firm-F1.ics" for step in AT_HOME]
    golden = _golden()
    told = [
        {
            uid: (one["status"], one["sequence"], one["starts"][8:16], one["location"][:7])
            for uid, one in _events(facts).items()
        }
        for facts in ical_js([golden[name] for name in names])
    ]
    other = ("CONFIRMED", 1, "29T01:40", "부스 B2 (")
    assert told == [
        {
            "fair-F1-A1": ("CONFIRMED", 0, "29T01:00", "부스 B1 ("),
            "fair-F1-A2": ("CONFIRMED", 0, "29T01:20", "부스 B2 ("),
        },
        {
            "fair-F1-A1": ("CONFIRMED", 1, "29T01:40", "부스 B1 ("),
            "fair-F1-A2": ("CONFIRMED", 0, "29T01:20", "부스 B2 ("),
        },
        {"fair-F1-A1": ("CONFIRMED", 2, "29T01:20", "부스 B1 ("), "fair-F1-A2": other},
        {"fair-F1-A1": ("CANCELLED", 3, "29T01:20", "부스 B1 ("), "fair-F1-A2": other},
        {"fair-F1-A1": ("CONFIRMED", 4, "29T01:00", "부스 B1 ("), "fair-F1-A2": other},
        {"fair-F1-A1": ("CONFIRMED", 5, "29T01:00", "부스 Z9 ("), "fair-F1-A2": other},
        {"fair-F1-A1": ("CONFIRMED", 5, "29T01:00", "부스 Z9 ("), "fair-F1-A2": other},
    ]


@pytest.mark.browser
def test_ical_js_finds_ten_oclock_on_both_sides_of_the_end_of_summer_time(
    ical_js: Parser,
) -> None:
    golden = _golden()
    before, after, cancelled = ical_js([golden[f"berlin/{step}/firm-F1.ics"] for step in AWAY])
    assert _events(before)["fair-F1-A1"]["starts"] == "2026-10-24T08:00:00Z"
    for facts in (after, cancelled):
        assert _events(facts)["fair-F1-A1"]["starts"] == "2026-10-25T09:00:00Z"
    assert [
        (_events(one)["fair-F1-A1"]["status"], _events(one)["fair-F1-A1"]["alarms"])
        for one in (before, after, cancelled)
    ] == [("CONFIRMED", ["-PT15M"]), ("CONFIRMED", ["-PT15M"]), ("CANCELLED", [])]


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize(("fair", "steps"), [("seoul", AT_HOME), ("berlin", AWAY)])
def test_an_event_never_goes_away_and_counts_each_change_that_matters_and_no_other(
    fair: str, steps: dict[str, object], owner: str
) -> None:
    golden = _golden()
    files = icalendar_parser([golden[f"{fair}/{step}/{owner}.ics"] for step in steps])
    for before, after in pairwise(map(_events, files)):
        assert before.keys() <= after.keys()
        for uid, old in before.items():
            new = after[uid]
            # The booth's number and the table; the name of its area is only a word.
            changed = _what_counts(old) != _what_counts(new)
            assert new["sequence"] == old["sequence"] + changed
            assert (new["stamp"] > old["stamp"]) == changed
            assert new["stamp"] == new["changed"]


def _what_counts(event: Facts) -> tuple[str, ...]:
    booth, table = event["location"].split(" (")[0], event["location"].split(", ")[-2]
    return event["status"], event["starts"], event["ends"], booth, table


def test_a_new_officer_is_told_without_counting_as_a_change() -> None:
    golden = _golden()
    before, after = (
        _events(facts)["fair-F1-A1"]
        for facts in icalendar_parser(
            [golden[f"seoul/{step}/firm-F1.ics"] for step in list(AT_HOME)[-2:]]
        )
    )
    assert (before["contact"], after["contact"]) == (
        "김담당 · 02-000-0000 · a1@example.org",
        "이주임; 대리 · 02-111-2222 · a1@example.org",
    )
    assert before["sequence"] == after["sequence"]
