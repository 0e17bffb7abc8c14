"""Follow-ups are reminded of on their day, and each party is asked once what it thinks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from fairmatch.db import reading, writing
from fairmatch.mail import Sender, Sent
from fairmatch.models import Fair, Firm, Mail, Side
from fairmatch.outcomes.follow_ups import follow_up_again, follow_up_done
from fairmatch.outcomes.surveys import answer_survey
from tests.fairmatch.mail.conftest import Hands
from tests.fairmatch.outcomes.talks import INFORMATION, NOW, TALK, by, fair_day, write
from tests.services.smtp import PostOffice

DUE = date(2015, 11, 5)
NINE = datetime(2015, 11, 5, 0, 0, tzinfo=UTC)
"""Nine in the morning in Seoul, on the day that the follow-up is due."""
OVER = NOW + timedelta(minutes=45)
"""More than half an hour after the last consultation of F1 and of A2, less after the others'."""


@pytest.fixture
def fair(engine: Engine) -> int:
    with writing(engine) as session:
        fair = fair_day(session)
        session.execute(update(Mail).values(state="sent"))
        promise = replace(
            INFORMATION, follow_up_on=DUE, follow_up_side=Side.FIRM, note="견적서 보내기"
        )
        write(session, fair, promise)
        return fair.id


def _text(office: PostOffice) -> str:
    (message,) = office.messages()
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_whoever_promised_is_reminded_once_on_the_day(
    fair: int, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    hands.moment = NINE - timedelta(seconds=1)
    assert sender.send_due() == Sent()
    hands.moment = NINE
    assert sender.send_due() == Sent(sent=1)
    hands.wait(days=3)
    assert sender.send_due() == Sent()
    told = _text(office)
    for words in ("기관 A1", "2015-11-05(목)", "견적서 보내기", f"/outcomes/{TALK}"):
        assert words in told
    assert office.messages()[0]["To"] == "f1@example.com"


def test_what_is_done_is_not_reminded_of_and_what_is_put_off_is_again(
    engine: Engine, fair: int, sender: Sender, hands: Hands
) -> None:
    with writing(engine) as session:
        follow_up_done(session, session.get_one(Fair, fair), TALK, side=Side.FIRM, by=by())
    hands.moment = NINE
    assert sender.send_due() == Sent()
    with writing(engine) as session:
        later = by(NINE)
        follow_up_again(
            session,
            session.get_one(Fair, fair),
            TALK,
            DUE + timedelta(days=2),
            side=Side.AGENCY,
            by=later,
        )
    hands.wait(days=1)
    assert sender.send_due() == Sent()
    hands.wait(days=1)
    assert sender.send_due() == Sent(sent=1)


def test_each_party_is_asked_once_after_its_last_consultation(
    engine: Engine, fair: int, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    hands.moment = OVER
    assert sender.send_due() == Sent()  # the fair does not want it
    with writing(engine) as session:
        session.execute(update(Fair).values(survey_mails=True))
        found = session.get_one(Fair, fair)
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        answer_survey(session, found, firm, {"overall": "5"}, "", seen="", by=by(OVER))
    assert sender.send_due() == Sent(sent=1)  # A2; F1 has answered, A1 and F2 were just busy
    assert office.messages()[0]["To"] == "a2@example.org"
    assert "/agency/fair/A2/survey" in _text(office)
    hands.wait(minutes=30)
    assert sender.send_due() == Sent(sent=2)
    hands.wait(days=1)
    assert sender.send_due() == Sent()


def test_nobody_is_asked_weeks_later(
    engine: Engine, fair: int, sender: Sender, hands: Hands
) -> None:
    with writing(engine) as session:
        session.execute(update(Fair).values(survey_mails=True))
    hands.moment = OVER + timedelta(days=8)
    assert sender.send_due().sent == 1  # the follow-up only
    with reading(engine) as session:
        assert "survey" not in set(session.scalars(select(Mail.kind)))
