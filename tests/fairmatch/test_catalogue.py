"""Finding plan items: spaces and particles do not matter, filters narrow, pages are stable."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.catalogue import (
    PAGE_SIZE,
    PlanOrder,
    PlanQuery,
    agencies_with_plans,
    all_found,
    find_plan_item,
    search_plans,
    segments_in_use,
)
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.models import AgencyKind, BuyingMethod, Fair, PlanItem, PlanState, Synonym
from fairmatch.overview import figures
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import add_agency, add_fair

ITEMS = (
    ("P1", "A1", "본관 청소 용역", "76111501", 18_000_000, 1, BuyingMethod.LIMITED_BID),
    ("P2", "A1", "환경미화원 여름 작업복 구매", "53102700", 9_500_000, 2, BuyingMethod.NEGOTIATED),
    ("P3", "A2", "체육관 청소용역", "76111501", 24_000_000, 1, BuyingMethod.OPEN_BID),
    ("P4", "A2", "USB 메모리 100% 국산", "43202005", 300_000, 4, BuyingMethod.CATALOGUE),
    ("P5", "A2", "가로등 보수", "", 24_000_000, 3, BuyingMethod.OPEN_BID),
)


def _add_item(session: Session, fair: Fair, agency_id: int, item: tuple[object, ...]) -> None:
    code, _, title, category, amount, quarter, method = item
    session.add(
        PlanItem(
            fair_id=fair.id,
            agency_id=agency_id,
            code=code,
            title=title,
            department="총무과",
            category=category,
            amount=amount,
            year=2016,
            quarter=quarter,
            method=method,
        )
    )


@pytest.fixture
def stocked(engine: Engine) -> Engine:
    """Give a database with two fairs; the other one must never be found."""
    with writing(engine) as session:
        fair = add_fair(session, "fair")
        agencies = {code: add_agency(session, fair, code) for code in ("A1", "A2", "A3")}
        agencies["A2"].kind = AgencyKind.CORPORATION
        for item in ITEMS:
            _add_item(session, fair, agencies[str(item[1])].id, item)
        other = add_fair(session, "other")
        _add_item(session, other, add_agency(session, other, "A1").id, ITEMS[0])
    return engine


Find = Callable[..., list[str]]


@pytest.fixture
def find(stocked: Engine) -> Find:
    """Give a search that answers with codes."""

    def codes(**wanted: Any) -> list[str]:
        with reading(stocked) as session:
            fair = find_fair(session, "fair")
            query = PlanQuery(**wanted)
            return [item.code for item in search_plans(session, fair, query).items]

    return codes


def test_spaces_do_not_matter_on_either_side(find: Find) -> None:
    for text in ("청소용역", "청소 용역", "용역  청소"):
        assert find(text=text) == ["P3", "P1"]
    assert find(text="환경 미화원") == ["P2"]
    assert find(text="여름작업복") == ["P2"]


def test_a_particle_may_be_there_or_not(find: Find) -> None:
    assert find(text="청소를") == ["P3", "P1"]
    assert find(text="작업복은") == ["P2"]
    assert find(text="체육관의 청소용역") == ["P3"]


def test_a_particle_in_the_plan_itself_does_not_hide_it(stocked: Engine, find: Find) -> None:
    with writing(stocked) as session:
        fair = find_fair(session, "fair")
        agency = agencies_with_plans(session, fair)[0].agency
        title = "어린이 도서관의 서가를 위한 도배·장판"
        _add_item(session, fair, agency.id, ("Q1", "", title, "", 1, 1, BuyingMethod.OPEN_BID))
    for text in (
        "도서관서가",
        "도서관의 서가",
        "어린이도서관",
        "도배장판",
        "도배 장판",
        "도배·장판",
    ):
        assert find(text=text) == ["Q1"], text
    assert find(text="서가도배") == []


def test_words_of_the_same_meaning_are_found_where_asked_for(stocked: Engine, find: Find) -> None:
    assert find(text="유니폼") == []
    assert find(text="유니폼", synonyms=True) == ["P2"]
    assert find(text="uniform", synonyms=True) == ["P2"]
    assert find(text="펜던트등", synonyms=True) == []
    with writing(stocked) as session:
        fair = find_fair(session, "fair")
        session.add(Synonym(fair_id=fair.id, word="펜던트등", meaning="가로등"))
        session.add(Synonym(fair_id=fair.id, word="유니폼", meaning=""))
    assert find(text="펜던트등", synonyms=True) == ["P5"]
    assert find(text="유니폼", synonyms=True) == []


def test_short_and_latin_synonyms_are_found_as_words_only(stocked: Engine, find: Find) -> None:
    with writing(stocked) as session:
        fair = find_fair(session, "fair")
        agency = agencies_with_plans(session, fair)[0].agency
        for code, title in (("Q1", "정책 연구"), ("Q2", "책을 구매"), ("Q3", "SYSTEM 교체")):
            _add_item(session, fair, agency.id, (code, "", title, "", 1, 1, BuyingMethod.OPEN_BID))
    assert find(text="장서", synonyms=True) == ["Q2"]
    assert find(text="세제", synonyms=True) == []


@pytest.mark.parametrize("text", ["(", "[가", "a|b", "\\", "*", "가{2}", "(?i)", "^", "$"])
def test_signs_of_a_pattern_are_looked_for_as_they_stand(find: Find, text: str) -> None:
    assert find(text=text) == []


@pytest.mark.parametrize("text", ["가" * 200, "각 " * 100, "가나다라마바사 " * 25, "a" * 200])
def test_the_longest_search_is_answered(find: Find, text: str) -> None:
    assert find(text=text, synonyms=True) == []


def test_several_words_narrow_and_each_may_stand_in_another_field(find: Find) -> None:
    assert find(text="청소 본관") == ["P1"]
    assert find(text="총무과 가로등") == ["P5"]
    assert find(text="agency a2 청소") == ["P3"]
    assert find(text="청소 작업복") == []


def test_letters_may_be_large_decomposed_or_wild(find: Find) -> None:
    assert find(text="usb") == ["P4"]
    assert find(text=unicodedata.normalize("NFD", "청소용역")) == ["P3", "P1"]
    assert find(text="100%") == ["P4"]
    assert find(text="%") == ["P4"]
    assert find(text="_") == []


def test_a_classification_number_is_found_by_its_beginning(find: Find) -> None:
    assert find(text="7611") == ["P3", "P1"]
    assert find(segment="53") == ["P2"]


def test_filters_narrow_together(find: Find) -> None:
    assert find(agency="A1") == ["P1", "P2"]
    assert find(kind=AgencyKind.CORPORATION, quarter=1) == ["P3"]
    assert find(method=BuyingMethod.OPEN_BID) == ["P3", "P5"]
    assert find(at_least=9_500_000, at_most=18_000_000) == ["P1", "P2"]
    assert find(agency="A3") == []


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        (PlanOrder.AMOUNT_DOWN, ["P3", "P5", "P1", "P2", "P4"]),
        (PlanOrder.AMOUNT_UP, ["P4", "P2", "P1", "P3", "P5"]),
        (PlanOrder.TITLE, ["P4", "P5", "P1", "P3", "P2"]),
        (PlanOrder.AGENCY, ["P1", "P2", "P4", "P5", "P3"]),
        (PlanOrder.QUARTER, ["P1", "P3", "P2", "P5", "P4"]),
    ],
)
def test_items_are_sorted_the_same_on_every_database(
    find: Find, order: PlanOrder, codes: list[str]
) -> None:
    assert find(order=order) == codes


def test_a_page_tells_count_and_amount_of_all_that_was_found(stocked: Engine) -> None:
    with reading(stocked) as session:
        fair = find_fair(session, "fair")
        found = search_plans(session, fair, PlanQuery(text="청소"))
        nothing = search_plans(session, fair, PlanQuery(text="우주선"))
    assert (found.count, found.amount, found.page, found.pages) == (2, 42_000_000, 1, 1)
    assert (nothing.count, nothing.amount, nothing.pages, nothing.items) == (0, 0, 1, ())


def test_pages_part_everything_found_and_end_at_the_last(stocked: Engine) -> None:
    with writing(stocked) as session:
        fair = find_fair(session, "fair")
        agency = agencies_with_plans(session, fair)[0].agency
        for number in range(PAGE_SIZE + 5):
            item = (f"Q{number:03}", "", "연필", "", 1000, 1, BuyingMethod.OPEN_BID)
            _add_item(session, fair, agency.id, item)
    with reading(stocked) as session:
        fair = find_fair(session, "fair")
        pages = [search_plans(session, fair, PlanQuery(text="연필", page=n)) for n in (1, 2, 99)]
        codes = [item.code for page in pages[:2] for item in page.items]
    assert [page.page for page in pages] == [1, 2, 2]
    assert len(codes) == len(set(codes)) == PAGE_SIZE + 5


def test_a_search_asks_two_questions(stocked: Engine) -> None:
    with reading(stocked) as session:
        fair = find_fair(session, "fair")
        with statements(stocked) as sent:
            page = search_plans(session, fair, PlanQuery())
            assert [item.agency.code for item in page.items] == ["A2", "A2", "A1", "A1", "A2"]
        assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_an_item_is_found_by_its_code_in_its_own_fair_only(stocked: Engine) -> None:
    with reading(stocked) as session:
        item = find_plan_item(session, find_fair(session, "fair"), "P2")
        assert item is not None
        assert (item.title, item.agency.booth.code) == ("환경미화원 여름 작업복 구매", "B1")
        assert find_plan_item(session, find_fair(session, "other"), "P2") is None


def test_agencies_come_with_their_totals_even_without_plans(stocked: Engine) -> None:
    with reading(stocked) as session:
        rows = agencies_with_plans(session, find_fair(session, "fair"))
        found = [(row.agency.code, row.count, row.amount) for row in rows]
        assert [row.booth.code for row in rows if row.booth] == ["B1", "B2", "B3"]
    assert found == [("A1", 2, 27_500_000), ("A2", 3, 48_300_000), ("A3", 0, 0)]


def test_segments_in_use_leave_out_items_without_a_classification(stocked: Engine) -> None:
    with reading(stocked) as session:
        assert segments_in_use(session, find_fair(session, "fair")) == ["43", "53", "76"]


def test_a_query_knows_whether_it_restricts_anything() -> None:
    assert not PlanQuery(order=PlanOrder.TITLE, page=3).restricted
    assert PlanQuery(quarter=1).restricted


def test_drafts_and_withdrawn_items_are_nowhere(stocked: Engine, find: Find) -> None:
    with writing(stocked) as session:
        for code, state in (("P1", PlanState.DRAFT), ("P3", PlanState.WITHDRAWN)):
            item = select(PlanItem).join(PlanItem.agency)
            of_fair = item.where(PlanItem.code == code, PlanItem.fair_id == 1)
            session.scalars(of_fair).one().state = state
    assert find(text="청소") == []
    with reading(stocked) as session:
        fair = find_fair(session, "fair")
        assert {item.code for item in all_found(session, fair, PlanQuery())} == {"P2", "P4", "P5"}
        totals = [(one.count, one.amount) for one in agencies_with_plans(session, fair)]
        assert totals == [(1, 9_500_000), (2, 24_300_000), (0, 0)]
        assert segments_in_use(session, fair) == ["43", "53"]
        assert figures(session, fair).plan_items == 3
        assert find_plan_item(session, fair, "P1") is None
        withdrawn = find_plan_item(session, fair, "P3")
        assert withdrawn is not None
        assert withdrawn.state is PlanState.WITHDRAWN
