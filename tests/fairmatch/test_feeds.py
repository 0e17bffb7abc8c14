from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.db import reading, writing
from fairmatch.errors import UnknownConsultation
from fairmatch.feeds import Edition, fair_calendar, feed, public_page, single
from fairmatch.models import (
    Agency,
    Fair,
    FairDay,
    Firm,
    Interest,
    LinkPurpose,
    PlanItem,
    Slot,
)
from fairmatch.publishing import publish
from fairmatch.schedules import fair_schedule
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)
from tests.fairmatch.feed_fair import (
    AT,
    EDITION,
    SECRET,
    Held,
    events_of,
    feed_link,
    identity_of,
    publish_version,
    two_by_two,
)
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


def test_the_uid_stays_when_time_table_and_booth_change_and_after_a_return(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        first = identity_of(session, fair)
        publish_version(session, fair, {("F1", "A1"): (2, 2)}, days=1)
        assert identity_of(session, fair) == first
        session.scalars(select(Agency).where(Agency.code == "A1")).one().booth.code = "Z9"
        publish_version(session, fair, {("F1", "A1"): (2, 2)}, days=2)
        assert identity_of(session, fair) == first
        publish_version(session, fair, {}, days=3)
        assert identity_of(session, fair) == (first[0], "CANCELLED")
        publish_version(session, fair, {("F1", "A1"): (1, 1)}, days=4)
        assert identity_of(session, fair) == first


def test_the_sequence_grows_by_one_with_each_change_and_with_nothing_else(
    engine: Engine,
) -> None:
    steps: list[tuple[Held, int, str]] = [
        ({("F1", "A1"): (0, 1)}, 0, "2015-10-19T09:00:00Z"),
        ({("F1", "A1"): (1, 1)}, 1, "2015-10-20T09:00:00Z"),
        ({("F1", "A1"): (1, 1), ("F2", "A1"): (1, 2)}, 1, "2015-10-20T09:00:00Z"),
        ({("F1", "A1"): (1, 2), ("F2", "A1"): (1, 1)}, 2, "2015-10-22T09:00:00Z"),
        ({("F2", "A1"): (1, 1)}, 3, "2015-10-23T09:00:00Z"),
        ({}, 3, "2015-10-23T09:00:00Z"),
        ({("F1", "A1"): (1, 2)}, 4, "2015-10-25T09:00:00Z"),
    ]
    with writing(engine) as session:
        fair = two_by_two(session)
        for day, (held, sequence, changed) in enumerate(steps):
            publish_version(session, fair, held, days=day)
            found = feed(session, feed_link(session, fair, firm="F1"), EDITION)
            (event,) = events_of(found).values()
            assert (event["sequence"], event["changed"], event["stamp"]) == (
                sequence,
                changed,
                changed,
            )
            assert found.changed_at == datetime.fromisoformat(changed)


def test_a_cancelled_consultation_stays_in_every_feed_it_was_in(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1), ("F2", "A2"): (0, 1)})
        publish_version(session, fair, {("F2", "A2"): (0, 1)}, days=1)
        for owner in ({"firm": "F1"}, {"agency": "A1"}, {}):
            event = events_of(feed(session, feed_link(session, fair, **owner), EDITION))[
                "fair-F1-A1"
            ]
            assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
            assert event["starts"] == "2015-10-29T01:00:00Z"
            assert event["summary"].startswith("[취소] ")


