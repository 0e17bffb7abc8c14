"""Requests that came by telephone, at the desk."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, func, select

from fairmatch.db import reading, writing
from fairmatch.models import Act, Fair, Firm, Interest, Pin
from tests.fairmatch.fair_rows import add_firm
from tests.web.intake.conftest import DESK

CALLS = f"{DESK}/calls"


@pytest.fixture(autouse=True)
def free(who: object, engine: Engine) -> None:
    """Leave the first firm without a request."""
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        session.execute(delete(Interest).where(Interest.firm_id == firm.id))
        session.execute(delete(Pin).where(Pin.firm_id == firm.id))


def wishes(engine: Engine, code: str = "F1") -> list[tuple[str, int, str]]:
    with reading(engine) as session:
        rows = session.scalars(
            select(Interest).join(Firm).where(Firm.code == code).order_by(Interest.rank)
        )
        return [(wish.agency.code, wish.rank, wish.purpose) for wish in rows]


def key_of(text: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', text)
    assert found
    return found[1]


def test_a_request_is_asked_on_behalf_and_can_be_taken_back(
    desk: FlaskClient, engine: Engine
) -> None:
    form = {"firm": "F1", "agency": "A2", "purpose": "청소"}
    answer = desk.post(CALLS, data=form)
    assert answer.status_code == 303
    assert wishes(engine) == [("A2", 1, "청소")]
    assert "requests left." in desk.get(answer.location).text
    with reading(engine) as session:
        act = session.scalars(select(Act)).one()
        assert (act.kind, act.on_behalf) == ("asked", True)
    desk.post(f"{CALLS}/undo", data={"firm": "F1", "agency": "A2"})
    assert wishes(engine) == []
    assert "Taken back." in desk.get(f"{CALLS}?undone=1").text


def test_a_form_sent_twice_asks_once(desk: FlaskClient, engine: Engine) -> None:
    form = {"firm": "F1", "agency": "A2", "key": key_of(desk.get(CALLS).text)}
    for _ in range(2):
        assert desk.post(CALLS, data=form).status_code == 303
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Act)) == 1


def test_the_rank_given_is_taken_and_others_move_down(desk: FlaskClient, engine: Engine) -> None:
    desk.post(CALLS, data={"firm": "F1", "agency": "A1"})
    desk.post(CALLS, data={"firm": "F1", "agency": "A2", "rank": "1"})
    assert [agency for agency, _, _ in wishes(engine)] == ["A2", "A1"]


def test_a_firm_is_found_by_number_or_by_name(desk: FlaskClient, engine: Engine) -> None:
    with reading(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        number, name = firm.registration_number, firm.name_ko
    desk.post(CALLS, data={"firm": number, "agency": "A1"})
    desk.post(CALLS, data={"firm": name, "agency": "A2"})
    assert len(wishes(engine)) == 2


def test_where_several_fit_one_is_chosen(desk: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        for firm in session.scalars(select(Firm).where(Firm.code.in_(["F1", "F2"]))):
            firm.name_ko = f"맑은 {firm.code}"
    answer = desk.post(CALLS, data={"firm": "맑은", "agency": "A1", "purpose": "종이"})
    assert answer.status_code == 422
    assert answer.text.count('name="chosen"') == 2
    assert ">종이</textarea>" in answer.text
    desk.post(CALLS, data={"firm": "맑은", "chosen": "F1", "agency": "A1"})
    assert wishes(engine) == [("A1", 1, "")]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"firm": "없는 기업", "agency": "A1"}, "No firm is called like this"),
        ({"firm": "F1"}, "Choose the agency"),
        ({"firm": "F1", "agency": "A99"}, "Choose the agency"),
        ({"firm": "F1", "agency": "A1", "plan": "P999"}, "no such plan item"),
        ({"firm": "F1", "agency": "A1", "rank": "zero"}, "A whole number from 1"),
        ({"firm": "F1", "agency": "A1", "rank": "0"}, "A whole number from 1"),
        ({"firm": "F1", "agency": "A1", "purpose": "가" * 501}, "At most 500"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    desk: FlaskClient, engine: Engine, form: dict[str, str], words: str
) -> None:
    answer = desk.post(CALLS, data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert wishes(engine) == []


def test_beyond_the_limit_only_by_saying_so(desk: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.scalars(select(Fair).where(Fair.code == "small")).one().request_limit = 1
    desk.post(CALLS, data={"firm": "F1", "agency": "A1"})
    answer = desk.post(CALLS, data={"firm": "F1", "agency": "A2"})
    assert answer.status_code == 422
    assert "used all its 1 requests" in answer.text
    assert len(wishes(engine)) == 1
    desk.post(CALLS, data={"firm": "F1", "agency": "A2", "over_limit": "yes"})
    assert len(wishes(engine)) == 2
    assert "beyond the limit" in desk.get("/desk/small/record?lang=en").text


def send(desk: FlaskClient, table: str, **form: str) -> tuple[int, str]:
    """Send a list as a browser does; the client's own way leaves large files open."""
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in form.items()]
    parts.append(f'name="list"; filename="calls.csv"\r\n\r\n{table}')
    body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    kind = "multipart/form-data; boundary=x"
    answer = desk.post(f"{CALLS}/list", data=f"{body}--x--\r\n".encode(), content_type=kind)
    return answer.status_code, answer.text


