"""Passwords: chosen, changed, forgotten, guessed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.web.accounts.conftest import Hands, Post, in_account, password_of
from tests.web.signing_in import Members, sign_in

ORGANISER = Members().organiser
GOOD = "주황 우산 셋과 강아지 열"
OTHER = "flussufer-kartoffel-1919"


def _choose(client: FlaskClient, new: str = GOOD, **more: str) -> int:
    data = {"new": new, "again": new} | more
    return client.post("/account/password?lang=en", data=data).status_code


def _enter(client: FlaskClient, password: str, email: str = ORGANISER) -> int:
    data = {"email": email, "password": password}
    return client.post("/sign-in/password", data=data).status_code


def test_a_chosen_password_lets_in_and_codes_do_no_more(
    client: FlaskClient, who: Members, post: Post, engine: Engine
) -> None:
    sign_in(client, ORGANISER)
    assert _choose(client) == 303
    kept = password_of(engine, ORGANISER)
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    new = client.application.test_client()
    answer = new.post("/sign-in/password", data={"email": ORGANISER.upper(), "password": GOOD})
    assert answer.location == "/desk/small/"
    assert in_account(new) == ORGANISER
    third = client.application.test_client()
    third.post("/sign-in", data={"email": ORGANISER})
    assert third.post("/sign-in/code", data={"code": post.code}).status_code == 422


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "password123",
        "qwerty12345",
        "1234567890",
        "aaaaaaaaaaaa",
        "dkssudgktpdy",
        "organiser@desk.example",
        "x" * 73,
    ],
)
def test_weak_passwords_are_refused_with_a_reason(
    client: FlaskClient, who: Members, engine: Engine, weak: str
) -> None:
    sign_in(client, ORGANISER)
    assert _choose(client, weak) == 422
    assert password_of(engine, ORGANISER) is None


def test_the_two_have_to_be_the_same_and_are_not_sent_back(
    client: FlaskClient, who: Members, engine: Engine
) -> None:
    sign_in(client, ORGANISER)
    data = {"new": GOOD, "again": OTHER}
    answer = client.post("/account/password?lang=en", data=data)
    assert answer.status_code == 422
    assert "The two are not the same." in answer.text
    assert GOOD not in answer.text
    assert password_of(engine, ORGANISER) is None


def test_changing_it_asks_for_the_old_one_and_ends_other_visits(
    client: FlaskClient, who: Members
) -> None:
    other = client.application.test_client()
    sign_in(client, ORGANISER)
    assert _choose(client) == 303
    sign_in(other, ORGANISER)
    assert _choose(client, OTHER) == 422
    assert _choose(client, OTHER, old="wrong") == 422
    assert in_account(other) == ORGANISER
    assert _choose(client, OTHER, old=GOOD) == 303
    assert in_account(client) == ORGANISER
    assert in_account(other) == ""
    assert _enter(client.application.test_client(), GOOD) == 422
    assert _enter(client.application.test_client(), OTHER) == 303


def test_a_forgotten_password_is_set_anew_by_mail(
    client: FlaskClient, who: Members, post: Post, hands: Hands
) -> None:
    sign_in(client, ORGANISER)
    _choose(client)
    new = client.application.test_client()
    new.post("/sign-in", data={"email": ORGANISER})
    answer = new.post(post.link)
    assert answer.location == "/account/password"
    assert "until now" not in new.get("/account/password?lang=en").text
    assert _choose(new, OTHER) == 303
    assert in_account(client) == ""
    assert new.post(post.link).status_code == 410
    new.post("/sign-in", data={"email": ORGANISER})
    new.post(post.link)
    hands.forward(minutes=16)
    assert _choose(new, GOOD) == 422


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: FlaskClient, who: Members
) -> None:
    sign_in(client, ORGANISER)
    _choose(client)
    stranger = client.application.test_client()
    pages = [
        stranger.post("/sign-in/password?lang=en", data={"email": email, "password": "wrong"})
        for email in (ORGANISER, "ghost@desk.example", Members().contact, "no address")
    ]
    assert {page.status_code for page in pages} == {422}
    told = [page.text.partition("<main")[2].partition('value="')[0] for page in pages]
    assert len(set(told)) == 1
    assert in_account(stranger) == ""


def test_a_password_is_the_same_in_either_form_of_its_letters(
    client: FlaskClient, who: Members
) -> None:
    """Korean letters may be typed whole or as their parts; telephones differ."""
    sign_in(client, ORGANISER)
    _choose(client)
    import unicodedata

    parts = unicodedata.normalize("NFD", GOOD)
    assert parts != GOOD
    assert _enter(client.application.test_client(), parts) == 303


def test_an_endless_password_is_just_wrong(client: FlaskClient, who: Members) -> None:
    assert _enter(client, "x" * 100_000) == 422
