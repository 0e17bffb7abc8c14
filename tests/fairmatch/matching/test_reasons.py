"""Why a plan item and a product match."""

import pytest

from fairmatch.matching.items import Offered, Reason, ReasonKind, Wanted
from fairmatch.matching.reasons import reasons
from fairmatch.matching.synonyms import Synonyms

TABLE = Synonyms([("유니폼", "작업복"), ("근무복", "작업복"), ("청소년", "아동")])


def said(
    title: str, name: str, categories: tuple[str, str] = ("", ""), table: Synonyms = TABLE
) -> list[Reason]:
    wanted, offered = Wanted("P", title, categories[0]), Offered("F", name, categories[1])
    return list(reasons(table, wanted, offered, table.read(title), table.read(name)))


def test_a_word_in_both_is_told_once() -> None:
    assert said("안내직원 유니폼 제작", "유니폼·근무복") == [
        Reason(ReasonKind.SAME, "유니폼", "유니폼")
    ]


def test_synonyms_are_told_with_the_meaning_they_share() -> None:
    assert said("안내직원 유니폼을 제작", "근무복") == [
        Reason(ReasonKind.SYNONYM, "유니폼", "근무복", "작업복")
    ]
    assert said("작업복 구매", "근무복") == [
        Reason(ReasonKind.SYNONYM, "작업복", "근무복", "작업복")
    ]


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("본관 도배", "도배", ReasonKind.SAME),
        ("본관의 도배를", "도배", ReasonKind.SAME),
        ("빅데이터 수집", "데이터", ReasonKind.SIMILAR),
        ("축제 리플렛", "리플릿", ReasonKind.SIMILAR),
        ("모바일 어플리케이션", "애플리케이션", ReasonKind.SIMILAR),
        ("흰 근무복지", "근무복", ReasonKind.SAME),
        ("근무북 구매", "근무복", ReasonKind.SIMILAR),
    ],
)
def test_words_the_table_does_not_know_are_compared_letter_by_letter(
    title: str, name: str, kind: ReasonKind
) -> None:
    assert [reason.kind for reason in said(title, name)] == [kind]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("청소년 캠프", "청소"),
        ("소방 점검", "소독 점수"),
        ("2016년도 책장 구매", "2016년도 의자 구매"),
        ("현장 용역 위탁", "시설 용역 위탁"),
        ("", "도배"),
    ],
)
def test_stray_letters_and_words_of_any_purchase_are_no_reason(title: str, name: str) -> None:
    assert said(title, name) == []


@pytest.mark.parametrize(
    ("other", "by"), [("53102710", "53102710"), ("53102799", "531027"), ("53109999", "5310")]
)
def test_categories_are_a_reason_from_four_digits_on(other: str, by: str) -> None:
    assert said("가", "나", ("53102710", other)) == [
        Reason(ReasonKind.CATEGORY, "53102710", other, by)
    ]
    assert said("가", "나", ("53102710", "53999999")) == []
    assert said("가", "나", ("", "")) == []


def test_the_strongest_reason_comes_first() -> None:
    kinds = [
        reason.kind
        for reason in said("리플렛 유니폼 도배", "리플릿 근무복 도배", ("53102710", "53102710"))
    ]
    assert kinds == list(ReasonKind)
