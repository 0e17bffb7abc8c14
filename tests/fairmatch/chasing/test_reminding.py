"""Reminders: to whom, at most once a day, and in what words."""

import threading
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine, func, select

from fairmatch.chasing.reminding import (
    Progress,
    Recipients,
    progress,
    recipients,
    remind,
    reminder,
    silence_of,
)
from fairmatch.chasing.silence import Silence, awaited
from fairmatch.db import reading, writing
from fairmatch.errors import MailRefused
from fairmatch.fairs import find_fair
from fairmatch.mail import Letters
from fairmatch.models import Agency, Firm, Mail, MailState, Phase
from fairmatch.phases import set_dates
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests

NOW = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
LATE = datetime(2015, 10, 19, 14, 59, tzinfo=UTC)
"""A minute before midnight in Seoul."""
START = "https://fair.example"


@pytest.fixture
def fair(engine: Engine) -> None:
    """Make a fair of one agency, two firms, and one without an address."""
    with writing(engine) as session:
        fair = add_fair(session)
        add_agency(session, fair, "A1")
        add_firm(session, fair, "F1")
        add_firm(session, fair, "F2", language="en")
        add_firm(session, fair, "F3").email = ""


_uids = count()


def new_uid() -> str:
    return f"{next(_uids):032x}"


def post(engine: Engine, silence: Silence, now: datetime = NOW) -> Recipients:
    with writing(engine) as session:
        fair = find_fair(session, None)
        return remind(session, fair, awaited(session, fair), silence, now=now, new_uid=new_uid)


def mails(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Mail)) or 0


@pytest.mark.usefixtures("fair")
def test_those_who_can_be_reached_are_reminded(engine: Engine) -> None:
    done = post(engine, Silence.NO_REQUESTS)
    assert [len(part) for part in (done.to, done.without, done.already)] == [2, 1, 0]
    with reading(engine) as session:
        posted = session.scalars(select(Mail).order_by(Mail.id)).all()
        assert [mail.recipient for mail in posted] == ["f1@example.com", "f2@example.com"]
        assert [mail.language for mail in posted] == ["ko", "en"]
        assert {silence_of(mail) for mail in posted} == {Silence.NO_REQUESTS}


@pytest.mark.usefixtures("fair")
def test_nobody_is_reminded_of_the_same_twice_on_a_day_of_the_fair(engine: Engine) -> None:
    post(engine, Silence.NO_REQUESTS)
    again = post(engine, Silence.NO_REQUESTS, LATE)
    assert (len(again.to), len(again.already)) == (0, 2)
    assert mails(engine) == 2
    post(engine, Silence.NEVER_SIGNED_IN, LATE)
    assert mails(engine) == 5
    post(engine, Silence.NO_REQUESTS, LATE + timedelta(minutes=1))
    assert mails(engine) == 7


@pytest.mark.usefixtures("fair")
def test_two_organisers_at_once_remind_once(engine: Engine) -> None:
    threads = [threading.Thread(target=post, args=(engine, Silence.NO_REQUESTS)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mails(engine) == 2


@pytest.mark.usefixtures("fair")
def test_a_preview_posts_nothing(engine: Engine) -> None:
    with reading(engine) as session:
        fair = find_fair(session, None)
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        before = recipients(session, fair, awaited(session, fair), Silence.NO_REQUESTS, NOW)
        assert len(before.to) == 2
        mail = reminder(fair, firm, Silence.NO_REQUESTS, now=NOW, uid="preview")
        letter = Letters(b"", START, clock=lambda: NOW).letter(session, mail)
        assert f"{START}/firm/fair/F1/" in letter.text
        assert not session.new
    assert mails(engine) == 0


@pytest.mark.usefixtures("fair")
def test_words_say_until_when_it_can_be_done(engine: Engine) -> None:
    with writing(engine) as session:
        fair = find_fair(session, None)
        set_dates(fair, Phase.REQUESTS, None, datetime(2015, 10, 20, 15, tzinfo=UTC))
    post(engine, Silence.NO_REQUESTS)
    with reading(engine) as session:
        korean, english = session.scalars(select(Mail).order_by(Mail.id)).all()
        letters = Letters(b"", START, clock=lambda: NOW)
        assert (
            "신청은 2015-10-20(화) 24:00에 마감합니다.\n\nhttps://"
            in letters.letter(session, korean).text
        )
        letter = letters.letter(session, english)
        assert letter.subject == "[Fair] You have not asked for any consultation yet"
        assert "You can ask until 2015-10-20(Tue) 24:00.\n\nhttps://" in letter.text


@pytest.mark.usefixtures("fair")
@pytest.mark.parametrize("silence", [Silence.NO_PLAN, Silence.NO_HOURS, Silence.NEVER_SIGNED_IN])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_reminder_has_words(engine: Engine, silence: Silence, language: str) -> None:
    with reading(engine) as session:
        fair = find_fair(session, None)
        agency = session.scalars(select(Agency)).one()
        mail = reminder(fair, agency, silence, now=NOW, uid="preview")
        mail.language = language
        letter = Letters(b"", START, clock=lambda: NOW).letter(session, mail)
    assert f"{START}/agency/fair/A1/" in letter.text
    assert "\n\n\n" not in letter.text
    assert letter.subject


@pytest.mark.usefixtures("fair")
def test_whoever_has_answered_meanwhile_is_not_reminded(engine: Engine) -> None:
    post(engine, Silence.NO_REQUESTS)
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        add_interests(session, firm, session.scalars(select(Agency)).one())
    with reading(engine) as session:
        mail = session.scalars(select(Mail).order_by(Mail.id)).first()
        assert mail is not None
        with pytest.raises(MailRefused, match="done meanwhile") as caught:
            Letters(b"", START, clock=lambda: NOW).letter(session, mail)
        assert caught.value.for_good


@pytest.mark.usefixtures("fair")
def test_what_became_of_the_reminders_of_a_day(engine: Engine) -> None:
    post(engine, Silence.NEVER_SIGNED_IN)
    with writing(engine) as session:
        sent, lost, _ = session.scalars(select(Mail).order_by(Mail.id)).all()
        sent.state, lost.state = MailState.SENT, MailState.GIVEN_UP
    with reading(engine) as session:
        fair = find_fair(session, None)
        found = progress(session, fair, Silence.NEVER_SIGNED_IN, date(2015, 10, 19))
        assert found == Progress(posted=3, sent=1, waiting=1)
        assert found.failed == 1
        assert progress(session, fair, Silence.NO_PLAN, date(2015, 10, 19)).posted == 0
