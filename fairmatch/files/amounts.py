"""Amounts of money as people write them: 19,000,000 · 1,900만원 · 1억 2천만 · 19,000천원."""

import re
from decimal import Decimal

from fairmatch.files.cells import folded

_LARGE = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}
_SMALL = {"천": 1_000, "백": 100, "십": 10, "": 1}
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TERM = re.compile(rf"({_FIGURE})?([천백십]?)", re.ASCII)
_SECTION = re.compile(rf"((?:{_FIGURE}|[천백십])+)([조억만]?)", re.ASCII)
_KOREAN = re.compile(rf"(?:(?:{_FIGURE}|[천백십])+[조억만]?)+", re.ASCII)
_ENGLISH = re.compile(rf"({_FIGURE})(million|billion|m|bn)", re.ASCII)
_PARTED = re.compile(r"\d\s+\d")
_WORDS = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_DIGITS = str.maketrans("일이삼사오육칠팔구", "123456789")
_LONGEST = 40


def won(value: object) -> object:
    """Read an amount in won; what is no text is given back as it is.

    Thousands may be set off by commas; 조, 억, 만 and 천, 백, 십 count as they do in speech, so
    that 19,000천원 and 19백만원 of budget tables are read as well as 1억 2천만원.

    Raises
    ------
    ValueError
        If the text is none, or no whole number of won.
    """
    if not isinstance(value, str):
        return value
    text = str(folded(value)).casefold()
    found = None if len(text) > _LONGEST or _PARTED.search(text) else _read(_bare(text))
    if found is None or found != int(found):
        raise ValueError("an amount in won")
    return int(found)


def _bare(text: str) -> str:
    """Give the amount without spaces and without the words that only say that it is won."""
    text = "".join(text.split()).translate(_DIGITS)
    text = text.removeprefix("₩").removeprefix("krw").removeprefix("금")
    return text.removesuffix("정").removesuffix("원").removesuffix("won").removesuffix("krw")


def _read(text: str) -> Decimal | None:
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-") if text[:2] not in {"--", "++", "+-", "-+"} else ""
    if english := _ENGLISH.fullmatch(text):
        return sign * _figure(english[1]) * _WORDS[english[2]]
    if not _KOREAN.fullmatch(text):
        return None
    total, above = Decimal(0), 10**16
    for section in _SECTION.finditer(text):
        unit = _LARGE[section[2]]
        part = _section(section[1], unit)
        # 만 after 억, 억 after 조: what is smaller follows, or it is no amount.
        if part is None or unit >= above:
            return None
        total, above = total + part, unit
    return sign * total


def _section(text: str, unit: int) -> Decimal | None:
    total, above = Decimal(0), 10**4
    for figure, word in _TERM.findall(text):
        if not figure and not word:
            continue
        # A thousand by itself: 천만 is 1천만.
        number = _figure(figure) if figure else Decimal(1)
        small = _SMALL[word]
        if small >= above:
            return None
        total, above = total + number * small, small
    return total * unit


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
