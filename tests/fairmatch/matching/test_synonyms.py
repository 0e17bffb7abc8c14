"""The table of synonyms: what it finds in a text, and how a fair amends it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.matching.synonyms import Reading, Synonyms, default_pairs
from fairmatch.matching.words import PARTICLES, closed

TABLE = Synonyms(
    [
        ("환경미화", "청소"),
        ("위생관리", "청소"),
        ("환경미화원", "미화원"),
        ("청소년", "아동"),
        ("유니폼", "작업복"),
        ("uniform", "작업복"),
        ("데이터 구축", "전산화"),
        ("떡", "간식"),
        ("다과", "간식"),
        ("다과", "음료"),
    ]
)


def found(text: str, table: Synonyms = TABLE) -> list[str]:
    return [one.word for one in table.read(text).found]


def meanings(text: str) -> set[str]:
    return {meaning for one in TABLE.read(text).found for meaning in one.meanings}


def test_the_longest_word_at_a_place_is_read() -> None:
    assert found("환경미화원 작업복") == ["환경미화원", "작업복"]
    assert found("환경미화 위탁") == ["환경미화"]
    assert found("청소년 캠프") == ["청소년"]
    assert found("본관청소용역") == ["청소"]


def test_a_word_may_mean_several_things() -> None:
    assert meanings("다과") == {"다과", "간식", "음료"} - {"다과"}
    assert meanings("간식") == {"간식"}


def test_short_and_latin_words_stand_alone() -> None:
    assert found("떡을 구매") == ["떡"]
    assert found("떡갈나무 정비") == []
    assert found("UNIFORM 제작") == ["uniform"]
    assert found("uniformity") == []


def test_a_word_over_a_space_begins_where_a_word_begins() -> None:
    assert found("환경 미화") == ["환경미화"]
    assert found("소환경 미화") == []
    table = Synonyms([("보도", "길")])
    assert found("벽보 도배", table) == []


def test_what_the_table_does_not_know_is_left_and_phrases_leave_their_words() -> None:
    assert TABLE.read("본관 청소용역").rest == ("본관", "용역")
    reading = TABLE.read("민원 데이터를 구축")
    assert [one.word for one in reading.found] == ["데이터구축"]
    assert reading.rest == ("민원", "데이터", "구축")
    assert TABLE.read("") == Reading((), ())


@given(
    st.sampled_from(["환경 미화", "위생 관리", "데이터 구축"]),
    st.sampled_from(["", " ", "  ", "·"]),
    st.sampled_from(["", *PARTICLES]),
    st.sampled_from(["", "정기 ", "본관·"]),
)
def test_spaces_and_particles_change_no_meaning(
    phrase: str, gap: str, particle: str, before: str
) -> None:
    one, two = phrase.split()
    text = f"{before}{one}{particle if gap else ''}{gap}{two}{particle} 용역"
    assert meanings(text) == meanings(phrase)


@given(st.text(alphabet="환경미화원청소년떡다과 유니폼uniform·을", max_size=30))
def test_any_text_is_read_and_every_word_found_is_in_it(text: str) -> None:
    reading = TABLE.read(text)
    for one in reading.found:
        assert one.meanings
    for piece in reading.rest:
        assert piece in closed(text)


def test_words_of_one_meaning_are_the_same_and_meanings_do_not_chain() -> None:
    assert TABLE.same("환경 미화") == ["위생관리", "청소"]
    assert TABLE.same("유니폼") == ["uniform", "작업복"]
    assert TABLE.same("자전거") == []
    chained = Synonyms([("가나", "다라"), ("다라", "마바")])
    assert chained.same("가나") == ["다라"]
    assert chained.same("마바") == ["다라"]


def test_a_fair_adds_words_and_takes_words_out() -> None:
    table = Synonyms.amended([("밥상", "도시락"), ("유니폼", ""), ("——", "도시락")])
    assert "도시락" in table.same("밥상")
    assert table.same("유니폼") == []
    assert "근무복" in Synonyms.amended().same("유니폼")
    again = Synonyms.amended([("유니폼", ""), ("유니폼", "교복")])
    assert again.same("유니폼") == ["교복"]


def test_the_table_shows_words_as_they_were_written() -> None:
    assert TABLE.shown("데이터구축") == "데이터 구축"


def test_an_empty_table_finds_nothing_and_leaves_every_word() -> None:
    reading = Synonyms(()).read("본관 청소")
    assert reading == Reading((), ("본관", "청소"))


def test_the_programs_table_is_sound() -> None:
    pairs = default_pairs()
    assert [pair for pair, count in Counter(pairs).items() if count > 1] == []
    assert [pair for pair in pairs if closed(pair[0]) == closed(pair[1])] == []
    assert [pair for pair in pairs if not closed(pair[0]) or not closed(pair[1])] == []
    assert len(pairs) > 600


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("청소용역", "환경미화 위탁"),
        ("근무복", "유니폼"),
        ("판촉물", "기념품"),
        ("케이터링", "다과"),
        ("cleaning", "청소"),
        ("website", "누리집"),
    ],
)
def test_the_programs_table_knows_the_words_of_the_field(one: str, other: str) -> None:
    table = Synonyms.amended()
    first, second = (
        {meaning for word in table.read(text).found for meaning in word.meanings}
        for text in (one, other)
    )
    assert first & second


def test_street_cleaners_are_no_cleaning_and_youth_is_none_either() -> None:
    table = Synonyms.amended()
    cleaning = {meaning for word in table.read("청소").found for meaning in word.meanings}
    for text in ("환경미화원 작업복", "청소년수련관", "청소용품 구매"):
        said = {meaning for word in table.read(text).found for meaning in word.meanings}
        assert not said & cleaning, text
