"""How values are written for people, in the language of the page."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask

from fairmatch.wording import WEEKDAYS_EN, WEEKDAYS_KO, Words, deadline_of, said_in
from web.languages import language
from web.words import BUYING_METHODS, PHASES, PLAN_STATES, SILENCES, WAITING_ORDERS

_WEEKDAYS = {"ko": WEEKDAYS_KO, "en": WEEKDAYS_EN}
T = TypeVar("T")
_MAN = 10_000
_EOK = 100_000_000


def install(app: Flask) -> None:
    """Give the filters to the templates."""
    filters: tuple[Callable[..., Any], ...] = (
        won, won_exact, count, day, short_day, clock, moment, local_day, deadline, name, phone,
        in_order,
        percent, in_words,
    )  # fmt: skip
    for function in filters:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.globals.update(
        zone_name=zone_name,
        buying_methods=BUYING_METHODS,
        plan_states=PLAN_STATES,
        phase_names=PHASES,
        silence_names=SILENCES,
        waiting_orders=WAITING_ORDERS,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def won(amount: int) -> str:
    """Give an amount in the units people speak in: 억 and 만, or million and billion.

    Amounts of 1억 and more are rounded down to 만 (ko); English keeps three digits.
    """
    if language() == "ko":
        return _won_ko(amount)
    for unit, word in ((10**9, "billion"), (10**6, "million")):
        if amount >= unit:
            digits = 0 if amount >= 100 * unit else 1
            figure = f"{amount / unit:,.{digits}f}".removesuffix(".0")
            return f"₩{figure} {word}"
    return f"₩{amount:,}"


def _won_ko(amount: int) -> str:
    eok, rest = divmod(amount, _EOK)
    man, single = divmod(rest, _MAN)
    if eok:
        return f"{eok:,}억 {man:,}만 원" if man else f"{eok:,}억 원"
    if man:
        return f"{man:,}만 {single:,}원" if single else f"{man:,}만 원"
    return f"{single:,}원"


def won_exact(amount: int) -> str:
    """Give every digit of an amount."""
    return f"{amount:,}원" if language() == "ko" else f"₩{amount:,}"


def count(number: int) -> str:
    """Give a whole number with thousands parted."""
    return f"{number:,}"


def percent(part: float, whole: float) -> str:
    """Give a share in whole per cent; 0 % only if it is none, 100 % only if it is all."""
    if not whole or not part:
        return "0%"
    if part >= whole:
        return "100%"
    return f"{min(99, max(1, round(100 * part / whole)))}%"


def day(value: date) -> str:
    """Give a date with its weekday: ``2015-10-29(목)``."""
    weekday = _WEEKDAYS[language()][value.weekday()]
    return f"{value:%Y-%m-%d}({weekday})"


def short_day(value: date) -> str:
    """Give month, day and weekday: ``10월 29일(목)`` or ``Thu 29 Oct``."""
    weekday = _WEEKDAYS[language()][value.weekday()]
    if language() == "ko":
        return f"{value.month}월 {value.day}일({weekday})"
    return f"{weekday} {value.day} {value:%b}"


def clock(value: time | datetime, zone: str | None = None) -> str:
    """Give the 24-hour time; a moment is shown as clocks in ``zone`` show it."""
    if isinstance(value, datetime) and zone is not None:
        value = value.astimezone(ZoneInfo(zone))
    return f"{value:%H:%M}"


def moment(value: datetime, zone: str) -> str:
    """Give day and time of a moment as clocks in ``zone`` show it."""
    there = value.astimezone(ZoneInfo(zone))
    return f"{day(there.date())} {clock(there)}"


def in_words(text: Words | str) -> str:
    """Give a text of the program's in the language of the page; what stood in a file, as it is."""
    return said_in(language(), text)


def local_day(value: datetime, zone: str) -> str:
    """Give the day of a moment as calendars in ``zone`` show it."""
    return day(value.astimezone(ZoneInfo(zone)).date())


def deadline(value: datetime, zone: str) -> str:
    """Give the moment until which something can be done, as clocks in ``zone`` show it."""
    return deadline_of(value.astimezone(ZoneInfo(zone)), language())


def name(thing: Any, field: str = "name") -> str:
    """Give a text that exists in both languages; Korean where there is no English one."""
    korean = str(getattr(thing, f"{field}_ko"))
    if language() == "ko":
        return korean
    return str(getattr(thing, f"{field}_en")) or korean


def in_order(things: Iterable[T], field: str = "name") -> list[T]:
    """Sort by the name shown; Hangul syllables stand in dictionary order in Unicode."""
    return sorted(things, key=lambda thing: name(thing, field).casefold())


def phone(number: str) -> str:
    """Give a Korean telephone number with hyphens; others as they are."""
    digits = re.sub(r"[\s().-]", "", number)
    if not digits.isdigit():
        return number
    if re.fullmatch(r"1[5-9]\d{6}", digits):
        return f"{digits[:4]}-{digits[4:]}"
    parts = re.fullmatch(r"(02|0\d{2})(\d{3,4})(\d{4})", digits)
    return "-".join(parts.groups()) if parts else number


def zone_name(zone: str) -> str:
    """Give the name of a time zone as people say it."""
    if zone == "Asia/Seoul":
        return "한국 표준시, KST" if language() == "ko" else "Korea Standard Time, KST"
    return zone
