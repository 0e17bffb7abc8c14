"""The pages of waiting lists: what is refused is told, what is typed stays, nobody acts twice."""

from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from fairmatch.config import Settings
from fairmatch.db import reading, writing
from fairmatch.models import Arrival, Fair, Firm, OfferAnswer, SeatOffer, Timetable, Waiting
from fairmatch.waiting.estimates import Estimate
from tests.fairmatch.waiting.hall import at, hall, offer_to, waits
from tests.web.keys import Keys, make_keys
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members, sign_in
from web.waiting.words import wait

PAGE = "/desk/fair/day/walk-ins"
FIRM = f"{PAGE}/firms/W10"
GONE = f"{PAGE}/firms/W20"
HELD = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 3}
TYPED = {
    "name_ko": "햇살 협동조합",
    "contact": "김햇살",
    "phone": "010-1234-5678",
    "language": "ko",
    "privacy": "y",
}


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: at(0)


@pytest.fixture
def keys(sqlite_engine: Engine, settings: Settings, clock: Callable[[], datetime]) -> Keys:
    with writing(sqlite_engine) as session:
        hall(session, HELD, slots=4, settings={"walk_in_reserve": 25})
        fair = session.scalars(select(Fair)).one()
        members(session, fair, clock, elsewhere=False)
        return make_keys(session, fair, settings, clock)


@pytest.fixture
def app(
    keys: Keys, settings: Settings, sqlite_engine: Engine, clock: Callable[[], datetime]
) -> Flask:
    made = make_app(settings, engine=sqlite_engine, clock=clock)
    made.config.update(WTF_CSRF_ENABLED=False)
    return made


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    client = app.test_client()
    sign_in(client, Members().organiser)
    client.set_cookie("lang", "en")
    return client


def _count(engine: Engine, model: type[object]) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_known_firm_is_named_and_not_registered_again(
    desk: FlaskClient, sqlite_engine: Engine
) -> None:
    firms = _count(sqlite_engine, Firm)
    answer = desk.post(PAGE, data=TYPED | {"name_ko": "(주)기업 W10"})
    assert answer.status_code == 409
    assert "Is it one of these?" in answer.text
    assert f'href="{FIRM}"' in answer.text
    assert 'value="김햇살"' in answer.text
    assert _count(sqlite_engine, Firm) == firms
    answer = desk.post(PAGE, data=TYPED | {"name_ko": "(주)기업 W10", "anew": "y"})
    assert answer.location.endswith("/W004?new=1")


