"""Reminders on the evening before: once, in the fair's own evening, true when they are sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, update

from fairmatch.db import reading, writing
from fairmatch.mail import Sender, Sent
from fairmatch.mail.falling_due import post_what_is_due
from fairmatch.models import Fair, Mail, MailState
from tests.fairmatch.feed_fair import Held, publish_version, two_by_two
from tests.fairmatch.mail.conftest import Hands
from tests.services.smtp import PostOffice

HELD: Held = {("F1", "A1"): (0, 1), ("F2", "A1"): (1, 1)}
SIX = datetime(2015, 10, 28, 9, 0, tzinfo=UTC)
"""Six in the evening in Seoul, on the day before the fair."""


@pytest.fixture
def fair(engine: Engine) -> Fair:
    with writing(engine) as session:
        fair = two_by_two(session, evening_reminders=True)
        publish_version(session, fair, HELD)
        session.expunge(fair)
    return fair


def _text(office: PostOffice, recipient: str) -> str:
    (message,) = [one for one in office.messages() if one["To"] == recipient]
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_they_go_out_at_six_in_the_evening_of_the_fair_and_only_once(
    fair: Fair, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    hands.moment = SIX.replace(hour=8, minute=59, second=59)
    assert sender.send_due() == Sent()
    hands.moment = SIX
    assert sender.send_due() == Sent(sent=3)
    hands.wait(hours=2)
    assert sender.send_due() == Sent()
    hands.wait(days=1)
    assert sender.send_due() == Sent()
    assert len(office.taken) == 3


def test_the_evening_is_that_of_the_fairs_zone(
    engine: Engine, fair: Fair, sender: Sender, hands: Hands
) -> None:
    with writing(engine) as session:
        session.execute(update(Fair).values(zone="Europe/Berlin"))
    hands.moment = SIX
    assert sender.send_due() == Sent()
    hands.wait(hours=8)
    assert sender.send_due() == Sent(sent=3)


def test_they_name_the_day_the_time_the_booth_and_whom_one_meets(
    fair: Fair, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    hands.moment = SIX
    sender.send_due()
    told = _text(office, "a1@example.org")
    for words in (
        "2015-10-29(목)",
        "10:00 기업 F1 · 부스 B1, 상담석 1\n10:20 기업 F2 · 부스 B1, 상담석 1\n",
        "https://fair.example/agency/fair/A1/",
    ):
        assert words in told
    assert "기업 F2" not in _text(office, "f1@example.com")


def test_what_was_cancelled_meanwhile_is_not_reminded_of(
    engine: Engine, fair: Fair, sender: Sender, hands: Hands, new_uid: Callable[[], str]
) -> None:
    post_what_is_due(engine, now=SIX, new_uid=new_uid)
    with writing(engine) as session:
        publish_version(session, session.get_one(Fair, fair.id), {("F2", "A1"): (1, 1)}, days=9)
    hands.moment = SIX
    assert sender.send_due() == Sent(sent=2, given_up=1)
    with reading(engine) as session:
        given_up = session.scalars(select(Mail).where(Mail.state == MailState.GIVEN_UP)).one()
        assert given_up.cause == "evening 2015-10-29 firm F1"
        assert given_up.error == "nothing is held on that day any more"


def test_once_the_day_is_over_nobody_is_reminded_of_it(
    engine: Engine, fair: Fair, sender: Sender, hands: Hands, new_uid: Callable[[], str]
) -> None:
    assert post_what_is_due(engine, now=SIX, new_uid=new_uid) == 3
    hands.moment = SIX
    hands.wait(days=2)
    assert sender.send_due() == Sent(given_up=3)


def test_a_fair_that_does_not_want_it_reminds_nobody(
    engine: Engine, fair: Fair, sender: Sender, hands: Hands
) -> None:
    with writing(engine) as session:
        session.execute(update(Fair).values(evening_reminders=False))
    hands.moment = SIX
    assert sender.send_due() == Sent()


def test_many_senders_at_once_post_each_reminder_once(engine: Engine, fair: Fair) -> None:
    with ThreadPoolExecutor(4) as pool:
        posted = list(
            pool.map(
                lambda number: post_what_is_due(
                    engine, now=SIX, new_uid=iter(f"{number}-{n}" for n in range(9)).__next__
                ),
                range(4),
            )
        )
    assert sum(posted) == 3
