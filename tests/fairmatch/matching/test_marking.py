"""The words that a match rests on, found again in the title however it is spaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.matching.items import Match, Offered, Reason, ReasonKind, Wanted
from fairmatch.matching.marking import marked, marked_title


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("환경미화원 근무복 구매", ["근무복"], ["근무복"]),
        ("본관 청소 용역", ["청소용역"], ["청소 용역"]),
        ("청소의 용역", ["청소 용역"], ["청소의 용역"]),
        ("LED 조명 교체", ["led", "조명"], ["LED", "조명"]),
        ("떡갈나무 심기와 떡 구매", ["떡"], ["떡"]),
        ("근무복", [], []),
        ("", ["근무복"], []),
    ],
)
def test_words_are_marked(text: str, words: list[str], marks: list[str]) -> None:
    pieces = marked(text, words)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece.strip() for piece, is_word in pieces if is_word] == marks


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=4))
def test_no_letter_is_lost_or_added(text: str, words: list[str]) -> None:
    assert "".join(piece for piece, _ in marked(text, words)) == text


def test_a_category_marks_nothing() -> None:
    match = Match(
        Wanted("P1", "도색 5310"),
        Offered("F1", "벽화"),
        0.5,
        (Reason(ReasonKind.CATEGORY, "53102710", "53101500", "5310"),),
    )
    assert marked_title(match) == [("도색 5310", False)]