def test_a_number_that_is_there_names_the_firm_for_sure(
    desk: FlaskClient, sqlite_engine: Engine
) -> None:
    with reading(sqlite_engine) as session:
        number = session.scalars(select(Firm).where(Firm.code == "F1")).one().registration_number
    answer = desk.post(PAGE, data=TYPED | {"number": number, "anew": "y"})
    assert answer.status_code == 409
    assert "This firm is there already" in answer.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"privacy": ""}, "Without this consent"),
        ({"number": "124-81-00990"}, "Ten digits whose last one checks"),
        ({"email": "nobody"}, "name@company.kr"),
        ({"phone": ""}, "Please fill this in."),
        ({"name_ko": "가" * 201}, "At most 200 characters"),
    ],
)
def test_what_is_wrong_with_a_registration_is_told_by_its_field(
    desk: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    answer = desk.post(PAGE, data=TYPED | wrong)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_registration_sent_twice_adds_one_firm(desk: FlaskClient, sqlite_engine: Engine) -> None:
    firms = _count(sqlite_engine, Firm)
    for _ in range(2):
        assert desk.post(PAGE, data=TYPED | {"key": "k"}).status_code == 303
    assert _count(sqlite_engine, Firm) == firms + 1


def test_what_a_firm_writes_is_no_script(desk: FlaskClient) -> None:
    answer = desk.post(PAGE, data=TYPED | {"name_ko": "<script>alert(1)</script>"})
    page = desk.get(answer.location)
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_a_firm_that_joins_at_the_desk_is_checked_in(
    desk: FlaskClient, sqlite_engine: Engine
) -> None:
    answer = desk.post(FIRM, data={"agency": ["A1", "A2"], "key": uuid4().hex})
    assert answer.status_code == 303
    assert _count(sqlite_engine, Waiting) == 2
    assert _count(sqlite_engine, Arrival) == 1
    page = desk.get(answer.location).text
    assert "Take this seat" in page


def test_no_booth_or_none_that_can_be_waited_for_is_told(desk: FlaskClient) -> None:
    answer = desk.post(FIRM, data={})
    assert (answer.status_code, "Tick at least one booth" in answer.text) == (422, True)
    answer = desk.post(f"{PAGE}/firms/F1", data={"agency": "A1"})
    assert (answer.status_code, "meets this agency already" in answer.text) == (409, True)


def test_the_desk_answers_in_the_name_of_the_firm(desk: FlaskClient, sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        waits(session, "W10", "A1")
        number = offer_to(session, "W10").id
    answer = desk.post(f"{FIRM}/answer", data={"offer": number, "answer": "take", "key": "k"})
    assert answer.location.endswith("done=accepted")
    assert "The seat is taken." in desk.get(answer.location).text
    assert _count(sqlite_engine, Timetable) == 2
    # The same form again answers the same and publishes nothing.
    again = desk.post(f"{FIRM}/answer", data={"offer": number, "answer": "take", "key": "k"})
    assert again.location == answer.location
    assert _count(sqlite_engine, Timetable) == 2


def test_nobody_takes_what_somebody_else_is_offered(
    desk: FlaskClient, app: Flask, keys: Keys, sqlite_engine: Engine
) -> None:
    with writing(sqlite_engine) as session:
        waits(session, "W10", "A1")
        number = offer_to(session, "W10").id
    other = app.test_client()
    answer = other.post(
        f"/my/{keys.firms['W20']}/waiting/answer", data={"offer": number, "answer": "take"}
    )
    assert answer.location.endswith("done=withdrawn")
    answer = desk.post(f"{PAGE}/firms/W20/answer", data={"offer": number, "answer": "take"})
    assert answer.location.endswith("done=withdrawn")
    with reading(sqlite_engine) as session:
        assert session.get_one(SeatOffer, number).answer is OfferAnswer.OPEN


def test_a_firm_sees_nobody_elses_name(app: Flask, keys: Keys, sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        for number in (1, 2):
            waits(session, f"W{number}0", "A1")
    page = app.test_client().get(f"/my/{keys.firms['W20']}/waiting").text
    assert "기업 W10" not in page
    assert "W10" not in page


def test_a_firm_leaves_a_list_and_an_agency_is_on_none(
    app: Flask, keys: Keys, sqlite_engine: Engine
) -> None:
    with writing(sqlite_engine) as session:
        waits(session, "W10", "A1")
    client = app.test_client()
    path = f"/my/{keys.firms['W10']}/waiting/leave"
    assert client.post(path, data={"agency": "A1"}).location.endswith("done=left")
    assert client.post(path, data={"agency": "A1"}).location.endswith("done=gone")
    assert client.post(path, data={"agency": "none"}).location.endswith("done=gone")
    path = f"/my/{keys.agencies['A1']}/waiting/leave"
    assert client.post(path, data={"agency": "A1"}).location.endswith("done=")


def test_rules_are_changed_or_what_is_wrong_is_told(desk: FlaskClient) -> None:
    seen = {
        "seen_waiting_order": "order",
        "seen_offer_minutes": "5",
        "seen_reserve_opens_minutes": "40",
    }
    new = {"waiting_order": "fewest", "offer_minutes": "3", "reserve_opens_minutes": "60"}
    wrong = desk.post(f"{PAGE}/rules", data=seen | new | {"offer_minutes": "0"})
    assert (wrong.status_code, "The rules were not changed" in wrong.text) == (422, True)
    assert desk.post(f"{PAGE}/rules", data=seen | new).location.endswith("done=rules")
    late = desk.post(f"{PAGE}/rules", data=seen | new | {"offer_minutes": "9"})
    assert (late.status_code, "Somebody else changed the rules" in late.text) == (409, True)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


def test_no_two_things_of_a_page_have_one_name(desk: FlaskClient, sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        waits(session, "W10", "A1", "A2")
        waits(session, "W20", "A1", "A2")
    for path in (PAGE, FIRM, "/firm/fair/W10/waiting", "/agency/fair/A1/waiting"):
        parser = _Ids()
        parser.feed(desk.get(path).text)
        assert len(parser.found) == len(set(parser.found)), path


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Estimate(None, None), "a seat today is unlikely, but one may come free"),
        (Estimate(40, None), "40 min at the earliest, and perhaps not today"),
        (Estimate(0, None), "perhaps soon, perhaps not today"),
        (Estimate(0, 0), "at any moment"),
        (Estimate(0, 20), "within 20 min"),
        (Estimate(40, 40), "about 40 min"),
        (Estimate(40, 60), "about 40 to 60 min"),
        (Estimate(100, 180), "about 100 min to 3 h"),
        (Estimate(125, 185), "about 2 h to 3 h 30 min"),
    ],
)
def test_a_wait_is_told_as_a_range(app: Flask, estimate: Estimate, words: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert wait(estimate) == words


def test_a_firm_that_withdrew_is_found_let_in_and_put_on_a_list(
    desk: FlaskClient, sqlite_engine: Engine
) -> None:
    with writing(sqlite_engine) as session:
        session.scalars(select(Firm).where(Firm.code == "W20")).one().withdrawn_at = at(-60)
    assert "withdrew" in desk.get(PAGE, query_string={"find": "W20"}).text
    page = desk.get(GONE).text
    assert "This firm withdrew on" in page
    assert 'name="agency"' not in page
    assert desk.post(GONE, data={"agency": "A1"}).status_code == 409
    there = desk.post(f"{GONE}/admit", follow_redirects=True).text
    assert "It takes part again." in there
    assert desk.post(GONE, data={"agency": "A1"}).status_code == 303
    assert "withdrew" not in desk.get(PAGE, query_string={"find": "W20"}).text
