from hypothesis import given
from hypothesis import strategies as st

from fairmatch.papers.wrapping import LONGEST, wrappable


def test_a_long_latin_word_gets_places_to_break() -> None:
    assert wrappable("x" * 30) == "\u200b".join(["x" * LONGEST, "x" * LONGEST, "xx"])


def test_words_that_break_by_themselves_stay_as_they_are() -> None:
    text = "가나다라마바사아자차카타파하거너더러머버서 short words"
    assert wrappable(text) == text


def test_what_is_no_running_text_stays_whole() -> None:
    address = "https://fair.example/my/" + "x" * 43
    assert wrappable({"alt": address, "rows": [address]}) == {
        "alt": address,
        "rows": [wrappable(address)],
    }


def test_numbers_and_nothing_pass() -> None:
    assert wrappable((1, None, True)) == [1, None, True]


@given(st.text())
def test_nothing_readable_is_lost(text: str) -> None:
    wrapped = wrappable(text)
    assert isinstance(wrapped, str)
    kept = [one for one in wrapped if one != "\u200b"]
    assert [one for one in text if one.isprintable() and one != "\u200b"] == [
        one for one in kept if one.isprintable()
    ]