def test_each_reader_finds_the_others_name_in_the_title(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        titles = {
            (reader, language): events_of(
                feed(
                    session,
                    feed_link(session, fair, **owner),
                    Edition("https://x.example", language),
                )
            )["fair-F1-A1"]["summary"]
            for reader, owner in (("firm", {"firm": "F1"}), ("agency", {"agency": "A1"}), ("", {}))
            for language in ("ko", "en")
        }
        assert titles == {
            ("firm", "ko"): "기관 A1 구매상담",
            ("firm", "en"): "Purchase consultation with Agency A1",
            ("agency", "ko"): "기업 F1 구매상담",
            ("agency", "en"): "Purchase consultation with Firm F1",
            ("", "ko"): "기관 A1 – 기업 F1 구매상담",
            ("", "en"): "Purchase consultation: Agency A1 – Firm F1",
        }


def test_a_name_without_english_is_said_in_korean(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        session.scalars(select(Firm).where(Firm.code == "F1")).one().name_en = ""
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        found = feed(
            session, feed_link(session, fair, agency="A1"), Edition("https://x.example", "en")
        )
        assert events_of(found)["fair-F1-A1"]["summary"] == "Purchase consultation with 기업 F1"


def test_everybody_gets_their_own_and_the_organiser_all(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(
            session, fair, {("F1", "A1"): (0, 1), ("F1", "A2"): (1, 1), ("F2", "A1"): (1, 1)}
        )
        add_draft(session, fair, {})
        shown = {
            name: sorted(events_of(feed(session, feed_link(session, fair, **owner), EDITION)))
            for name, owner in (
                ("F1", {"firm": "F1"}),
                ("F2", {"firm": "F2"}),
                ("A1", {"agency": "A1"}),
                ("A2", {"agency": "A2"}),
                ("all", {}),
            )
        }
        assert shown == {
            "F1": ["fair-F1-A1", "fair-F1-A2"],
            "F2": ["fair-F2-A1"],
            "A1": ["fair-F1-A1", "fair-F2-A1"],
            "A2": ["fair-F1-A2"],
            "all": ["fair-F1-A1", "fair-F1-A2", "fair-F2-A1"],
        }


def test_other_fairs_stay_out(engine: Engine) -> None:
    with writing(engine) as session:
        other = add_fair(session, "other")
        firm, agency = add_firm(session, other, "F9"), add_agency(session, other, "A9")
        add_interests(session, firm, agency)
        publish_version(session, other, {("F9", "A9"): (0, 1)})
        fair = two_by_two(session)
        assert events_of(feed(session, feed_link(session, fair), EDITION)) == {}


def test_an_agency_is_told_the_contact_only_of_firms_that_consented(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1), ("F2", "A1"): (1, 1)})
        for owner in ({"agency": "A1"}, {}):
            events = events_of(feed(session, feed_link(session, fair, **owner), EDITION))
            for uid, told in (("fair-F1-A1", True), ("fair-F2-A1", False)):
                everything = "\n".join(str(value) for value in events[uid].values())
                for contact in ("박대표", "010-0000-0000", f"{uid[5:7].lower()}@example.com"):
                    assert (contact in everything) is told
        events = events_of(feed(session, feed_link(session, fair, agency="A1"), EDITION))
        assert events["fair-F1-A1"]["contact"] == "박대표 · 010-0000-0000 · f1@example.com"
        assert events["fair-F2-A1"]["contact"] == "서울시 · fair@example.org"


def test_a_firm_is_told_where_to_go_whom_to_see_and_what_about(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session, latitude=37.5725, longitude=126.9769)
        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        plan = PlanItem(
            fair_id=fair.id,
            agency_id=agency.id,
            code="P7",
            title="환경미화원 피복 구매",
            amount=19_000_000,
            year=2016,
            quarter=1,
            method="negotiated",
        )
        session.add(plan)
        session.flush()
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        for interest in session.scalars(select(Interest).where(Interest.firm_id == firm.id)):
            interest.plan_item_id = plan.id if interest.agency_id == agency.id else None
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        event = events_of(feed(session, feed_link(session, fair, firm="F1"), EDITION))["fair-F1-A1"]
        assert event["location"] == "부스 B1 (가), 상담석 1, 광장"
        assert event["description"].split("\n") == [
            "상담 목적: 단체복; 피복, 장갑",
            "구매계획: 환경미화원 피복 구매 (P7)",
            "상담 부서: 총무과",
            "기관 담당: 김담당 · 02-000-0000 · a1@example.org",
            "문의: 서울시 · fair@example.org",
        ]
        assert event["contact"] == "김담당 · 02-000-0000 · a1@example.org"
        assert event["categories"] == ["구매상담"]
        assert event["geo"] == [37.5725, 126.9769]
        assert event["url"] == public_page("https://fair.example", fair)
        assert event["url"] == "https://fair.example/fairs/fair/"


def test_a_feed_never_leads_to_a_private_page(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        tokens = [
            links.address(
                session, SECRET, fair, firm=firm, purpose=purpose, clock=lambda: AT
            ).encode()
            for purpose in LinkPurpose
        ]
        content = feed(session, feed_link(session, fair, firm="F1"), EDITION).content
        assert not [token for token in tokens if token in content.replace(b"\r\n ", b"")]


def test_the_same_state_gives_the_same_bytes_and_another_another_fingerprint(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1), ("F1", "A2"): (1, 1)})
        link = feed_link(session, fair, firm="F1")
        first = feed(session, link, EDITION)
        again = feed(session, link, EDITION)
        assert (first.content, first.fingerprint) == (again.content, again.fingerprint)
        publish_version(session, fair, {("F1", "A1"): (0, 2), ("F1", "A2"): (1, 1)}, days=1)
        assert feed(session, link, EDITION).fingerprint != first.fingerprint
        assert feed(session, link, EDITION).changed_at == AT + timedelta(days=1)


