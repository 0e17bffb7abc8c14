"""Names and times in sentences for people."""

from datetime import date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from fairmatch.models import Agency, Firm

WEEKDAYS_KO = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Words(BaseModel):
    """One thing said in Korean and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ko: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text for "en", the Korean one for any other language."""
        return self.en if language == "en" else self.ko

    def __str__(self) -> str:
        """Give the English text, which commands and logs speak."""
        return self.en


def said_in(language: str, text: Words | str) -> str:
    """Give a text in a language; what is no sentence of ours is the same in all of them."""
    return text if isinstance(text, str) else text.in_language(language)


class Unfit(ValueError):
    """A value is not what it should be; ``expected`` says what that is."""

    def __init__(self, expected: Words) -> None:
        self.expected = expected
        super().__init__(expected.en)


def name_of(party: Firm | Agency) -> str:
    """Give a party's code and name, the English one behind it where there is one."""
    english = f" ({party.name_en})" if party.name_en else ""
    return f"{party.code} {party.name_ko}{english}"


def pair_of(firm: Firm, agency: Agency) -> str:
    """Give the two parties of a consultation."""
    return f"{name_of(firm)} × {name_of(agency)}"


def deadline_of(local: datetime, language: str) -> str:
    """Give the local time until which something can be done; midnight ends the day before.

    "Until 21 October 00:00" is read as if the 21st still counted; "20 October 24:00" is not.
    """
    midnight = local.time() == time()
    day = local.date() - timedelta(days=1) if midnight else local.date()
    weekday = WEEKDAYS_EN[day.weekday()] if language == "en" else WEEKDAYS_KO[day.weekday()]
    return f"{day.isoformat()}({weekday}) {'24:00' if midnight else f'{local:%H:%M}'}"


def time_in(local: datetime, language: str) -> str:
    """Give a local time with its weekday in a language, as 2015-10-29(Thu) 10:20."""
    weekday = (WEEKDAYS_EN if language == "en" else WEEKDAYS_KO)[local.weekday()]
    return f"{local.date().isoformat()}({weekday}) {local:%H:%M}"


def time_of(day: date, at: time) -> str:
    """Give a local time with its weekday, as 2015-10-29(목) 10:20."""
    return f"{day.isoformat()}({WEEKDAYS_KO[day.weekday()]}) {at:%H:%M}"
