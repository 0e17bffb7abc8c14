"""Mails that let somebody sign in: what they say, to whom, and that they go first."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account, signing_in
from fairmatch.db import reading, writing
from fairmatch.inviting import invite
from fairmatch.mail import Posted, Sender, post_sign_in
from fairmatch.models import Agency, Fair, Firm, Mail, MailState, Role, SignIn, SignInPurpose
from tests.fairmatch.mail.conftest import SECRET, START, Hands
from tests.services.smtp import PostOffice


def _ask(
    engine: Engine, hands: Hands, *, uid: str = "s1", password: bool = False, language: str = ""
) -> SignIn:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).order_by(Firm.code).limit(1)).one()
        if password:
            open_account(session, firm.email, clock=hands).password = "hash"
            session.flush()
        asked = signing_in.ask(session, SECRET, firm.email, clock=hands)
        post_sign_in(session, asked, language=language, clock=hands, new_uid=lambda: uid)
        session.flush()
        session.refresh(asked)
        session.expunge(asked)
        return asked


def _text(office: PostOffice) -> str:
    body = office.messages()[0].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.usefixtures("fair")
def test_a_code_goes_out_before_all_that_waited_longer(
    engine: Engine,
    post: Callable[[], Posted],
    sender: Sender,
    office: PostOffice,
    hands: Hands,
) -> None:
    post()
    asked = _ask(engine, hands)
    sender.send_due()
    code = signing_in.code_of(SECRET, asked)
    assert f"{code[:4]} {code[4:]}" in office.messages()[0]["Subject"]
    assert f"{START}/sign-in/link/{signing_in.token_of(SECRET, asked)}" in _text(office)
    assert len(office.taken) > 1


@pytest.mark.usefixtures("fair")
@pytest.mark.parametrize(("language", "words"), [("ko", "확인 번호"), ("en", "signing in")])
def test_it_speaks_the_readers_language(
    engine: Engine, sender: Sender, office: PostOffice, hands: Hands, language: str, *, words: str
) -> None:
    _ask(engine, hands, language=language)
    sender.send_due()
    assert words in office.messages()[0]["Subject"]
    assert words in _text(office)


@pytest.mark.usefixtures("fair")
def test_whoever_has_a_password_is_told_so_and_gets_no_code(
    engine: Engine, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    asked = _ask(engine, hands, password=True, language="en")
    sender.send_due()
    text = _text(office)
    assert "has a password" in text
    assert signing_in.token_of(SECRET, asked) in text
    assert signing_in.code_of(SECRET, asked)[:4] not in office.messages()[0]["Subject"]


@pytest.mark.usefixtures("fair")
def test_a_code_that_is_over_is_not_sent(
    engine: Engine, sender: Sender, office: PostOffice, hands: Hands
) -> None:
    _ask(engine, hands)
    hands.wait(minutes=16)
    assert sender.send_due().given_up == 1
    assert office.taken == []
    with reading(engine) as session:
        assert session.scalars(select(Mail.state)).one() is MailState.GIVEN_UP


@pytest.mark.usefixtures("fair")
@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_invitation_says_to_what(
    engine: Engine, sender: Sender, office: PostOffice, hands: Hands, language: str
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        agency = session.scalars(select(Agency).order_by(Agency.code).limit(1)).one()
        firm = session.scalars(select(Firm).order_by(Firm.code).limit(1)).one()
        kim = open_account(session, "kim@city.example", language=language, clock=hands)
        give(session, kim, fair, Role.ORGANISER, clock=hands)
        give(session, kim, fair, Role.CONTACT, firm=firm, clock=hands)
        names = [
            (one.name_en or one.name_ko) if language == "en" else one.name_ko
            for one in (agency, firm)
        ]
        invite(
            session,
            SECRET,
            fair,
            "kim@city.example",
            Role.OFFICER,
            agency=agency,
            clock=hands,
            new_uid=lambda: "i1",
        )
        viewer = open_account(session, "lee@city.example", language=language, clock=hands)
        invite(session, SECRET, fair, viewer.email, Role.VIEWER, clock=hands, new_uid=lambda: "i2")
    sender.send_due()
    text = _text(office)
    assert all(name in text for name in names)
    assert ("주최자" if language == "ko" else "organiser") in text
    assert "7" in text


@pytest.mark.usefixtures("fair")
def test_an_account_that_is_nothing_anywhere_is_written_nothing(
    engine: Engine, hands: Hands
) -> None:
    with writing(engine) as session:
        open_account(session, "kim@city.example", clock=hands)
        asked = signing_in.ask(session, SECRET, "kim@city.example", clock=hands)
        assert asked.email is not None
        assert post_sign_in(session, asked, clock=hands, new_uid=lambda: "n") is None
        assert asked.purpose is SignInPurpose.SIGN_IN
