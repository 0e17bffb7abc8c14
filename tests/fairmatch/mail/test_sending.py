"""Carrying mails out: once each, retried while they were not handed over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from fairmatch import links
from fairmatch.db import reading, writing
from fairmatch.mail import Carrier, Posted, Sender, Sent
from fairmatch.mail.carriers import Folder, Server
from fairmatch.mail.sending import LEASE, PAUSES
from fairmatch.models import Fair, Firm, LinkPurpose, Mail, MailState
from tests.fairmatch.fair_rows import add_firm
from tests.fairmatch.mail.conftest import Hands
from tests.services.smtp import BUSY, UNKNOWN, PostOffice

Post = Callable[[], Posted]


def _mail(engine: Engine, recipient: str) -> Mail:
    with reading(engine) as session:
        found = session.scalars(select(Mail).where(Mail.recipient == recipient)).one()
        session.expunge(found)
        return found


def test_each_is_sent_once_over_one_connection(
    post: Post, sender: Sender, office: PostOffice
) -> None:
    post()
    assert sender.send_due() == Sent(sent=2)
    assert sender.send_due() == Sent()
    assert sorted(one["To"] for one in office.messages()) == ["a1@example.org", "f1@example.com"]
    assert office.conversations == 1


def test_an_unknown_mailbox_is_given_up_and_holds_nobody_back(
    engine: Engine, post: Post, sender: Sender, office: PostOffice
) -> None:
    post()
    office.refused["a1@example.org"] = UNKNOWN
    assert sender.send_due() == Sent(sent=1, given_up=1)
    given_up = _mail(engine, "a1@example.org")
    assert (given_up.state, given_up.error) == (MailState.GIVEN_UP, UNKNOWN)


def test_a_busy_server_is_tried_again_later_and_later(
    engine: Engine, post: Post, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    post()
    office.refused["a1@example.org"] = BUSY
    assert sender.send_due() == Sent(sent=1, put_off=1)
    for pause in PAUSES[:-1]:
        assert sender.send_due() == Sent()
        hands.moment += pause
        assert sender.send_due() == Sent(put_off=1)
    hands.moment += PAUSES[-1]
    assert sender.send_due() == Sent(given_up=1)
    assert _mail(engine, "a1@example.org").attempts == len(PAUSES) + 1
    assert len(office.taken) == 1


def test_refused_words_are_tried_again(
    post: Post, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    post()
    office.after_words = BUSY
    assert sender.send_due() == Sent(put_off=2)
    office.after_words = "250 taken"
    hands.moment += PAUSES[0]
    assert sender.send_due() == Sent(sent=2)


def test_a_line_that_breaks_after_the_words_leaves_it_to_a_person(
    engine: Engine, post: Post, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    post()
    office.after_words = None
    sent = sender.send_due()
    assert sent.unsure == 1
    hands.wait(days=3)
    office.after_words = "250 taken"
    sender.send_due()
    once = [one["To"] for one in office.messages()]
    assert len(once) == len(set(once)) == 2


def test_a_sender_that_died_while_handing_over_is_not_repeated(
    engine: Engine, post: Post, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    post()
    with writing(engine) as session:
        session.execute(update(Mail).values(state=MailState.SENDING, moved_at=hands()))
    assert sender.send_due() == Sent()
    hands.moment += LEASE * 1.1
    assert sender.send_due() == Sent(unsure=2)
    assert office.taken == []
    assert "ended while it handed the mail over" in _mail(engine, "a1@example.org").error


def test_a_sender_that_died_before_handing_over_is_replaced(
    engine: Engine, post: Post, sender: Sender, hands: Hands
) -> None:
    post()
    with writing(engine) as session:
        session.execute(update(Mail).values(due_at=hands() + LEASE, attempts=1))
    assert sender.send_due() == Sent()
    hands.moment += LEASE
    assert sender.send_due() == Sent(sent=2)


def test_many_senders_at_once_send_each_mail_once(
    engine: Engine, post: Post, fair: Fair, office: PostOffice, sender_to: Callable[..., Sender]
) -> None:
    with writing(engine) as session:
        for number in range(10, 40):
            add_firm(session, session.get_one(Fair, fair.id), f"F{number}")
    post()
    with ThreadPoolExecutor(4) as pool:
        carriers = [Server(office.url) for _ in range(4)]
        sent = list(pool.map(lambda one: sender_to(one).send_due(), carriers))
    assert sum(one.sent for one in sent) == 32
    recipients = [one["To"] for one in office.messages()]
    assert len(recipients) == len(set(recipients)) == 32


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:9", "smtps://127.0.0.1:9"])
def test_without_a_server_nothing_is_lost(
    engine: Engine, post: Post, sender_to: Callable[[Carrier], Sender], url: str
) -> None:
    post()
    assert sender_to(Server(url)).send_due() == Sent(put_off=1)
    with reading(engine) as session:
        assert set(session.scalars(select(Mail.state))) == {MailState.WAITING}


def test_a_password_is_not_sent_unencrypted(
    engine: Engine, post: Post, sender_to: Callable[[Carrier], Sender], office: PostOffice
) -> None:
    post()
    url = office.url.replace("smtp://", "smtp://fair:secret@")
    assert sender_to(Server(url)).send_due() == Sent(put_off=1)
    with reading(engine) as session:
        errors = set(session.scalars(select(Mail.error)))
    assert errors == {"", "no encryption for the password"}


def test_an_address_switched_off_meanwhile_is_not_told(
    engine: Engine, post: Post, sender: Sender, fair: Fair, hands: Hands
) -> None:
    post()
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        found = session.get_one(Fair, fair.id)
        links.revoke(session, found, firm=firm, purpose=LinkPurpose.PAGE, clock=hands)
    assert sender.send_due() == Sent(sent=1, given_up=1)
    assert _mail(engine, "f1@example.com").error == "the private address was switched off"


def test_a_folder_takes_each_mail_as_a_file(
    post: Post, sender_to: Callable[[Carrier], Sender], tmp_path: Path
) -> None:
    post()
    assert sender_to(Folder(tmp_path / "mail")).send_due() == Sent(sent=2)
    files = sorted(file.name for file in (tmp_path / "mail").iterdir())
    assert files == [f"{number:032x}.eml" for number in (1, 2)]


def test_a_folder_that_cannot_be_written_puts_mails_off(
    post: Post, sender_to: Callable[[Carrier], Sender], tmp_path: Path
) -> None:
    post()
    (tmp_path / "mail").write_text("in the way")
    assert sender_to(Folder(tmp_path / "mail")).send_due() == Sent(put_off=2)
