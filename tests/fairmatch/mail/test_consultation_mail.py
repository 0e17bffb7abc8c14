"""Consultations for the reader's calendar: what arrives at a mail server, byte by byte."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from playwright.sync_api import Browser
from sqlalchemy import Engine, select, update

from fairmatch.db import reading, writing
from fairmatch.feeds import Edition, feed, invitation
from fairmatch.mail import Sender, Sent
from fairmatch.models import Fair, FairDay, Firm, Mail, MailKind, MailState
from tests.fairmatch.feed_fair import (
    EDITION,
    Held,
    events_of,
    feed_link,
    publish_version,
    two_by_two,
)
from tests.fairmatch.ical_js import Facts, Parser, ical_js_parser, icalendar_parser
from tests.fairmatch.mail.conftest import START, Hands
from tests.fairmatch.test_hostile_feeds import NASTY, QUIET
from tests.services.smtp import UNKNOWN, PostOffice

ONE: Held = {("F1", "A1"): (0, 1)}
TWO: Held = {("F1", "A1"): (0, 1), ("F2", "A1"): (1, 1)}
Publish = Callable[..., None]


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


@pytest.fixture
def fair(engine: Engine) -> Fair:
    """Give a fair that sends invitations; F2 reads English."""
    with writing(engine) as session:
        fair = two_by_two(session, invitations=True, name_ko="사회적경제 구매상담회")
        session.scalars(select(Firm).where(Firm.code == "F2")).one().language = "en"
        session.flush()
        session.expunge(fair)
    return fair


@pytest.fixture
def publish(engine: Engine, fair: Fair) -> Publish:
    """Publish a version that holds these, some days after the first."""

    def publish(held: Held, days: int = 0) -> None:
        with writing(engine) as session:
            publish_version(session, session.get_one(Fair, fair.id), held, days=days)

    return publish


def _carried(message: EmailMessage) -> EmailMessage:
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    assert isinstance(part, EmailMessage)
    return part


def _event(message: EmailMessage) -> Facts:
    (facts,) = icalendar_parser([_bytes(message)])
    (event,) = facts["events"]
    return {"method": facts["method"], **event}


def _bytes(message: EmailMessage) -> bytes:
    content = _carried(message).get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _to(office: PostOffice, recipient: str) -> list[EmailMessage]:
    return [one for one in office.messages() if one["To"] == recipient]


def test_both_sides_are_sent_each_consultation_as_an_event_of_its_own(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(TWO)
    assert sender.send_due() == Sent(sent=4)
    assert sorted(one["To"] for one in office.messages()) == [
        "a1@example.org",
        "a1@example.org",
        "f1@example.com",
        "f2@example.com",
    ]
    (mine,) = map(_event, _to(office, "f1@example.com"))
    assert (mine["method"], mine["uid"], mine["sequence"], mine["status"]) == (
        "REQUEST",
        "fair-F1-A1",
        0,
        "CONFIRMED",
    )
    assert mine["summary"] == "기관 A1 구매상담"
    assert {_event(one)["uid"] for one in _to(office, "a1@example.org")} == {
        "fair-F1-A1",
        "fair-F2-A1",
    }


def test_a_move_and_a_cancellation_follow_with_the_same_uid_and_a_growing_sequence(
    publish: Publish, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    for day, held in enumerate((ONE, {("F1", "A1"): (2, 2)}, {}, ONE)):
        publish(held, day)
        hands.wait(days=1)
        sender.send_due()
    told = [_event(one) for one in _to(office, "f1@example.com")]
    assert [(one["method"], one["status"], one["sequence"]) for one in told] == [
        ("REQUEST", "CONFIRMED", 0),
        ("REQUEST", "CONFIRMED", 1),
        ("CANCEL", "CANCELLED", 2),
        ("REQUEST", "CONFIRMED", 3),
    ]
    assert {one["uid"] for one in told} == {"fair-F1-A1"}
    subjects = [one["Subject"] for one in _to(office, "f1@example.com")]
    assert [subject.split("]")[0] for subject in subjects] == [
        "[상담 일정",
        "[변경",
        "[취소",
        "[변경",
    ]


def test_an_invitation_is_the_very_event_of_the_feed(
    engine: Engine, fair: Fair, publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(ONE)
    sender.send_due()
    (told,) = map(_event, _to(office, "f1@example.com"))
    with writing(engine) as session:
        link = feed_link(session, session.get_one(Fair, fair.id), firm="F1")
        (shown,) = events_of(feed(session, link, Edition(START))).values()
    del told["method"]
    assert told == shown


def test_nothing_is_posted_twice_and_what_did_not_change_is_left_alone(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(ONE)
    assert sender.send_due() == Sent(sent=2)
    assert sender.send_due() == Sent()
    publish(TWO, 1)
    assert sender.send_due() == Sent(sent=2)
    assert len(_to(office, "f1@example.com")) == 1


def test_a_fair_that_does_not_want_it_sends_nothing(
    engine: Engine, publish: Publish, sender: Sender
) -> None:
    with writing(engine) as session:
        session.execute(update(Fair).values(invitations=False))
    publish(ONE)
    assert sender.send_due() == Sent()
    with writing(engine) as session:
        session.execute(update(Fair).values(invitations=True))
    assert sender.send_due() == Sent(sent=2)


def test_of_two_versions_in_a_row_only_what_stands_is_told(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    office.refused["f1@example.com"] = "451 try again later"
    publish(ONE)
    assert sender.send_due() == Sent(sent=1, put_off=1)
    office.refused.clear()
    publish({("F1", "A1"): (1, 1)}, 1)
    assert sender.send_due() == Sent(sent=2)
    assert [_event(one)["sequence"] for one in _to(office, "f1@example.com")] == [1]


def test_what_was_put_off_and_moved_meanwhile_is_not_told_any_more(
    engine: Engine, publish: Publish, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    office.refused["f1@example.com"] = "451 try again later"
    publish(ONE)
    sender.send_due()
    office.refused.clear()
    publish({("F1", "A1"): (1, 1)}, 1)
    hands.wait(hours=1)
    sender.send_due()
    with reading(engine) as session:
        old = session.scalars(
            select(Mail).where(Mail.cause == "consultation fair-F1-A1 0 firm")
        ).one()
        assert (old.state, old.error) == (MailState.GIVEN_UP, "a later mail tells it")


def test_who_was_never_invited_is_not_told_of_a_cancellation(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    office.refused["f1@example.com"] = UNKNOWN
    publish(ONE)
    assert sender.send_due() == Sent(sent=1, given_up=1)
    office.refused.clear()
    publish({}, 1)
    assert sender.send_due() == Sent(sent=1, given_up=1)
    assert not _to(office, "f1@example.com")
    assert _event(_to(office, "a1@example.org")[-1])["method"] == "CANCEL"


def test_what_is_over_is_not_sent(publish: Publish, sender: Sender, hands: Hands) -> None:
    publish(ONE)
    hands.wait(days=30)
    assert sender.send_due() == Sent()


def test_the_parts_are_what_outlook_gmail_and_plain_programs_want(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(ONE)
    sender.send_due()
    (message,) = _to(office, "f1@example.com")
    assert [one.get_content_type() for one in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    part = _carried(message)
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert part.get_content_disposition() is None
    (file,) = message.iter_attachments()
    assert file.get_filename() == "invite.ics"
    assert file.get_payload(decode=True) == _bytes(message)
    lines = _bytes(message).decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("METHOD:REQUEST") == 1
    assert lines.count("BEGIN:VEVENT") == 1
    assert "ORGANIZER;CN=서울시:mailto:fair@example.org" in lines
    assert [line for line in lines if line.startswith("ATTENDEE")] == [
        'ATTENDEE;CN="기업 F1";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=FALSE:'
        "mailto:f1@example.com"
    ]
    # What belongs to feeds only would make an invitation something else.
    assert not [line for line in lines if line.startswith(("X-WR", "NAME", "REFRESH"))]


def test_korean_subjects_are_right_in_raw_bytes(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(TWO)
    sender.send_due()
    for raw in office.taken:
        assert raw.isascii()
        assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
        assert raw.count(b"\n") == raw.count(b"\r\n")
    assert {one["Subject"] for one in office.messages()} == {
        "[상담 일정] 기관 A1 2015-10-29(목) 10:00, 부스 B1",
        "[상담 일정] 기업 F1 2015-10-29(목) 10:00, 부스 B1",
        "[상담 일정] 기업 F2 2015-10-29(목) 10:20, 부스 B1",
        "[Consultation] Agency A1 2015-10-29(Thu) 10:20, booth B1",
    }
    raw = next(one for one in office.taken if b"f1@example.com" in one)
    head = re.search(rb"^Subject: (.*?)\r\n(?! )", raw, re.DOTALL | re.MULTILINE)
    assert head is not None
    assert all(
        word.startswith(b"=?utf-8?") and len(word) <= 75
        for word in head.group(1).split()
        if b"=" in word
    )


def test_text_and_html_say_the_same_in_the_readers_language(
    publish: Publish, sender: Sender, office: PostOffice
) -> None:
    publish(TWO)
    sender.send_due()
    for recipient, words in (
        ("f1@example.com", ("상대: 기관 A1", "부스 B1, 상담석 1", "10:00–10:20")),
        ("f2@example.com", ("With: Agency A1", "booth B1, table 1", "10:20–10:40")),
    ):
        (message,) = _to(office, recipient)
        for kind in ("plain", "html"):
            body = message.get_body((kind,))
            assert body is not None
            for one in words:
                assert one in body.get_content()


@pytest.mark.browser
def test_ical_js_reads_requests_and_cancellations_too(
    publish: Publish, sender: Sender, office: PostOffice, ical_js: Parser
) -> None:
    publish(ONE)
    sender.send_due()
    publish({}, 1)
    sender.send_due()
    files = [_bytes(one) for one in office.messages()]
    assert ical_js(files) == icalendar_parser(files)
    assert [one["method"] for one in ical_js(files)] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL"]


words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=60))


@settings(max_examples=40, deadline=None)
@given(name=words, address=words, organiser=words, summary=words)
def test_no_name_or_address_breaks_an_invitation(
    name: str, address: str, organiser: str, summary: str
) -> None:
    day = FairDay(date=QUIET.starts_at.date())
    fair = Fair(
        code="fair", name_ko="상담회", name_en="", venue_ko="광장", venue_en="",
        zone="Asia/Seoul", organiser_name=organiser, organiser_email="fair@example.org",
        organiser_phone="", days=[day],
    )  # fmt: skip
    firm = Firm(name_ko=name, name_en=name)
    made = invitation(fair, firm, QUIET, address, EDITION).content
    lines = made.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert [line for line in lines if line.startswith("BEGIN:")].count("BEGIN:VEVENT") == 1
    names = [re.split("[:;]", line)[0] for line in lines]
    assert names.count("ATTENDEE") == names.count("ORGANIZER") == names.count("METHOD") == 1
    (event,) = Calendar.from_ical(made).events
    assert str(event["ATTENDEE"]).startswith("mailto:")
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_kinds_are_told_apart_in_the_outbox(
    engine: Engine, publish: Publish, sender: Sender
) -> None:
    publish(ONE)
    sender.send_due()
    with reading(engine) as session:
        assert set(session.scalars(select(Mail.kind))) == {MailKind.CONSULTATION}
