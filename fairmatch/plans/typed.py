"""A plan item as somebody typed it: the same words, amounts and limits as in a spreadsheet."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from fairmatch.files.amounts import won
from fairmatch.files.cells import control_character, tidy
from fairmatch.files.expectations import expected_of
from fairmatch.files.rows import PlanRow
from fairmatch.plans.errors import BadPlan
from fairmatch.plans.values import FIELDS
from fairmatch.wording import Words

_AMOUNT: TypeAdapter[int] = TypeAdapter(
    Annotated[int, BeforeValidator(won), PlanRow.model_fields["amount"]]
)
_PLAIN_TEXT = Words(ko="제어 문자가 없는 글", en="text without control characters")


def read_typed(agency: str, code: str, typed: Mapping[str, str]) -> PlanRow:
    """Give the item that was typed, field by field.

    Raises
    ------
    BadPlan
        If anything of it cannot be; it tells what each such field may hold.
    """
    given = {name: tidy(typed.get(name, "")) for name in FIELDS}
    wrong = {name: _PLAIN_TEXT for name, text in given.items() if control_character(text)}
    filled = {name: text for name, text in given.items() if text}
    try:
        row = PlanRow.model_validate({"code": code, "agency": agency, **filled})
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False):
            name = str(problem["loc"][0])
            wrong.setdefault(name, expected_of(PlanRow, name))
        row = None
    if row is None or wrong:
        raise BadPlan(wrong)
    return row


def read_typed_amount(typed: str) -> int:
    """Give an amount as the budget of an item would take it, in won.

    Raises
    ------
    BadPlan
        If it is none, or beyond the limits.
    """
    try:
        return _AMOUNT.validate_python(typed)
    except ValidationError:
        raise BadPlan({"amount": expected_of(PlanRow, "amount")}) from None
