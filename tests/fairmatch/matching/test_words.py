"""Korean text compared: spaces, particles, case and width do not matter."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.matching.words import (
    PARTICLES,
    SHORTEST_STEM,
    closed,
    normal,
    pattern,
    spellings,
    stem,
    words,
)

NOUNS = (
    "청소",
    "용역",
    "환경미화",
    "작업복",
    "도배",
    "장판",
    "북카페",
    "책자",
    "현수막",
    "led",
    "3d",
)
GAPS = ("", " ", "  ", "·", "ㆍ", " · ")

nouns = st.lists(st.sampled_from(NOUNS), min_size=1, max_size=4)
particles = st.sampled_from(("", *PARTICLES))


@st.composite
def written(draw: st.DrawFn) -> tuple[list[str], str]:
    """Give nouns and a text of them: with particles before a gap, or joined without one."""
    parts = draw(nouns)
    text = ""
    for part in parts:
        gap = draw(st.sampled_from(GAPS))
        text += part + (draw(particles) if gap else "") + gap
    return parts, text


@given(written())
def test_words_are_found_however_they_are_spaced_and_whatever_particles_they_have(
    example: tuple[list[str], str],
) -> None:
    parts, text = example
    assert re.search(pattern(["".join(parts)]), text)
    assert re.search(pattern(["".join(parts)]), f"본관 {text}의 구매")


@given(written())
def test_a_search_takes_particles_off_its_own_words(example: tuple[list[str], str]) -> None:
    _, text = example
    for said in spellings(text):
        assert re.search(pattern(said), text)


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(text: str) -> None:
    for word, *stems in spellings(text):
        assert word
        assert re.search(pattern([word], [word]), word)
        for shorter in stems:
            assert word.startswith(shorter)
            assert len(shorter) >= SHORTEST_STEM


@given(st.text())
def test_words_are_parts_of_the_normal_text_in_order(text: str) -> None:
    at = 0
    for word in words(text):
        at = normal(text).index(word, at) + len(word)
    assert closed(text) == "".join(words(text))
    assert normal(normal(text)) == normal(text)


@given(st.lists(st.sampled_from(NOUNS), min_size=1), st.lists(st.sampled_from(GAPS[1:])))
def test_closing_up_leaves_spaces_and_signs_out(parts: list[str], gaps: list[str]) -> None:
    text = "".join(
        part + gap for part, gap in zip(parts, [*gaps, *[" "] * len(parts)], strict=False)
    )
    assert closed(text) == "".join(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("LED조명 A4용지(80g)", ["led", "조명", "a4", "용지", "80", "g"]),
        ("도배·장판ㆍ타일", ["도배", "장판", "타일"]),
        (unicodedata.normalize("NFD", "청소의 용역"), ["청소의", "용역"]),
        ("ＵＳＢ", ["usb"]),
        ("——", []),
    ],
)
def test_words_part_where_letters_of_another_kind_begin(text: str, parts: list[str]) -> None:
    assert words(text) == parts


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("작업복을", "작업복"),
        ("도서관에서는", "도서관"),
        ("용역으로", "용역"),
        ("회의", "회의"),
        ("지도", "지도"),
        ("led", "led"),
    ],
)
def test_a_particle_is_cut_off_where_a_word_stays(word: str, left: str) -> None:
    assert stem(word) == left


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("책", "책을 구매", True),
        ("책", "어린이 책", True),
        ("책", "정책 연구", False),
        ("책", "책상", False),
        ("em", "EM 보급", True),
        ("em", "SYSTEM 교체", False),
    ],
)
def test_a_word_looked_for_alone_is_not_found_within_others(
    word: str, text: str, there: bool
) -> None:
    assert bool(re.search(pattern([], [word]), text)) is there
