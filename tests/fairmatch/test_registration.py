"""Registration numbers: ten digits of which the last one checks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.registration import check_digit, require_registration_number

nine_digits = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    "number",
    [
        # Numbers printed on the public pages of Samsung Electronics, Naver and Kakao.
        "124-81-00998",
        "220-81-62517",
        "120-81-47521",
    ],
)
def test_numbers_of_well_known_companies_check(number: str) -> None:
    assert require_registration_number(number) == number
    assert require_registration_number(f" {number.replace('-', '')} ") == number


@pytest.mark.parametrize(
    "text", ["", "124-81-0099", "124-81-009980", "12-481-00998", "124 81 00998", "abc-de-fghij"]
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^ten digits, as 000-00-00000$"):
        require_registration_number(text)


def test_digits_of_other_scripts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^ten digits"):
        require_registration_number("١٢٤-٨١-٠٠٩٩٨")


def test_the_right_check_digit_is_named() -> None:
    with pytest.raises(ValueError, match=r"whose last digit checks \(it would be 8\)"):
        require_registration_number("124-81-00997")


@settings(deadline=None)
@given(nine_digits)
def test_exactly_one_last_digit_checks(nine: str) -> None:
    right = check_digit(nine)
    accepted = []
    for last in "0123456789":
        try:
            accepted.append(require_registration_number(nine + last)[-1])
        except ValueError:
            continue
    assert accepted == [right]


@settings(deadline=None)
@given(nine_digits, st.integers(0, 7), st.integers(1, 9))
def test_one_mistyped_digit_never_checks(nine: str, place: int, by: int) -> None:
    wrong = str((int(nine[place]) + by) % 10)
    assert check_digit(nine[:place] + wrong + nine[place + 1 :]) != check_digit(nine)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = require_registration_number(text)
    except ValueError:
        return
    assert number.replace("-", "").isdecimal()
    assert number[:-1] + check_digit(number.replace("-", "")[:9]) == number
