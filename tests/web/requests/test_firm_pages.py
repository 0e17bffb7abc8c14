"""A firm asks, orders, changes and withdraws on its pages, without a script."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.models import Act, Agency, Firm, Interest, Invitation, Mark, MarkKind
from fairmatch.requests.inviting import invite
from tests.web.requests.conftest import BEFORE, Clock
from tests.web.signing_in import Members

AREA = "/firm/small/F1"


def _asked(engine: Engine, firm: str = "F1") -> list[tuple[int, str, str | None, str]]:
    with reading(engine) as session:
        wishes = session.scalars(
            select(Interest)
            .join(Firm, Firm.id == Interest.firm_id)
            .where(Firm.code == firm)
            .order_by(Interest.rank)
        )
        return [
            (
                one.rank,
                one.agency.code,
                one.plan_item.code if one.plan_item else None,
                one.purpose,
            )
            for one in wishes
        ]


def _codes(engine: Engine) -> list[str]:
    return [code for _, code, _, _ in _asked(engine)]


def _withdraw(client: FlaskClient, agency: str) -> None:
    client.post(f"{AREA}/requests/{agency}/withdraw")


def _invited(engine: Engine) -> None:
    with writing(engine) as session:
        agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        invite(session, agency, firm, by=By(None, BEFORE), item_code="P201", message="<b>와요</b>")


def test_what_is_left_is_told_before_and_after(firm: FlaskClient, engine: Engine) -> None:
    assert "1 of 3 left" in firm.get(f"{AREA}/requests").text
    hostile = "근무복 <script>alert(1)</script>"
    form = {"agency": "A2", "item": "P204", "purpose": hostile, "key": "k"}
    answer = firm.post(f"{AREA}/requests/new", data=form, follow_redirects=True)
    assert "0 of 3 left" in answer.text
    assert "<script>alert" not in answer.text
    assert _asked(engine)[2] == (3, "A2", "P204", hostile)


def test_the_same_form_sent_twice_makes_one_request(firm: FlaskClient, engine: Engine) -> None:
    form = {"agency": "A2", "purpose": "견적", "key": "once"}
    for _ in range(2):
        assert firm.post(f"{AREA}/requests/new", data=form).status_code == 303
    assert _codes(engine) == ["A1", "A3", "A2"]
    _withdraw(firm, "A2")
    firm.post(f"{AREA}/requests/new", data=form)
    assert _codes(engine) == ["A1", "A3"]


def test_a_request_over_the_limit_is_refused_and_nothing_typed_is_lost(
    enter: Callable[[str], FlaskClient], who: Members, engine: Engine
) -> None:
    # F2 has asked two; the limit is lowered below that.
    client = enter(who.other_contact)
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        session.connection().exec_driver_sql(
            f"UPDATE fair SET request_limit = 2 WHERE id = {firm.fair_id}"
        )
    form = {"agency": "A3", "item": "P301", "purpose": "다시 쓰기 싫은 말"}
    answer = client.post("/firm/small/F2/requests/new", data=form)
    assert answer.status_code == 422
    assert "You have used all 2 requests" in answer.text
    assert "다시 쓰기 싫은 말" in answer.text
    assert '<option value="P301" lang="ko" selected>' in answer.text
    assert [code for _, code, _, _ in _asked(engine, "F2")] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"agency": "A2", "item": "P301"}, "not among what the agency has published"),
        ({"agency": "A2", "purpose": "가" * 501}, "501 characters are too many"),
        ({"agency": "nobody"}, "Choose the agency"),
        ({}, "Choose the agency"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    firm: FlaskClient, engine: Engine, form: dict[str, str], words: str
) -> None:
    answer = firm.post(f"{AREA}/requests/new", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'role="alert"' in answer.text
    assert len(_asked(engine)) == 2


def test_after_the_deadline_it_is_said_when_that_was(
    firm: FlaskClient, engine: Engine, clock: Clock, who: Members
) -> None:
    clock.close((firm, who.contact))
    assert "Requests are closed" in firm.get(f"{AREA}/requests").text
    answer = firm.post(f"{AREA}/requests/new", data={"agency": "A2", "purpose": "늦은 말"})
    assert answer.status_code == 422
    assert "Requests closed on 2026-05-14(Thu) 10:00" in answer.text
    assert "늦은 말" in answer.text
    answer = firm.post(f"{AREA}/requests/A1/withdraw", follow_redirects=True)
    assert "Requests closed on" in answer.text
    assert _codes(engine) == ["A1", "A3"]


def test_asking_about_another_item_of_the_same_agency_leads_to_the_request(
    firm: FlaskClient, engine: Engine
) -> None:
    answer = firm.get(f"{AREA}/requests/new?item=P102")
    assert answer.status_code == 303
    page = firm.get(answer.location).text
    assert '<option value="P102" lang="ko" selected>' in page
    assert "Until now the talk is about another plan item" in page
    answer = firm.post(f"{AREA}/requests/new", data={"agency": "A1", "purpose": "다름"})
    assert answer.location.endswith("/requests/A1")
    assert _asked(engine)[0][3] != "다름"


def test_a_request_is_worded_anew_but_not_over_another_window(
    firm: FlaskClient, engine: Engine
) -> None:
    page = firm.get(f"{AREA}/requests/A1").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    form = {"item": "", "purpose": "첫 창", "seen": seen}
    assert firm.post(f"{AREA}/requests/A1", data=form).status_code == 303
    answer = firm.post(f"{AREA}/requests/A1", data=form | {"purpose": "둘째 창"})
    assert answer.status_code == 422
    assert "changed meanwhile" in answer.text
    assert "첫 창" in answer.text
    assert "둘째 창" in answer.text
    assert _asked(engine)[0] == (1, "A1", None, "첫 창")
    anew = answer.text.split('name="seen" value="')[1].split('"')[0]
    firm.post(f"{AREA}/requests/A1", data=form | {"purpose": "둘째 창", "seen": anew})
    assert _asked(engine)[0][3] == "둘째 창"


def test_a_withdrawn_request_can_be_put_back_where_it_was(
    firm: FlaskClient, engine: Engine
) -> None:
    before = _asked(engine)
    answer = firm.post(f"{AREA}/requests/A1/withdraw", follow_redirects=True)
    assert "2 of 3 left" in answer.text
    assert _codes(engine) == ["A3"]
    undo = answer.text.split('<div class="note told')[1].split("</form>")[0]
    fields = {
        part.split('"')[0]: part.split('value="')[1].split('"')[0]
        for part in undo.split('name="')[1:]
    }
    firm.post(f"{AREA}/requests/again", data=fields)
    assert _asked(engine) == before


def test_the_buttons_move_a_request_and_twice_is_once(firm: FlaskClient, engine: Engine) -> None:
    form = {"move": "A3:1", "seen": "A1,A3"}
    for _ in range(2):
        assert firm.post(f"{AREA}/requests/order", data=form).status_code == 303
    assert _codes(engine) == ["A3", "A1"]


def test_a_dragged_order_is_taken_whole(firm: FlaskClient, engine: Engine) -> None:
    firm.post(f"{AREA}/requests/order", data={"order": "A3,A1", "seen": "A1,A3"})
    assert _codes(engine) == ["A3", "A1"]
    answer = firm.post(
        f"{AREA}/requests/order", data={"order": "A1,A3", "seen": "A1,A3"}, follow_redirects=True
    )
    assert "changed meanwhile" in answer.text
    assert _codes(engine) == ["A3", "A1"]


@pytest.mark.parametrize("move", ["A1:x", "A1:99999", "A2:1", ":1", "A1"])
def test_a_move_that_is_none_changes_nothing(firm: FlaskClient, engine: Engine, move: str) -> None:
    firm.post(f"{AREA}/requests/order", data={"move": move, "seen": "A1,A3"})
    assert _codes(engine) == ["A1", "A3"]


def test_an_invitation_is_shown_and_accepted(firm: FlaskClient, engine: Engine) -> None:
    _invited(engine)
    page = firm.get(f"{AREA}/requests").text
    assert "Agencies that invite you" in page
    assert "&lt;b&gt;와요&lt;/b&gt;" in page
    assert "This agency has invited you." in firm.get(f"{AREA}/requests/new?agency=A2").text
    answer = firm.post(f"{AREA}/invitations/A2", data={"answer": "accept"}, follow_redirects=True)
    assert "1 of 3 left" in answer.text
    assert "invited: uses none of your requests" in answer.text
    assert _codes(engine) == ["A1", "A3", "A2"]


def test_a_declined_invitation_can_be_accepted_after_all(firm: FlaskClient, engine: Engine) -> None:
    _invited(engine)
    answer = firm.post(f"{AREA}/invitations/A2", data={"answer": "decline"}, follow_redirects=True)
    assert "Accept after all" in answer.text
    firm.post(f"{AREA}/invitations/A2", data={"answer": "accept"})
    assert _codes(engine) == ["A1", "A3", "A2"]


def test_an_unanswered_invitation_lapses_at_the_deadline(
    firm: FlaskClient, engine: Engine, clock: Clock, who: Members
) -> None:
    _invited(engine)
    clock.close((firm, who.contact))
    assert "lapsed" in firm.get(f"{AREA}/requests").text
    firm.post(f"{AREA}/invitations/A2", data={"answer": "accept"})
    assert _codes(engine) == ["A1", "A3"]
    with reading(engine) as session:
        assert session.scalars(select(Invitation)).one().answered_at is None


def test_a_firm_sees_of_a_refusal_what_the_officer_allows(
    firm: FlaskClient, engine: Engine
) -> None:
    with writing(engine) as session:
        mark = session.scalars(
            select(Mark).join(Firm).join(Agency).where(Firm.code == "F1", Agency.code == "A1")
        ).one()
        mark.kind, mark.reason = MarkKind.NO, "계약이 끝남"
    page = firm.get(f"{AREA}/requests").text
    assert "계약이 끝남" not in page
    assert "does not want to meet" not in page
    with writing(engine) as session:
        session.scalars(select(Mark).where(Mark.reason == "계약이 끝남")).one().shown = True
    page = firm.get(f"{AREA}/requests").text
    assert "계약이 끝남" in page
    assert "does not want to meet" in page


def test_the_organiser_acts_for_a_firm_under_its_own_name(
    enter: Callable[[str], FlaskClient], who: Members, engine: Engine, clock: Clock
) -> None:
    organiser = enter(who.organiser)
    clock.close((organiser, who.organiser))
    form = {"agency": "A2", "purpose": "전화로 받음"}
    assert organiser.post(f"{AREA}/requests/new", data=form).status_code == 303
    assert "On behalf of" in organiser.get(f"{AREA}/requests").text
    with reading(engine) as session:
        act = session.scalars(select(Act)).one()
        assert act.account is not None
        assert (act.account.email, act.on_behalf) == (who.organiser, True)
    assert _codes(engine) == ["A1", "A3", "A2"]


def test_the_button_of_a_public_page_leads_to_the_form(
    app_address: str, firm: FlaskClient, enter: Callable[[str], FlaskClient], who: Members
) -> None:
    page = firm.get("/fairs/small/plans/P201").text
    assert f'href="{app_address}' in page
    answer = firm.get("/fairs/small/ask?item=P201")
    assert answer.location == f"{AREA}/requests/new?item=P201"
    assert "독서 가방" in firm.get(answer.location).text
    assert "Register a firm" in enter(who.officer).get("/fairs/small/ask?agency=A1").text
    stranger = firm.application.test_client()
    led = stranger.get("/fairs/small/ask?item=P201").location
    assert parse_qs(urlsplit(led).query)["next"] == ["/fairs/small/ask?item=P201"]


@pytest.fixture
def app_address() -> str:
    return "/fairs/small/ask?item=P201"


def test_whoever_speaks_for_two_firms_is_asked_which(
    firm: FlaskClient, engine: Engine, who: Members, clock: Clock
) -> None:
    from fairmatch.accounts import find_account, give
    from fairmatch.models import Fair, Role

    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        other = session.scalars(select(Firm).where(Firm.code == "F3")).one()
        account = find_account(session, who.contact)
        assert account is not None
        give(session, account, fair, Role.CONTACT, firm=other, clock=clock)
    page = firm.get("/fairs/small/ask?agency=A3").text
    assert f"{AREA}/requests/new?agency=A3" in page
    assert "/firm/small/F3/requests/new?agency=A3" in page


@pytest.mark.parametrize("agency", ["A9", "%27%3B--", "a" * 300])
def test_an_agency_that_is_not_there_is_not_found(firm: FlaskClient, agency: str) -> None:
    assert firm.get(f"{AREA}/requests/new?agency={agency}").status_code == 404
    assert firm.get(f"{AREA}/requests/{agency}").status_code == 404
    assert firm.post(f"{AREA}/requests/{agency}/withdraw").status_code == 303
    assert firm.post(f"{AREA}/invitations/{agency}").status_code == 303
