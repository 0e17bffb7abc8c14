"""The demand heat map."""

from flask.testing import FlaskClient

from tests.web.intake.conftest import DESK


def test_asked_and_seats_stand_in_words_and_signs(desk: FlaskClient) -> None:
    text = desk.get(f"{DESK}/demand").text
    assert text.count('<th scope="row">') == 3 + 1
    assert "→" in text
    assert "Asked in all" in text
    over = desk.get(f"{DESK}/demand?only=over").text
    assert over.count("<tbody>") == 1


def test_all_of_it_is_handed_out(desk: FlaskClient, onlooker: FlaskClient) -> None:
    csv = onlooker.get(f"{DESK}/demand.csv")
    assert csv.content_type == "text/csv; charset=utf-8"
    assert len(csv.text.strip().splitlines()) == 3 + 1
    book = desk.get(f"{DESK}/demand.xlsx")
    assert book.data.startswith(b"PK")
    assert 'filename="small-demand.xlsx"' in book.headers["Content-Disposition"]
