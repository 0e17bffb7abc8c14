"""Amounts in won as people type them and as budget tables have them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.files.amounts import won
from fairmatch.files.cells import whole


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("19,000,000", 19_000_000),
        ("19000000원", 19_000_000),
        ("₩19,000,000", 19_000_000),
        ("1,900만원", 19_000_000),
        ("1900만 원", 19_000_000),
        ("19,000천원", 19_000_000),
        ("19백만원", 19_000_000),
        ("금 1,900만원정", 19_000_000),
        ("₩19 million", 19_000_000),
        ("１，９００만원", 19_000_000),
        ("1억 2,000만원", 120_000_000),
        ("1억5천만원", 150_000_000),
        ("3.5억", 350_000_000),
        ("12억3", 1_200_000_003),
        ("천만원", 10_000_000),
        ("삼백오십만원", 3_500_000),
        ("1.2bn", 1_200_000_000),
        ("0", 0),
        ("-5", -5),
        ("19.0", 19),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: int) -> None:
    assert won(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "원", "만원", "억", "1만1억", "1억 만원", "백천원", "1,90만", "19,00", "12 34", "1.23원",
     "--5", "약 1억", "1억~2억", "=1+1", "9" * 41],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="an amount in won"):
        won(text)


@given(st.integers(0, 10**13))
def test_an_amount_shown_to_people_can_be_typed_back(amount: int) -> None:
    eok, man, rest = amount // 10**8, amount // 10**4 % 10**4, amount % 10**4
    spoken = "".join(f"{number:,}{unit}" for number, unit in ((eok, "억 "), (man, "만 ")) if number)
    assert won(f"{amount:,}원") == won(str(amount)) == amount
    assert won(f"{spoken}{rest:,}원") == amount


@given(st.text(max_size=50))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(won(text), int)


@given(st.from_regex(r"[+-]?[0-9]{1,12}(\.0)?", fullmatch=True))
def test_a_plain_whole_number_is_read_as_everywhere(text: str) -> None:
    assert won(text) == whole(text)