def test_before_anything_is_published_the_feed_is_empty_but_valid(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        found = feed(session, feed_link(session, fair, firm="F1"), EDITION)
        assert found.changed_at is None
        assert found.name == "구매상담회 – 기업 F1"
        (facts,) = icalendar_parser([found.content])
        assert (facts["events"], facts["zones"]) == ([], ["Asia/Seoul"])


def test_one_consultation_alone(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(
            session, fair, {("F1", "A1"): (0, 1), ("F1", "A2"): (1, 1), ("F2", "A1"): (1, 1)}
        )
        link = feed_link(session, fair, firm="F1")
        assert set(events_of(single(session, link, "fair-F1-A2", EDITION))) == {"fair-F1-A2"}
        for strange in ("fair-F2-A1", "nothing"):
            with pytest.raises(UnknownConsultation, match=strange):
                single(session, link, strange, EDITION)


def test_an_alarm_is_for_who_asks(engine: Engine) -> None:
    with writing(engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        link = feed_link(session, fair, firm="F1")
        found = feed(session, link, Edition("https://fair.example", alarm_minutes=15))
        assert events_of(found)["fair-F1-A1"]["alarms"] == ["-PT15M"]
        assert events_of(feed(session, link, EDITION))["fair-F1-A1"]["alarms"] == []


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_queries_does_not_grow(engine: Engine, size: int) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=size)
        agencies = [add_agency(session, fair, f"A{n}") for n in range(size)]
        firms = [add_firm(session, fair, f"F{n}") for n in range(size)]
        for firm in firms:
            add_interests(session, firm, *agencies)
        slots = slots_of(session, fair)
        held: dict[tuple[Firm, Agency], tuple[Slot, int]] = {
            (firm, agency): (slots[(n + m) % size], 1)
            for n, firm in enumerate(firms)
            for m, agency in enumerate(agencies)
        }
        add_draft(session, fair, held)
        publish(session, fair, clock=lambda: AT)
        token = links.address(session, SECRET, fair, purpose=LinkPurpose.FEED, clock=lambda: AT)
    with reading(engine) as session:
        session.connection()
        with statements(engine) as sent:
            link = links.open_link(session, token, LinkPurpose.FEED)
            assert len(events_of(feed(session, link, EDITION))) == size * size
        assert len(sent) == 3


@pytest.mark.browser
@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("Asia/Seoul", ["2015-10-29T01:00:00Z", "2015-10-30T01:00:00Z"]),
        ("Europe/Berlin", ["2015-10-24T08:00:00Z", "2015-10-25T09:00:00Z"]),
    ],
)
def test_both_parsers_find_the_hour_the_booth_was_told(
    sqlite_engine: Engine, ical_js: Parser, zone: str, wanted: list[str]
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, days=2, slots=1, zone=zone)
        _move(session, fair, datetime.fromisoformat(wanted[0]).date())
        near, far = (add_agency(session, fair, code) for code in ("A1", "A2"))
        firm = add_firm(session, fair, "F1")
        add_interests(session, firm, near, far)
        first, second = slots_of(session, fair)
        draft = add_draft(session, fair, {(firm, near): (first, 1), (firm, far): (second, 1)})
        for placed, starts in zip(
            sorted(draft.placements, key=lambda one: one.starts_at), wanted, strict=True
        ):
            placed.starts_at = datetime.fromisoformat(starts)
            placed.ends_at = placed.starts_at + timedelta(minutes=20)
        session.flush()
        publish(session, fair, clock=lambda: AT)
        files = [
            feed(session, feed_link(session, fair, **owner), EDITION).content
            for owner in ({"firm": "F1"}, {"agency": "A1"}, {"agency": "A2"}, {})
        ]
    assert ical_js(files) == icalendar_parser(files)
    assert [event["starts"] for event in ical_js(files)[0]["events"]] == wanted
    local = [event.start.strftime("%H:%M") for event in Calendar.from_ical(files[0]).events]
    assert local == ["10:00", "10:00"]


def _move(session: Session, fair: Fair, first: date) -> None:
    """Let the fair begin on another day."""
    shift = first - fair.days[0].date
    rows: tuple[Slot | FairDay, ...] = (*fair.slots, *fair.days)
    for row in rows:
        row.date += shift
    session.flush()


def test_what_was_never_published_is_no_event(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = two_by_two(session)
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        (published,) = fair_schedule(session, fair)
        with pytest.raises(ValueError, match="never published"):
            fair_calendar(fair, [replace(published, changed_at=None)], EDITION)
