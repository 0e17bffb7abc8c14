"""Korean first, English by a switch that is remembered."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("planned")


def test_korean_comes_first_whatever_the_browser_prefers(client: FlaskClient) -> None:
    answer = client.get("/fairs/small/", headers={"Accept-Language": "en"})
    assert '<html lang="ko">' in answer.text
    assert answer.headers["Content-Language"] == "ko"


def test_the_switch_stays_on_the_page_and_is_remembered(client: FlaskClient) -> None:
    page = client.get("/fairs/small/plans?q=인쇄&quarter=1").text
    assert "/fairs/small/plans?q=%EC%9D%B8%EC%87%84&amp;quarter=1&amp;lang=en" in page
    client.get("/fairs/small/?lang=en")
    assert '<html lang="en">' in client.get("/fairs/small/plans").text
    client.get("/fairs/small/?lang=ko")
    assert '<html lang="ko">' in client.get("/fairs/small/plans").text


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    answer = client.get("/fairs/small/?lang=xx")
    assert '<html lang="ko">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_both_languages_are_named_to_search_engines(client: FlaskClient) -> None:
    text = client.get("/fairs/small/").text
    for code in ("ko", "en"):
        address = f"http://fair.example/fairs/small/?lang={code}"
        assert f'hreflang="{code}" href="{address}"' in text


def test_the_language_chosen_is_marked(client: FlaskClient) -> None:
    text = client.get("/fairs/small/?lang=en").text
    assert 'lang="en" hreflang="en" aria-current="true"' in text


def test_names_stand_in_the_order_of_the_language(client: FlaskClient) -> None:
    korean = client.get("/fairs/small/").text
    assert korean.index(">한빛도서관<") < korean.index(">한빛시설관리공단<")
    english = client.get("/fairs/small/?lang=en").text
    assert english.index(">Hanbit Facilities Corporation<") < english.index(">Hanbit Library<")