def rows_of(text: str) -> str:
    found = re.search(r'name="rows" value="([^"]*)"', text)
    assert found
    return found[1].replace("&#34;", '"')


def test_a_list_is_looked_through_first_and_then_added_whole(
    desk: FlaskClient, engine: Engine
) -> None:
    table = "기업 코드,기관 코드,순위,상담 목적\nF1,A1,1,청소\nF1,A2,1,\n"
    status, text = send(desk, table)
    assert status == 200
    assert "2 requests of 1 firms would be added; 0 are there already." in text
    assert wishes(engine) == []
    answer = desk.post(f"{CALLS}/list/take", data={"rows": rows_of(text)})
    assert answer.status_code == 303
    assert wishes(engine) == [("A2", 1, ""), ("A1", 2, "청소")]
    assert "2 requests of 1 firms were added." in desk.get(answer.location).text
    _, again = send(desk, table)
    assert "0 requests of 0 firms would be added; 2 are there already." in again


def test_every_error_is_named_by_row_and_column_and_nothing_is_added(
    desk: FlaskClient, engine: Engine
) -> None:
    table = "firm,agency,rank,plan\nF1,A1,1,\nF9,A1,1,\nF1,A9,x,\nF1,A1,2,\nF1,A2,1,P999\n"
    status, text = send(desk, table)
    assert status == 422
    assert "Nothing was added." in text
    assert re.findall(r'<th scope="row" class="num">(\d+)', text) == ["3", "4", "5", "6"]
    desk.set_cookie("lang", "ko")
    assert "이 박람회에 있는 기업 코드" in send(desk, table)[1]
    assert wishes(engine) == []


def test_a_list_respects_limits_unless_told_otherwise(desk: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.scalars(select(Fair).where(Fair.code == "small")).one().request_limit = 1
    table = "firm,agency,rank\nF1,A1,1\nF1,A2,2\n"
    assert send(desk, table)[0] == 422
    status, text = send(desk, table, over_limit="yes")
    assert status == 200
    desk.post(f"{CALLS}/list/take", data={"rows": rows_of(text), "over_limit": "yes"})
    assert len(wishes(engine)) == 2


def test_what_changed_between_looking_and_adding_is_refused(
    desk: FlaskClient, engine: Engine
) -> None:
    _, text = send(desk, "firm,agency,rank\nF1,A1,1\nF1,A2,2\n")
    desk.post(CALLS, data={"firm": "F1", "agency": "A2", "purpose": "다른 일"})
    answer = desk.post(f"{CALLS}/list/take", data={"rows": rows_of(text)})
    assert answer.status_code == 409
    assert [agency for agency, _, _ in wishes(engine)] == ["A2"]


@pytest.mark.parametrize("rows", ["", "{", "{}", "[1]", '[{"firm": "F1"}]', "null"])
def test_rows_that_are_no_list_are_refused(desk: FlaskClient, rows: str) -> None:
    answer = desk.post(f"{CALLS}/list/take", data={"rows": rows})
    assert answer.status_code == 422
    assert "Choose the file again." in answer.text


def test_a_file_has_to_be_sent_and_small(desk: FlaskClient) -> None:
    assert desk.post(f"{CALLS}/list").status_code == 422
    assert send(desk, "x" * (2 * 1024 * 1024 + 1))[0] == 413


def test_a_list_of_long_purposes_is_taken_or_refused_as_a_whole(
    desk: FlaskClient, engine: Engine
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        firms = [add_firm(session, fair, f"G{number}").code for number in range(400)]
        fair.request_limit = 3
    lines = [f"{firm},A1,1,{'가' * 450}" for firm in firms]
    heading = "firm,agency,rank,purpose\n"
    assert send(desk, heading + "\n".join(lines))[0] == 413
    status, text = send(desk, heading + "\n".join(lines[:200]))
    assert status == 200
    form = {"rows": rows_of(text)}
    answer = desk.post(f"{CALLS}/list/take", data=form, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert "added=200" in answer.location


def test_the_empty_list_is_one_that_can_be_sent(desk: FlaskClient) -> None:
    book = desk.get(f"{CALLS}/template.xlsx").data
    sent = {"list": (io.BytesIO(book), "calls.xlsx")}
    answer = desk.post(f"{CALLS}/list", data=sent, content_type="multipart/form-data")
    assert "at least one row" in answer.text
