"""The public pages, before and after the timetable is published."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Booth

SECRETS = (
    "맑은복도협동조합",
    "바른땀 작업복",
    "한술 도시락 사회적협동조합",
    "또박또박 인쇄소",
    "Clear Corridor Cooperative",
    "010-0000",
    "@corridor.example",
    "101-86-01005",
)
"""Firms' names and contacts (the one firm left out hosts a workshop in the programme)."""

PAGES = (
    "/fairs/small/",
    "/fairs/small/plans",
    "/fairs/small/plans?q=인쇄&quarter=1&sort=title&page=99",
    "/fairs/small/plans/P101",
    "/fairs/small/agencies/A1",
    "/fairs/small/agencies/A3",
    "/fairs/small/timetable",
    "/fairs/small/timetable?day=2026-05-15",
    "/fairs/small/report",
)


@pytest.mark.usefixtures("solved")
def test_a_public_page_names_no_firm_and_no_firms_contact(client: FlaskClient) -> None:
    for page in PAGES:
        for lang in ("ko", "en"):
            client.set_cookie("lang", lang)
            answer = client.get(page)
            assert answer.status_code == 200
            assert f'<html lang="{lang}">' in answer.text
            assert not [secret for secret in SECRETS if secret in answer.text]


@pytest.mark.usefixtures("planned")
def test_the_start_page_goes_to_the_only_fair(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/fairs/small/")


@pytest.mark.usefixtures("planned")
def test_the_fair_shows_hours_agencies_totals_and_programme(client: FlaskClient) -> None:
    text = client.get("/fairs/small/").text
    for wanted in (
        "2026-05-14(목)",
        "10:00–11:20",
        "한빛구청 1층 로비",
        "4,610만 원",
        "8,410만 원",
        "여는 인사",
        "시간표 공개 예정",
    ):
        assert wanted in text


@pytest.mark.usefixtures("published")
def test_the_fair_shows_the_number_of_published_consultations(client: FlaskClient) -> None:
    assert "<dt>Consultations</dt><dd>9</dd>" in client.get("/fairs/small/?lang=en").text


@pytest.mark.usefixtures("planned")
def test_before_publication_the_timetable_says_so_and_what_to_do(client: FlaskClient) -> None:
    text = client.get("/fairs/small/timetable?lang=en").text
    assert "The timetable is not published yet" in text
    assert "What to do next" in text
    assert "<table" not in text
    assert "not published yet" in client.get("/fairs/small/agencies/A1?lang=en").text
    assert "There are no figures yet" in client.get("/fairs/small/report?lang=en").text


@pytest.mark.usefixtures("published")
def test_the_grid_tells_taken_free_and_closed_in_words(client: FlaskClient) -> None:
    text = client.get("/fairs/small/timetable?day=2026-05-14&lang=en").text
    assert text.count("2 of 2 seats taken") == 2
    assert text.count("1 of 2 seats taken") == 1
    assert text.count("0 of 2 seats taken") == 1
    assert text.count('visually-hidden">taken<') == 3
    assert text.count('visually-hidden">free<') == 1
    assert text.count('visually-hidden">closed<') == 4


@pytest.mark.usefixtures("published")
def test_the_grid_has_headers_of_rows_and_columns(client: FlaskClient) -> None:
    text = client.get("/fairs/small/timetable?day=2026-05-15").text
    assert text.count('scope="col"') == 5
    assert text.count('scope="row"') == 4
    assert 'href="?day=2026-05-15" aria-current="page"' in text


@pytest.mark.usefixtures("published")
def test_an_unknown_day_shows_the_first(client: FlaskClient) -> None:
    assert "2026-05-14(목) 시간표" in client.get("/fairs/small/timetable?day=1999-01-01").text


@pytest.mark.usefixtures("published")
def test_an_agency_shows_its_contact_its_plans_and_its_seats(client: FlaskClient) -> None:
    text = client.get("/fairs/small/agencies/A3?lang=en").text
    for wanted in (
        "Hanbit Facilities Corporation",
        "02-0000-0103",
        "buy@facilities.hanbit.example",
        "체육관 청소용역",
        "3 plan items, ₩28.5 million in all",
    ):
        assert wanted in text
    assert text.count('<td class="taken">') == 1
    assert text.count('<td class="free">') == 3
    assert text.count('<td class="closed">') == 4


@pytest.mark.usefixtures("planned")
def test_a_plan_item_has_an_address_of_its_own(client: FlaskClient) -> None:
    text = client.get("/fairs/small/plans/P102?lang=en").text
    assert "환경미화원 여름 작업복 구매" in text
    assert "₩9,500,000" in text


@pytest.mark.usefixtures("planned")
def test_a_search_says_how_many_and_how_much(client: FlaskClient) -> None:
    text = client.get("/fairs/small/plans?q=도시락&lang=en").text
    assert "3 plan items found, ₩7.5 million in all" in text
    assert "체육관 청소용역" not in text


@pytest.mark.usefixtures("planned")
def test_a_search_without_a_find_says_what_to_do(client: FlaskClient) -> None:
    text = client.get("/fairs/small/plans?q=우주선&lang=en").text
    assert "0 plan items found" in text
    assert "Use fewer or shorter words" in text


@pytest.mark.usefixtures("solved")
def test_the_public_report_shows_goals_with_their_proof(client: FlaskClient) -> None:
    text = client.get("/fairs/small/report?lang=en").text
    assert "Firms with at least 1 consultation<" in text
    assert "Firms with at least 2 consultations<" in text
    assert text.count("proved best possible") >= 4
    assert "Booth full" in text
    assert "<svg" in text
    assert "5 → 8" in text


@pytest.mark.usefixtures("planned")
def test_what_does_not_exist_says_what_to_do(client: FlaskClient) -> None:
    for page in (
        "/nothing",
        "/fairs/other/",
        "/fairs/other/timetable",
        "/fairs/small/agencies/A9",
        "/fairs/small/plans/P999",
    ):
        answer = client.get(page + "?lang=en")
        assert answer.status_code == 404
        assert "To the start page" in answer.text
        assert "첫 화면으로" in client.get(page + "?lang=ko").text


@pytest.mark.usefixtures("planned")
def test_the_wrong_method_says_what_to_do(client: FlaskClient) -> None:
    answer = client.delete("/fairs/small/?lang=en")
    assert answer.status_code == 405
    assert "Begin again from the start page" in answer.text


@pytest.mark.usefixtures("planned")
def test_an_agency_without_a_booth_still_has_its_page(client: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.delete(session.scalars(select(Booth).where(Booth.code == "B3")).one())
    text = client.get("/fairs/small/agencies/A3?lang=en").text
    assert "No booth has been given to this agency yet." in text
    assert client.get("/fairs/small/?lang=en").status_code == 200


@pytest.mark.usefixtures("planned")
def test_what_a_search_finds_is_handed_out_as_files(client: FlaskClient) -> None:
    found = client.get("/fairs/small/plans?agency=A1&lang=en").text
    assert "/fairs/small/plans.csv?agency=A1" in found
    everything = client.get("/fairs/small/plans.csv").text.splitlines()
    some = client.get("/fairs/small/plans.csv?agency=A1")
    assert some.headers["Content-Disposition"] == 'attachment; filename="small-plans.csv"'
    assert 1 < len(some.text.splitlines()) < len(everything)
    assert all(",A1," in line for line in some.text.splitlines()[1:])
    book = client.get("/fairs/small/plans.xlsx?agency=A1")
    assert book.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert book.data[:2] == b"PK"
    assert client.get("/fairs/none/plans.csv").status_code == 404
