"""Business registration numbers (사업자등록번호): ten digits, the last one a check digit."""

import re

from fairmatch.wording import Unfit, Words

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_FORM = re.compile(r"\d{3}-?\d{2}-?\d{5}", re.ASCII)


def check_digit(first_nine: str) -> str:
    """Give the tenth digit that belongs to nine.

    The digits are weighted 1 3 7 1 3 7 1 3 5; the tens of five times the ninth are added;
    the check digit fills the sum up to a multiple of ten.
    """
    digits = [int(digit) for digit in first_nine]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    total += 5 * digits[8] // 10
    return str(-total % 10)


def require_registration_number(text: str) -> str:
    """Give the number as ``000-00-00000``.

    Raises
    ------
    Unfit
        If it has not ten digits or its check digit is wrong; the message says which.
    """
    stripped = text.strip()
    if not _FORM.fullmatch(stripped):
        raise Unfit(Words(ko="000-00-00000처럼 쓴 열 자리 숫자", en="ten digits, as 000-00-00000"))
    digits = stripped.replace("-", "")
    wanted = check_digit(digits[:9])
    if digits[9] != wanted:
        raise Unfit(
            Words(
                ko=f"끝자리가 맞는 사업자등록번호(끝자리는 {wanted}이어야 함)",
                en=f"a registration number whose last digit checks (it would be {wanted})",
            )
        )
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
