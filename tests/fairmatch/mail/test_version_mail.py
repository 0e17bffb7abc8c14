"""Mails about versions: one a party, of their own changes, true when they are sent."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.accounts import open_account
from fairmatch.db import reading, writing
from fairmatch.errors import MailRefused
from fairmatch.firms.withdrawing import withdraw
from fairmatch.mail import Letter, Letters, Sender
from fairmatch.models import Fair, Firm, LinkPurpose, Mail, MailState
from fairmatch.publishing import publish, roll_back
from tests.fairmatch.mail.conftest import SECRET, START, Hands
from tests.fairmatch.publishing_fair import FIRST, SECOND, Held, draft_of, two_by_two
from tests.services.smtp import PostOffice


@pytest.fixture
def fair(engine: Engine) -> Fair:
    with writing(engine) as session:
        fair = two_by_two(session)
        session.flush()
        session.expunge(fair)
    return fair


@pytest.fixture
def release(
    engine: Engine, fair: Fair, hands: Hands, new_uid: Callable[[], str]
) -> Callable[..., None]:
    """Publish a version that holds these."""

    def release(held: Held, *, quiet: bool = False) -> None:
        with writing(engine) as session:
            found = session.get_one(Fair, fair.id)
            draft = draft_of(session, found, held)
            uid = None if quiet else new_uid
            publish(session, found, clock=hands, draft_id=draft.id, new_uid=uid)

    return release


def _mails(session: Session) -> dict[str, Mail]:
    return {one.cause: one for one in session.scalars(select(Mail).order_by(Mail.id))}


def _letter(engine: Engine, cause: str, now: datetime) -> Letter:
    with reading(engine) as session:
        mail = _mails(session)[cause]
        return Letters(SECRET, START, clock=lambda: now).letter(session, mail)


def test_only_those_are_written_to_for_whom_something_changes(
    engine: Engine, release: Callable[..., None]
) -> None:
    release({("F1", "A1"): 0, ("F2", "A2"): 0}, quiet=True)
    release({("F1", "A1"): 1, ("F2", "A2"): 0})
    with reading(engine) as session:
        assert sorted(_mails(session)) == ["version 2 agency A1", "version 2 firm F1"]
    release({("F1", "A1"): 1, ("F2", "A2"): 0})
    with reading(engine) as session:
        assert len(_mails(session)) == 2


def test_a_party_without_an_address_is_left_out(
    engine: Engine, release: Callable[..., None]
) -> None:
    with writing(engine) as session:
        session.scalars(select(Firm).where(Firm.code == "F1")).one().email = ""
    release(FIRST)
    with reading(engine) as session:
        assert sorted(one.recipient for one in _mails(session).values()) == [
            "a1@example.org",
            "a2@example.org",
            "f2@example.com",
        ]


def test_it_tells_what_is_new_moved_and_cancelled_with_old_and_new_time(
    engine: Engine, release: Callable[..., None], hands: Hands
) -> None:
    release(FIRST, quiet=True)
    release(SECOND)
    korean = _letter(engine, "version 2 firm F1", hands())
    assert korean.subject == "[구매상담회] 상담 시간표가 바뀌었습니다: 변경 1건 추가 1건"
    assert "[변경] 기관 A1\n이전: 2015-10-29(목) 10:00, 부스 B1 (상담석 1)" in korean.text
    assert "이후: 2015-10-29(목) 10:40, 부스 B1 (상담석 1)" in korean.text
    assert "[추가] 기관 A2\n2015-10-29(목) 10:20, 부스 B2 (상담석 1)" in korean.text
    assert "취소" not in korean.text
    english = _letter(engine, "version 2 firm F2", hands())
    assert english.subject == "[Fair] Your consultations have changed: 1 cancelled"
    assert (
        "[cancelled] Agency A1\nbefore: 2015-10-29(Thu) 10:20, booth B1 (table 1)" in english.text
    )
    assert "Agency A2" not in english.text
    officer = _letter(engine, "version 2 agency A1", hands())
    assert "[변경] 기업 F1" in officer.text
    assert "[취소] 기업 F2" in officer.text


def test_the_first_version_says_that_times_are_settled(
    engine: Engine, release: Callable[..., None], hands: Hands
) -> None:
    release(FIRST)
    letter = _letter(engine, "version 1 firm F2", hands())
    assert letter.subject == "[Fair] Your consultations are settled: 2"
    assert letter.text.count("[settled]") == 2


def test_a_change_of_today_is_said_in_the_subject(
    engine: Engine, release: Callable[..., None]
) -> None:
    release(FIRST, quiet=True)
    release(SECOND)
    fair_day = datetime.fromisoformat("2015-10-29T08:00:00+09:00")
    assert "TODAY" in _letter(engine, "version 2 firm F2", fair_day).subject
    assert "오늘" in _letter(engine, "version 2 firm F1", fair_day).subject


def test_it_leads_to_the_private_page_or_to_where_one_signs_in(
    engine: Engine, release: Callable[..., None], fair: Fair, hands: Hands
) -> None:
    release(FIRST)
    assert f"{START}/firm/fair/F1/" in _letter(engine, "version 1 firm F1", hands()).text
    with writing(engine) as session:
        token = links.address(
            session,
            SECRET,
            session.get_one(Fair, fair.id),
            firm=session.scalars(select(Firm).where(Firm.code == "F1")).one(),
            purpose=LinkPurpose.PAGE,
            clock=hands,
        )
    letter = _letter(engine, "version 1 firm F1", hands())
    assert f"{START}/my/{token}" in letter.text
    assert f'href="{START}/my/{token}"' in letter.html


def test_an_officer_who_reads_english_is_written_to_in_english(
    engine: Engine, release: Callable[..., None], hands: Hands
) -> None:
    with writing(engine) as session:
        open_account(session, "a1@example.org", language="en", clock=hands)
    release(FIRST)
    with reading(engine) as session:
        languages = {cause: mail.language for cause, mail in _mails(session).items()}
    assert languages == {
        "version 1 agency A1": "en",
        "version 1 agency A2": "ko",
        "version 1 firm F1": "ko",
        "version 1 firm F2": "en",
    }


def test_a_mail_that_was_overtaken_is_not_sent_and_the_later_tells_all(
    engine: Engine,
    release: Callable[..., None],
    hands: Hands,
    sender: Sender,
    office: PostOffice,
) -> None:
    release({("F1", "A1"): 0})
    sender.send_due()
    assert len(office.taken) == 2
    release({("F1", "A1"): 1})
    hands.wait(minutes=1)
    release({("F1", "A1"): 2})
    letter = _letter(engine, "version 3 firm F1", hands())
    assert "10:00" in letter.text
    assert "10:40" in letter.text
    assert "10:20" not in letter.text
    sender.send_due()
    with reading(engine) as session:
        states = {cause: mail.state for cause, mail in _mails(session).items()}
    assert states["version 2 firm F1"] is MailState.GIVEN_UP
    assert states["version 3 firm F1"] is MailState.SENT
    assert len(office.taken) == 4


def test_what_was_taken_back_before_it_was_told_is_not_told(
    engine: Engine,
    release: Callable[..., None],
    fair: Fair,
    hands: Hands,
    new_uid: Callable[[], str],
) -> None:
    release({("F1", "A1"): 0}, quiet=True)
    release({("F1", "A1"): 1})
    with writing(engine) as session:
        found = session.get_one(Fair, fair.id)
        roll_back(session, found, 1, clock=hands, new_uid=new_uid)
    for cause in ("version 2 firm F1", "version 3 firm F1"):
        with pytest.raises(MailRefused):
            _letter(engine, cause, hands())


def test_names_make_no_line_and_no_markup_of_their_own(
    engine: Engine, release: Callable[..., None], hands: Hands
) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.name_ko = "악\r\nBcc: x@x.kr\n\nhttp://evil.example <b>"
    release(FIRST)
    letter = _letter(engine, "version 1 agency A1", hands())
    assert "\n\nhttp://evil.example" not in letter.text
    assert 'href="http://evil.example' not in letter.html
    assert "<b>" not in letter.html


def test_agencies_are_told_when_a_firm_withdraws(
    engine: Engine,
    release: Callable[..., None],
    hands: Hands,
    new_uid: Callable[[], str],
) -> None:
    release(FIRST, quiet=True)
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        withdraw(session, firm, clock=hands, new_uid=new_uid)
    with reading(engine) as session:
        assert sorted(_mails(session)) == ["version 2 agency A1", "version 2 agency A2"]
    assert "[취소] 기업 F2" in _letter(engine, "version 2 agency A1", hands()).text
