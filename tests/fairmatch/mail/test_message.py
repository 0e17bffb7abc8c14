"""What arrives: subject, words, links, and headers right in raw bytes."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from fairmatch import links
from fairmatch.db import reading
from fairmatch.errors import MailRefused
from fairmatch.mail import Letter, Posted, Sender
from fairmatch.mail.message import message
from fairmatch.models import Fair, LinkPurpose, Mail, MailKind
from tests.fairmatch.mail.conftest import SECRET, START, Hands
from tests.services.smtp import PostOffice

Post = Callable[[], Posted]
LETTER = Letter("Subject", "text\n", "<p>text</p>")
MOMENT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _mail(recipient: str) -> Mail:
    fair = Fair(organiser_name="서울시", organiser_email="fair@example.org")
    return Mail(
        fair=fair, uid="0" * 32, kind=MailKind.PAGE_ADDRESS, recipient=recipient, language="ko"
    )


def test_each_reader_gets_their_own_words_and_address(
    engine: Engine, post: Post, sender: Sender, office: PostOffice, fair: Fair
) -> None:
    post()
    sender.send_due()
    korean, english = office.messages()
    with reading(engine) as session:
        found = session.get_one(Fair, fair.id)
        tokens = links.live_tokens(session, SECRET, found, LinkPurpose.PAGE)
    by_owner = {("firm" if firm else "agency"): token for (firm, _), token in tokens.items()}
    for one, owner, words in (
        (korean, "agency", "기관 전용 페이지"),
        (english, "firm", "own page of the Fair"),
    ):
        text, html = one.get_body(("plain",)), one.get_body(("html",))
        assert text is not None
        assert html is not None
        link = f"{START}/my/{by_owner[owner]}"
        assert words in text.get_content()
        assert link in text.get_content().splitlines()
        assert f'href="{link}"' in html.get_content()
    assert korean["Subject"] == "[사회적경제 구매상담회 “봄”] 기관 A1 상담 시간표 페이지"
    assert english["Subject"] == "[Fair] Consultation page of Firm F1"


def test_the_raw_bytes_are_plain_ascii_in_short_lines(
    post: Post, sender: Sender, office: PostOffice
) -> None:
    post()
    sender.send_due()
    for raw in office.taken:
        assert raw.isascii()
        assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
        assert raw.count(b"\n") == raw.count(b"\r\n")
        head = raw.partition(b"\r\n\r\n")[0]
        assert re.search(rb"^Message-ID: <[0-9a-f]{32}@fair\.example>\r?$", head, re.MULTILINE)
        assert b"Auto-Submitted: auto-generated" in head


def test_one_sender_for_all_fairs_lets_answers_go_to_the_organiser(hands: Hands) -> None:
    made = message(
        _mail("f1@example.com"), LETTER, sender="post@host.example", start=START, now=hands()
    )
    assert made["From"] == "서울시 <post@host.example>"
    assert made["Reply-To"] == "서울시 <fair@example.org>"


@given(text=st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_name_breaks_a_header(text: str) -> None:
    mail = _mail("f1@example.com")
    mail.fair.organiser_name = text
    made = message(
        mail, Letter(text, "text\n", "<p>text</p>"), sender="", start=START, now=MOMENT
    ).as_bytes()  # fmt: skip
    head = made.partition(b"\r\n\r\n")[0]
    names = re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)
    expected = "Subject From To Date Message-ID Auto-Submitted MIME-Version Content-Type"
    assert set(names) <= {*expected.encode().split(), b"Content-Language"}
    assert len(names) == len(set(names)) == 9


@pytest.mark.parametrize("recipient", ["nobody", "a@b, c@d", "a b@example.org"])
def test_what_is_no_address_is_refused_for_good(recipient: str, hands: Hands) -> None:
    with pytest.raises(MailRefused) as caught:
        message(_mail(recipient), LETTER, sender="", start=START, now=hands())
    assert caught.value.for_good
    assert recipient in caught.value.reason
