"""Names so alike that two firms may be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.firms.alike import alike, bare_name
from fairmatch.models import Firm
from tests.fairmatch.fair_rows import add_fair, add_firm


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("(주) 맑은 종이", "맑은종이"),
        ("㈜맑은종이", "맑은종이"),
        ("맑은종이 협동조합", "맑은종이"),
        ("사회적협동조합 맑은-종이", "맑은종이"),
        ("ＡＢＣ", "abc"),
        ("협동조합", "협동조합"),
    ],
)
def test_what_only_says_what_kind_of_firm_it_is_does_not_count(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@given(st.text(min_size=1))
def test_every_name_has_a_bare_one(name: str) -> None:
    assert bare_name(name)
    assert bare_name(name) == bare_name(name)


def test_firms_of_like_names_are_found(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        names = {
            "F1": "(주)맑은종이",
            "F2": "맑은종이 협동조합",
            "F3": "바른청소",
            "F4": "맑은종잇",
        }
        firms: dict[str, Firm] = {}
        for code, name in names.items():
            firms[code] = add_firm(session, fair, code)
            firms[code].name_ko = name
        session.flush()
        found = alike(session, fair, [firms["F1"], firms["F3"]])
        assert [firm.code for firm in found[firms["F1"].id]] == ["F2"]
        assert found[firms["F3"].id] == []
