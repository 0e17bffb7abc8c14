"""What one cell of a file says: tidy text, whole numbers, dates, times, words of a closed set."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from fairmatch.files.labels import LABELS, YES_NO

CellValue = str | int | float | bool | date | datetime | time | timedelta | None

FAILED_FORMULAS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))
_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?", re.ASCII)
_EXCEL_DAY_ZERO_YEAR = 1900
# Beyond these, a moment near the end of the calendar could not be turned into another zone's.
_FIRST_YEAR, _LAST_YEAR = 1900, 9000


def tidy(text: str) -> str:
    """Give text as one composed form, without unseen signs and outer or hard spaces."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def control_character(text: str) -> bool:
    """Tell whether the text holds a control character that no database or page can show."""
    return not text.isprintable() and any(
        unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text
    )


def text_of(value: CellValue) -> str:
    """Give the text of a typed cell of a workbook or of a TOML file, as a person reads it.

    A whole number loses its ``.0``, a date at midnight its time, and a time of day is rounded
    to the second, as spreadsheets keep it as a fraction of a day.
    """
    match value:
        case None:
            text = ""
        case str():
            text = tidy(value)
        case bool():
            text = "true" if value else "false"
        case float():
            text = str(int(value)) if value.is_integer() else repr(value)
        case int():
            text = str(value)
        case timedelta():
            text = _clock(round(value.total_seconds()))
        case datetime():
            text = _text_of_moment(value)
        case date():
            text = value.isoformat()
        case time():
            text = _clock(round(_seconds(value)))
    return text


def _seconds(value: time) -> float:
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{shown}:{rest:02}" if rest else shown


def _text_of_moment(value: datetime) -> str:
    seconds = round(_seconds(value.time()))
    # A bare time in a cell formatted as date and time is given on the calendar's day zero.
    if value.year < _EXCEL_DAY_ZERO_YEAR:
        return _clock(seconds)
    shown = value.date().isoformat()
    return f"{shown} {_clock(seconds)}" if seconds else shown


def folded(value: object) -> object:
    """Give text with full-width signs made plain (codes and numbers typed by a Korean keyboard)."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


def whole(value: object) -> object:
    """Read a whole number; thousands may be set off by commas, ``.0`` is allowed.

    Raises
    ------
    ValueError
        If the text is none.
    """
    if not isinstance(value, str):
        return value
    text = str(folded(value))
    if not _WHOLE.fullmatch(text) or len(text) > 40:
        raise ValueError("a whole number")
    return int(Decimal(text.replace(",", "")))


def day(value: object) -> object:
    """Read a date: ``2015-10-29``, ``2015. 10. 29.``, ``2015/10/29``, ``2015년 10월 29일``.

    Raises
    ------
    ValueError
        If the text is none, or the calendar has no such day.
    """
    if not isinstance(value, str):
        return value
    found = _DATE.fullmatch(str(folded(value)).removesuffix(" 00:00"))
    if found is None:
        raise ValueError("a date")
    year, month, number = map(int, found.groups())
    return date(year, month, number)


def clock(value: object) -> object:
    """Read a time of day: ``9:30``, ``09:30`` or ``09:30:00``.

    Raises
    ------
    ValueError
        If the text is none.
    """
    if not isinstance(value, str):
        return value
    found = _TIME.fullmatch(str(folded(value)))
    if found is None:
        raise ValueError("a time")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def moment(value: object) -> object:
    """Read a date and a time of day, in any form of both; 24:00 is the end of the day.

    Raises
    ------
    ValueError
        If the text is not both: a date alone does not say whether its day still counts.
    """
    if not isinstance(value, str):
        return value
    date_text, _, time_text = str(folded(value)).replace("T", " ").rpartition(" ")
    on = day(date_text)
    if not isinstance(on, date) or not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise ValueError("a date and a time")
    if time_text in {"24:00", "24:00:00"}:
        return datetime.combine(on, time()) + timedelta(days=1)
    at = clock(time_text)
    return datetime.combine(on, at if isinstance(at, time) else time())


def word(value: object) -> object:
    """Read a word of a closed set: its Korean label is given back as the stored word."""
    return _WORDS.get(value.replace(" ", ""), value) if isinstance(value, str) else value


def yes_no(value: object) -> object:
    """Read yes or no, as ``yes``, ``true``, 예 or a cell that is ticked.

    Raises
    ------
    ValueError
        If the text is neither.
    """
    if not isinstance(value, str):
        return value
    answer = _YES_NO.get(str(folded(value)).casefold())
    if answer is None:
        raise ValueError("yes or no")
    return answer


def listed(value: object) -> object:
    """Give the words of a closed set that stand in one cell with commas between."""
    if not isinstance(value, str):
        return value
    return tuple(word(part.strip()) for part in str(folded(value)).split(","))


_YES_NO = {label: answer for answer, label in YES_NO.items()} | {
    "yes": True,
    "true": True,
    "no": False,
    "false": False,
    "아니오": False,
}
_WORDS: dict[str, StrEnum] = {
    label.replace(" ", ""): member for labels in LABELS.values() for member, label in labels.items()
}
