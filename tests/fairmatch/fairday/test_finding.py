"""Who stands at the desk: codes, numbers, names, addresses on paper, keyboards set to Korean."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.fairday.finding import expected, find, plain, typed
from fairmatch.links import address
from fairmatch.models import Fair, LinkPurpose
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm

SECRET = b"a secret of thirty-two bytes....."


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    fair = add_fair(session)
    add_agency(session, fair, "A1")
    for code in ("F1", "F2", "F12"):
        add_firm(session, fair, code)
    return fair


def _found(session: Session, fair: Fair, text: str) -> list[str]:
    return [one.subject for one in find(session, fair, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("F1", ["firm:F1"]),
        ("f1", ["firm:F1"]),
        (" F 1 ", ["firm:F1"]),
        ("A1", ["agency:A1"]),
        ("B1", ["agency:A1"]),
        ("firm f12", ["firm:F12"]),
        ("기업", ["firm:F1", "firm:F12", "firm:F2"]),
        ("기관 A1", ["agency:A1"]),
        ("박대표 F2", ["firm:F2"]),
        ("김담당", ["agency:A1"]),
        ("http://fair.example/badge/fair/firm/F2", ["firm:F2"]),
        ("https://fair.example/badge/fair/agency/A1", ["agency:A1"]),
        ("https://fair.example/badge/another/firm/F2", []),
        ("https://fair.example/badge/fair/firm/F9", []),
        ("https://fair.example/my/guessed", []),
        ("ㄹ12", ["firm:F12"]),
        ("ㅗㅅ세ㄴ://ㄹ먀ㄱ.ㄷㅌ므ㅔㅣㄷ/ㅠㅁㅇㅎㄷ/ㄹ먀ㄱ/랴그/ㄹ2", ["firm:F2"]),
        ("", []),
        ("우주선", []),
        ("https://[", []),
    ],
)
def test_what_is_typed_or_scanned_finds_whom_it_means(
    session: Session, fair: Fair, text: str, found: list[str]
) -> None:
    assert _found(session, fair, text) == found


def test_a_firm_is_found_by_its_number_with_or_without_hyphens(
    session: Session, fair: Fair
) -> None:
    firm = next(one for one in expected(session, fair) if one.code == "F12")
    assert _found(session, fair, firm.number) == ["firm:F12"]
    assert _found(session, fair, firm.number.replace("-", "")) == ["firm:F12"]


def test_the_code_on_a_schedule_finds_its_owner_while_it_opens_their_page(
    session: Session, fair: Fair, clock: Callable[[], datetime]
) -> None:
    elsewhere = add_fair(session, "elsewhere")
    other = add_firm(session, elsewhere, "F77")
    firm = add_firm(session, fair, "F3")
    agency = add_agency(session, fair, "A2")
    tokens = [
        address(session, SECRET, fair, firm=firm, purpose=LinkPurpose.PAGE, clock=clock),
        address(session, SECRET, fair, agency=agency, purpose=LinkPurpose.PAGE, clock=clock),
        address(session, SECRET, elsewhere, firm=other, purpose=LinkPurpose.PAGE, clock=clock),
    ]
    found = [_found(session, fair, f"https://fair.example/my/{token}") for token in tokens]
    assert found == [["firm:F3"], ["agency:A2"], []]


def test_who_does_not_take_part_is_not_expected(session: Session, fair: Fair) -> None:
    add_firm(session, fair, "F4", withdrawn_at=datetime.fromisoformat("2015-10-20T00:00Z"))
    assert "F4" not in {one.code for one in expected(session, fair)}


@given(st.text(max_size=40))
def test_no_text_is_too_strange_to_be_compared(text: str) -> None:
    assert not {" ", "-"} & set(plain(text))
    assert typed(text).isascii() or not text.isascii()
