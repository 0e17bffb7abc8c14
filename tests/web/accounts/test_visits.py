"""How long a visit lasts, and how it ends."""

from flask.testing import FlaskClient
from sqlalchemy import Engine

from fairmatch.config import Settings
from tests.web.accounts.conftest import Hands, Post, in_account, set_account
from tests.web.signing_in import Members, sign_in

CONTACT = Members().contact


def test_whoever_does_something_now_and_then_stays(
    client: FlaskClient, who: Members, hands: Hands, settings: Settings
) -> None:
    sign_in(client, CONTACT)
    for _ in range(5):
        hands.forward(minutes=settings.session_minutes - 1)
        assert in_account(client) == CONTACT


def test_whoever_does_nothing_has_to_sign_in_again(
    client: FlaskClient, who: Members, hands: Hands, settings: Settings
) -> None:
    sign_in(client, CONTACT)
    hands.forward(minutes=settings.session_minutes, seconds=1)
    answer = client.get("/account")
    assert answer.location == "/sign-in?next=/account"
    assert in_account(client) == ""


def test_even_the_busiest_visit_ends(client: FlaskClient, who: Members, hands: Hands) -> None:
    sign_in(client, CONTACT)
    for _ in range(27):
        hands.forward(hours=12)
        assert in_account(client) == CONTACT
    hands.forward(hours=12, seconds=1)
    assert in_account(client) == ""


def test_signing_out_ends_this_visit_only(client: FlaskClient, who: Members) -> None:
    other = client.application.test_client()
    for browser in (client, other):
        sign_in(browser, CONTACT)
    assert client.post("/sign-out").location == "/"
    assert in_account(client) == ""
    assert in_account(other) == CONTACT


def test_signing_out_everywhere_ends_all(client: FlaskClient, who: Members) -> None:
    other = client.application.test_client()
    for browser in (client, other):
        sign_in(browser, CONTACT)
    assert client.post("/account/sign-out-everywhere").location == "/sign-in"
    assert (in_account(client), in_account(other)) == ("", "")


def test_a_switched_off_account_is_out_at_once(
    client: FlaskClient, who: Members, engine: Engine
) -> None:
    sign_in(client, CONTACT)
    set_account(engine, CONTACT, active=False)
    assert in_account(client) == ""


def test_name_and_language_are_kept(client: FlaskClient, who: Members, post: Post) -> None:
    sign_in(client, CONTACT)
    saved = client.post("/account", data={"name": "  김  연락 ", "language": "en"})
    page = client.get(saved.location + "&lang=en").text
    assert 'value="김 연락"' in page
    assert "Saved." in page
    for data in ({"name": "x" * 81, "language": "en"}, {"name": "x", "language": "xx"}):
        assert client.post("/account", data=data).status_code == 422


def test_somebody_who_belongs_nowhere_is_told_so(
    client: FlaskClient, who: Members, engine: Engine
) -> None:
    sign_in(client, CONTACT)
    set_account(engine, CONTACT, memberships=[])
    assert client.get("/account/place").location == "/account"
    assert "belongs to no firm" in client.get("/account?lang=en").text


def test_the_head_of_every_page_leads_in(client: FlaskClient, who: Members) -> None:
    page = "/fairs/small/?lang=en"
    assert 'href="/sign-in"' in client.get(page).text
    sign_in(client, CONTACT)
    assert 'href="/account/place"' in client.get(page).text


def test_no_shared_cache_keeps_what_is_somebodys(
    client: FlaskClient, who: Members, hands: Hands
) -> None:
    assert "Cache-Control" not in client.get("/fairs/small/").headers
    sign_in(client, CONTACT)
    hands.forward(minutes=5)
    with client.get("/static/css/base.css?v=1") as file:
        assert "Set-Cookie" not in file.headers
    page = client.get("/fairs/small/")
    assert "Set-Cookie" in page.headers
    assert page.headers["Cache-Control"] == "private, no-cache"
