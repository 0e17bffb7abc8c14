from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from tests.fairmatch.papers.read_pdf import alternatives_of, pages_of, words_of
from tests.web.keys import Keys
from tests.web.signing_in import Members, sign_in

PAPERS = "/desk/small/papers"


def test_a_firm_prints_its_schedule_from_its_private_page(
    client: FlaskClient, published: None, keys: Keys
) -> None:
    page = f"/my/{keys.firms['F1']}"
    assert f'href="{page}/schedule.pdf"' in client.get(page).text
    answer = client.get(f"{page}/schedule.pdf")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert (
        "no-store" in answer.headers["Cache-Control"]
        or "private" in answer.headers["Cache-Control"]
    )
    assert "맑은복도협동조합" in words_of(answer.data)
    assert any(text.endswith(page) for text in alternatives_of(answer.data))


def test_a_firms_people_and_an_agencys_officers_print_theirs(
    client: FlaskClient, published: None, who: Members
) -> None:
    sign_in(client, who.contact)
    assert "/firm/small/F1/schedule.pdf" in client.get("/firm/small/F1/").text
    answer = client.get("/firm/small/F1/schedule.pdf?lang=en")
    assert "Clear Corridor Cooperative" in words_of(answer.data)
    sign_in(client, who.officer)
    assert "/agency/small/A1/schedule.pdf" in client.get("/agency/small/A1/").text
    assert "한빛구청" in words_of(client.get("/agency/small/A1/schedule.pdf").data)


def test_the_desk_hands_out_every_paper(desk: FlaskClient, published: None) -> None:
    page = desk.get(PAPERS).text
    for name in ("schedules.pdf", "schedules.zip", "doors-2026-05-14.pdf", "book.pdf"):
        assert f"{PAPERS}/{name}" in page
        assert desk.get(f"{PAPERS}/{name}").status_code == 200
    archive = ZipFile(BytesIO(desk.get(f"{PAPERS}/schedules.zip").data))
    assert len(archive.namelist()) == 3 + 5


def test_door_sheets_name_firms_only_where_asked(desk: FlaskClient, published: None) -> None:
    plain = words_of(desk.get(f"{PAPERS}/doors-2026-05-14.pdf").data)
    named = words_of(desk.get(f"{PAPERS}/doors-2026-05-14.pdf?names=1").data)
    assert "맑은복도협동조합" not in plain
    assert "맑은복도협동조합" in named


@pytest.mark.parametrize("day", ["2026-05-13", "yesterday", "2026-02-30"])
def test_there_are_no_door_sheets_of_other_days(
    desk: FlaskClient, published: None, day: str
) -> None:
    assert desk.get(f"{PAPERS}/doors-{day}.pdf").status_code == 404


def test_badges_of_one_side(desk: FlaskClient, published: None) -> None:
    agencies = words_of(desk.get(f"{PAPERS}/badges.pdf?side=agencies").data)
    assert "김하나" in agencies
    assert "정가람" not in agencies
    assert len(pages_of(desk.get(f"{PAPERS}/badges.pdf").data)) == 1


def test_before_a_version_there_is_nothing_to_print(desk: FlaskClient, planned: None) -> None:
    page = desk.get(PAPERS).text
    assert "아직 공개된 시간표가 없습니다" in page
    assert "schedules.pdf" not in page
    assert desk.get(f"{PAPERS}/schedules.pdf").status_code == 404


def test_a_badge_leads_strangers_to_public_pages_and_the_desk_to_the_party(
    client: FlaskClient, published: None, who: Members
) -> None:
    assert client.get("/badge/small/firm/F1").location == "/fairs/small/"
    assert client.get("/badge/small/agency/A1").location == "/fairs/small/agencies/A1"
    assert client.get("/badge/small/other/A1").status_code == 404
    sign_in(client, who.organiser)
    assert client.get("/badge/small/firm/F1").location == "/firm/small/F1/"
    assert client.get("/badge/small/agency/A1").location == "/agency/small/A1/"
    sign_in(client, who.other_contact)
    assert client.get("/badge/small/firm/F1").location == "/fairs/small/"
