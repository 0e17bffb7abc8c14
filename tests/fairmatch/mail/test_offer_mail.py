"""The mail that offers a seat."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import MailRefused
from fairmatch.mail import Letters
from fairmatch.models import Mail, MailKind
from fairmatch.waiting.answering import decline
from tests.fairmatch.waiting.hall import (
    at,
    by,
    firm_of,
    hall,
    new_uid,
    offer_to,
    waits,
)

SECRET = b"x" * 32


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1}, slots=3)
        yield session


def _letters(minutes: float) -> Letters:
    clock: Callable[[], datetime] = partial(at, minutes)
    return Letters(SECRET, "https://fair.example", clock=clock)


def _mail(session: Session) -> Mail:
    return session.scalars(select(Mail).where(Mail.kind == MailKind.OFFER)).one()


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("ko", ["기관 A1", "부스 B1", "10:05까지", "10:40", "11:00"]),
        ("en", ["Agency A1", "booth B1", "by 10:05", "10:40", "11:00"]),
    ],
)
def test_it_says_which_seat_until_when_and_where_to_answer(
    session: Session, language: str, parts: list[str]
) -> None:
    firm_of(session, "W10").language = language
    waits(session, "W10", "A1")
    letter = _letters(1).letter(session, _mail(session))
    assert "10:05" in letter.subject
    for part in parts:
        assert part in letter.subject + letter.text
    assert "https://fair.example/firm/fair/W10/waiting" in letter.text


def test_what_is_answered_is_not_asked_any_more(session: Session) -> None:
    waits(session, "W10", "A1")
    decline(session, offer_to(session, "W10"), by=by(1), new_uid=new_uid)
    with pytest.raises(MailRefused) as refused:
        _letters(1).letter(session, _mail(session))
    assert refused.value.for_good


def test_what_is_over_is_not_asked_any_more(session: Session) -> None:
    waits(session, "W10", "A1")
    with pytest.raises(MailRefused) as refused:
        _letters(5).letter(session, _mail(session))
    assert refused.value.for_good
