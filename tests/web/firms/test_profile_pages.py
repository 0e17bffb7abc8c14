"""The profile on the pages: sections, two tabs, consent, people."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.models import Firm, FirmContact, FirmKind
from tests.web.signing_in import Members

AREA = "/firm/small/F1"


def _firm(session: Session) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == "F1")).one()


def _seen(client: FlaskClient, section: str) -> str:
    page = client.get(f"{AREA}/profile/{section}").text
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_a_section_is_changed_and_shown(contact: FlaskClient, engine: Engine) -> None:
    form = {
        "seen": _seen(contact, "firm"),
        "name_ko": "새 이름",
        "representative": "새 대표",
        "founded": "2001-02-03",
        "language": "en",
    }
    assert contact.post(f"{AREA}/profile/firm", data=form).location.endswith("?saved=firm")
    text = contact.get(f"{AREA}/profile?saved=firm&lang=en").text
    assert "새 이름" in text
    assert "Saved." in text


def test_types_are_ticked_with_their_papers_and_expired_ones_warn(
    contact: FlaskClient, engine: Engine
) -> None:
    form = {
        "seen": _seen(contact, "types"),
        "is_cooperative": "y",
        "number_cooperative": "2013-1",
        "expires_cooperative": "2016-01-01",
        "number_startup": "without a tick",
    }
    contact.post(f"{AREA}/profile/types", data=form)
    with reading(engine) as session:
        [kept] = _firm(session).kinds
        assert (kept.kind, kept.number) == (FirmKind.COOPERATIVE, "2013-1")
    assert "not valid at the fair any more" in contact.get(f"{AREA}/profile?lang=en").text
    assert "Renew it in time" in contact.get(f"{AREA}/profile/types?lang=en").text
    assert "Renew it and write" in contact.get(f"{AREA}/?lang=en").text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name_1": "가방", "category_1": "123"}, "8 or 10 digits"),
        ({"category_1": "53102516"}, "Please name the product"),
        ({"name_1": "가방", "name_2": "가방"}, "named twice"),
        ({"name_1": "가" * 201}, "At most 200"),
        ({"pitch": "가" * 501}, "At most 500"),
    ],
)
def test_a_wrong_offer_is_told_at_its_row_and_nothing_is_lost(
    contact: FlaskClient, engine: Engine, form: dict[str, str], told: str
) -> None:
    with reading(engine) as session:
        before = sorted(one.name for one in _firm(session).products)
    sent = {"seen": _seen(contact, "offer"), "rows": "5", "name_5": "마지막"} | form
    answer = contact.post(f"{AREA}/profile/offer?lang=en", data=sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="마지막"' in answer.text
    with reading(engine) as session:
        assert sorted(one.name for one in _firm(session).products) == before


def test_more_rows_come_without_a_script_and_keep_what_was_typed(contact: FlaskClient) -> None:
    sent = {"seen": "x", "rows": "3", "name_3": "양말", "more": "1"}
    answer = contact.post(f"{AREA}/profile/offer", data=sent)
    assert answer.status_code == 200
    assert 'value="양말"' in answer.text
    assert 'name="name_6"' in answer.text
    wild = contact.post(f"{AREA}/profile/offer", data=sent | {"rows": "9" * 99})
    assert wild.status_code == 200


def test_codes_of_eight_and_ten_digits_are_kept(contact: FlaskClient, engine: Engine) -> None:
    sent = {
        "seen": _seen(contact, "offer"),
        "rows": "3",
        "name_1": "가방",
        "category_1": "5310 2516",
        "name_2": "모자",
        "category_2": "5310251601",
        "pitch": "첫째 줄\r\n둘째 줄",
    }
    assert contact.post(f"{AREA}/profile/offer", data=sent).status_code == 303
    with reading(engine) as session:
        firm = _firm(session)
        assert {one.name: one.category for one in firm.products} == {
            "가방": "53102516",
            "모자": "5310251601",
        }
        assert firm.pitch == "첫째 줄\n둘째 줄"


def test_a_second_tab_does_not_overwrite_unknowingly(contact: FlaskClient, engine: Engine) -> None:
    old = _seen(contact, "firm")
    form = {"name_ko": "먼저", "representative": "김", "language": "ko"}
    contact.post(f"{AREA}/profile/firm", data=form | {"seen": old})
    late = contact.post(f"{AREA}/profile/firm?lang=en", data=form | {"seen": old, "name_ko": "뒤"})
    assert late.status_code == 409
    assert "This was changed meanwhile" in late.text
    assert 'value="뒤"' in late.text
    assert "먼저" in late.text
    with reading(engine) as session:
        assert _firm(session).name_ko == "먼저"
    now = re.search(r'name="seen" value="(\w+)"', late.text)
    assert now is not None
    contact.post(f"{AREA}/profile/firm", data=form | {"seen": now[1], "name_ko": "뒤"})
    with reading(engine) as session:
        assert _firm(session).name_ko == "뒤"


def test_consent_to_hand_on_is_given_and_taken_back(contact: FlaskClient, engine: Engine) -> None:
    def send(**form: str) -> str:
        page = contact.get(f"{AREA}/profile").text
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen is not None
        answer = contact.post(f"{AREA}/profile/consent", data={"seen": seen[1]} | form)
        return answer.location

    assert "saved=consents" in send(agreed="y")
    with reading(engine) as session:
        assert _firm(session).consent_third_party is not None
    send()
    with reading(engine) as session:
        assert _firm(session).consent_third_party is None
    stale = contact.post(f"{AREA}/profile/consent", data={"seen": "old", "agreed": "y"})
    assert "saved=changed" in stale.location


def test_people_are_added_changed_made_main_and_removed(
    contact: FlaskClient, engine: Engine, who: Members
) -> None:
    page = f"{AREA}/profile/contacts"
    lee = {"name": "이둘", "phone": "02-123-4567", "email": "lee@dure.example"}
    assert contact.post(page, data=lee).location.endswith("?done=added")
    again = contact.post(f"{page}?lang=en", data=lee)
    assert "has a contact with that address" in again.text
    bad = contact.post(f"{page}?lang=en", data=lee | {"email": "x..y@z"})
    assert bad.status_code == 422
    assert 'value="이둘"' in bad.text
    seen = {"email": lee["email"], "seen_name": "이둘", "seen_phone": "02-123-4567"}
    changed = contact.post(f"{page}/change", data=seen | {"name": "이셋", "phone": "02-1"})
    assert changed.location.endswith("?done=changed")
    late = contact.post(f"{page}/change", data=seen | {"name": "이넷", "phone": "02-1"})
    assert late.location.endswith("?done=meanwhile")
    empty = contact.post(f"{page}/change?lang=en", data=seen | {"name": " ", "phone": "1"})
    assert empty.status_code == 422
    with reading(engine) as session:
        old = _firm(session).email
    assert contact.post(f"{page}/main", data=lee).location.endswith("?done=main")
    stays = contact.post(f"{page}/remove", data=lee)
    assert stays.location.endswith("?done=meanwhile")
    assert contact.post(f"{page}/remove", data={"email": old}).location.endswith("?done=removed")
    assert contact.post(f"{page}/main", data={"email": old}).location.endswith("?done=meanwhile")
    with reading(engine) as session:
        assert (_firm(session).contact, _firm(session).email) == ("이셋", lee["email"])
        assert session.scalars(select(FirmContact)).all() == []
    assert "main contact" in contact.get(f"{page}?lang=en&done=removed").text


def test_a_sixth_person_is_refused_in_words(contact: FlaskClient) -> None:
    page = f"{AREA}/profile/contacts"
    person = {"name": "이둘", "phone": "02-123-4567"}
    for number in range(4):
        contact.post(page, data=person | {"email": f"{number}@dure.example"})
    answer = contact.post(f"{page}?lang=en", data=person | {"email": "5@dure.example"})
    assert answer.status_code == 422
    assert "at most 5 contacts" in answer.text


def test_a_firm_that_has_just_registered_is_led_from_step_to_step(contact: FlaskClient) -> None:
    types = {"seen": _seen(contact, "types")}
    first = contact.post(f"{AREA}/profile/types?registering=1", data=types)
    assert first.location == f"{AREA}/profile/offer?registering=1"
    offer = {"seen": _seen(contact, "offer"), "rows": "3"}
    second = contact.post(f"{AREA}/profile/offer?registering=1", data=offer)
    assert second.location == f"{AREA}/profile/files?registering=1"
    assert "registering=1" in contact.get(second.location).text


def test_the_page_speaks_the_firms_language_to_whoever_chose_none(
    contact: FlaskClient, engine: Engine
) -> None:
    with writing(engine) as session:
        _firm(session).language = "en"
    assert '<html lang="en">' in contact.get(f"{AREA}/profile").text
