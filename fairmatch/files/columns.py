"""What a cell may hold: the types of the columns, each with how it is read and what it refuses."""

import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from fairmatch.files import amounts, cells
from fairmatch.matching.words import closed
from fairmatch.plan_settings import PlanGoal, require_goals
from fairmatch.registration import require_registration_number
from fairmatch.wording import Unfit, Words


def require_zone(name: str) -> str:
    """Give the name back if the time zone is known.

    Raises
    ------
    Unfit
        If it is not.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        expected = Words(
            ko="Asia/Seoul 같은 IANA 시간대 이름", en="an IANA time zone as Asia/Seoul"
        )
        raise Unfit(expected) from None
    return name


def require_word(text: str) -> str:
    """Give the text back if there is anything in it to compare.

    Raises
    ------
    Unfit
        If it has neither letters nor digits.
    """
    if not closed(text):
        raise Unfit(Words(ko="글자나 숫자가 든 낱말", en="a word with letters or digits"))
    return text


Code = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$", max_length=32),
    BeforeValidator(cells.folded),
]
CodeOrNothing = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,31})?$"),
    BeforeValidator(cells.folded),
]
Date = Annotated[datetime.date, BeforeValidator(cells.day)]
Moment = Annotated[datetime.datetime, BeforeValidator(cells.moment)]
Time = Annotated[datetime.time, BeforeValidator(cells.clock)]
Whole = Annotated[int, BeforeValidator(cells.whole)]
Won = Annotated[int, BeforeValidator(amounts.won), Field(json_schema_extra={"format": "won"})]
WholeOrNone = Annotated[int | None, BeforeValidator(cells.whole)]
Zone = Annotated[str, AfterValidator(require_zone)]
Word = BeforeValidator(cells.word)
YesNo = Annotated[bool, BeforeValidator(cells.yes_no)]
Goals = Annotated[
    tuple[PlanGoal, ...], BeforeValidator(cells.listed), AfterValidator(require_goals)
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(max_length=2000)]
Term = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(require_word)]
Email = Annotated[str, StringConstraints(pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Category = Annotated[
    str, StringConstraints(pattern=r"^([0-9]{8})?$"), BeforeValidator(cells.folded)
]
ProductCode = Annotated[
    str, StringConstraints(pattern=r"^([0-9]{8}([0-9]{2})?)?$"), BeforeValidator(cells.folded)
]
RegistrationNumber = Annotated[
    str, BeforeValidator(cells.folded), AfterValidator(require_registration_number)
]
NumberOrNothing = Annotated[
    str,
    BeforeValidator(cells.folded),
    AfterValidator(lambda text: text and require_registration_number(text)),
]
