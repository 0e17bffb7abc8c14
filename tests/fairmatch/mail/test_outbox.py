"""What is put into the outbox, and that nobody is written to twice."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.db import reading, writing
from fairmatch.errors import UnknownMail
from fairmatch.mail import Posted, Sender, Sent, send_again
from fairmatch.models import Agency, Fair, LinkPurpose, Mail, MailState
from tests.fairmatch.mail.conftest import SECRET, Hands
from tests.services.smtp import UNKNOWN, PostOffice

Post = Callable[[], Posted]


def _state(engine: Engine) -> dict[str, MailState]:
    with reading(engine) as session:
        return {one.recipient: one.state for one in session.scalars(select(Mail))}


def test_whoever_has_an_address_is_written_to_once(engine: Engine, post: Post) -> None:
    assert post() == Posted(posted=2, without=("F2",), already=0)
    assert post() == Posted(posted=0, without=("F2",), already=2)
    waiting = MailState.WAITING
    assert _state(engine) == {"a1@example.org": waiting, "f1@example.com": waiting}


def test_a_renewed_address_is_told_anew(
    engine: Engine, post: Post, fair: Fair, hands: Hands
) -> None:
    post()
    with writing(engine) as session:
        agency = session.scalars(select(Agency)).one()
        links.rotate(
            session, SECRET, session.get_one(Fair, fair.id), agency=agency,
            purpose=LinkPurpose.PAGE, clock=hands,
        )  # fmt: skip
    assert post() == Posted(posted=1, without=("F2",), already=1)


def test_what_is_not_committed_is_not_sent(engine: Engine, post: Post, sender: Sender) -> None:
    def fail() -> None:
        with writing(engine) as session:
            session.add_all(session.scalars(select(Mail)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert sender.send_due() == Sent()
    post()
    assert sender.send_due() == Sent(sent=2)


def test_no_word_of_a_mail_lies_in_the_database(engine: Engine, post: Post, fair: Fair) -> None:
    post()
    with reading(engine) as session:
        tokens = links.live_tokens(
            session, SECRET, session.get_one(Fair, fair.id), LinkPurpose.PAGE
        )  # fmt: skip
        rows = [str(row) for row in session.execute(select(*Mail.__table__.columns))]
    assert len(tokens) == 2
    assert not [row for row in rows for token in tokens.values() if token in row]


def test_only_what_has_ended_without_arriving_is_sent_again(
    engine: Engine, post: Post, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    post()
    office.refused["a1@example.org"] = UNKNOWN
    assert sender.send_due() == Sent(sent=1, given_up=1)
    with reading(engine) as session:
        uid = {one.recipient: one.uid for one in session.scalars(select(Mail))}
    with writing(engine) as session:
        found = session.scalars(select(Fair)).one()
        with pytest.raises(UnknownMail) as caught:
            send_again(session, found, uid["f1@example.com"], clock=hands)
        assert caught.value.uid == uid["f1@example.com"]
        send_again(session, found, uid["a1@example.org"], clock=hands)
    office.refused.clear()
    assert sender.send_due() == Sent(sent=1)
    assert set(_state(engine).values()) == {MailState.SENT}
