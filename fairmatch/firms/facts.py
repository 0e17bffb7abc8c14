"""What a firm says of itself, as values that refuse to be wrong."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

from fairmatch.accounts import plain_address
from fairmatch.errors import BadAddress
from fairmatch.files.cells import control_character, tidy
from fairmatch.files.columns import Date, ProductCode, RegistrationNumber, Text
from fairmatch.models import FirmKind

LONGEST_NAME = 200
LONGEST_PERSON = 100
LONGEST_PHONE = 40
LONGEST_DISTRICT = 40
LONGEST_CERTIFICATE = 60
LONGEST_PITCH = 500
MOST_PRODUCTS = 20
MOST_EMPLOYEES = 10_000_000


def _address(text: str) -> str:
    try:
        return plain_address(text)
    except BadAddress as error:
        raise ValueError("a mail address as name@company.kr") from error


Address = Annotated[str, AfterValidator(_address)]
Person = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PERSON)]
Phone = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PHONE)]


class Facts(BaseModel):
    """Base of all: stripped, unchangeable; a wrong value raises pydantic's ``ValidationError``."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _plain_text(cls, value: object) -> object:
        if isinstance(value, str):
            if control_character(value):
                raise ValueError("text without control characters")
            return tidy(value)
        return value


class FirmFacts(Facts):
    """What a firm is, in its own words."""

    name_ko: Text
    name_en: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    representative: Person
    district: Annotated[str, Field(max_length=LONGEST_DISTRICT)] = ""
    founded: Date | None = None
    employees: Annotated[int | None, Field(ge=0, le=MOST_EMPLOYEES)] = None
    language: Literal["ko", "en"] = "ko"


class Number(Facts):
    """A business registration number whose last digit checks, as ``000-00-00000``."""

    value: RegistrationNumber


class PersonFacts(Facts):
    """A person, and where to call."""

    name: Person
    phone: Phone


class ContactFacts(PersonFacts):
    """A person who speaks for a firm, known by a mail address."""

    email: Address


class Certificate(Facts):
    """Something a firm is, with the paper that says so; ``expires`` is its last day."""

    kind: FirmKind
    number: Annotated[str, Field(max_length=LONGEST_CERTIFICATE)] = ""
    expires: Date | None = None


class Offer(Facts):
    """Something a firm sells, with a code of 8 or 10 digits or none."""

    name: Text
    category: ProductCode = ""


class Pitch(Facts):
    """What a firm says of itself in a few sentences."""

    text: Annotated[str, Field(max_length=LONGEST_PITCH)] = ""


class Consents(Facts):
    """What a firm agrees to; without ``privacy`` nothing may be kept of it."""

    privacy: bool
    third_party: bool
