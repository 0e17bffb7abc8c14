from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from fairmatch.catalogue import PlanOrder, PlanQuery
from fairmatch.models import AgencyKind, BuyingMethod
from web.public.plan_search import LONGEST_TEXT, page_address, query_from


def test_an_address_becomes_a_query() -> None:
    args = MultiDict(
        {
            "q": " 청소 용역 ",
            "agency": "A01",
            "kind": "district",
            "quarter": "2",
            "method": "negotiated",
            "group": "76",
            "amount": "20m-50m",
            "sort": "title",
            "page": "3",
        }
    )
    assert query_from(args) == PlanQuery(
        text="청소 용역",
        synonyms=True,
        agency="A01",
        kind=AgencyKind.DISTRICT,
        quarter=2,
        method=BuyingMethod.NEGOTIATED,
        segment="76",
        at_least=20_000_000,
        at_most=50_000_000,
        order=PlanOrder.TITLE,
        page=3,
    )


def test_what_cannot_be_understood_restricts_nothing() -> None:
    args = MultiDict(
        {"kind": "x", "quarter": "5", "method": "", "group": "7x", "amount": "-", "page": "0"}
    )
    assert query_from(args) == PlanQuery(synonyms=True)


def test_words_of_the_same_meaning_can_be_left_out() -> None:
    assert not query_from(MultiDict({"words": "exact"})).synonyms


@given(st.dictionaries(st.sampled_from(["q", "quarter", "group", "page", "sort"]), st.text()))
def test_any_address_gives_a_query(args: dict[str, str]) -> None:
    query = query_from(MultiDict(args))
    assert query.page >= 1
    assert len(query.text) <= LONGEST_TEXT


def test_the_next_page_keeps_the_search() -> None:
    args = MultiDict({"q": "청소", "quarter": "", "page": "1"})
    assert page_address(args, 2) == "?q=%EC%B2%AD%EC%86%8C&page=2"
