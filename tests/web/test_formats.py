from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from flask import Flask

from web import formats


@pytest.fixture(params=["ko", "en"])
def lang(request: pytest.FixtureRequest, app: Flask) -> Iterator[str]:
    with app.test_request_context(f"/?lang={request.param}"):
        yield request.param


@pytest.mark.parametrize(
    ("amount", "ko", "en"),
    [
        (0, "0원", "₩0"),
        (9_500, "9,500원", "₩9,500"),
        (19_000_000, "1,900만 원", "₩19 million"),
        (1_234_567, "123만 4,567원", "₩1.2 million"),
        (100_000_000, "1억 원", "₩100 million"),
        (123_456_789, "1억 2,345만 원", "₩123 million"),
        (35_000_000_000, "350억 원", "₩35 billion"),
        (1_234_000_000_000, "12,340억 원", "₩1,234 billion"),
    ],
)
def test_amounts_are_said_as_people_say_them(lang: str, amount: int, ko: str, en: str) -> None:
    assert formats.won(amount) == (ko if lang == "ko" else en)


def test_days_carry_their_weekday_and_times_have_24_hours(lang: str) -> None:
    thursday = date(2015, 10, 29)
    assert formats.day(thursday) == ("2015-10-29(목)" if lang == "ko" else "2015-10-29(Thu)")
    assert formats.short_day(thursday) == ("10월 29일(목)" if lang == "ko" else "Thu 29 Oct")
    assert formats.clock(time(16, 20)) == "16:20"
    utc = datetime(2015, 10, 28, 15, 10, tzinfo=UTC)
    assert formats.clock(utc, "Asia/Seoul") == "00:10"
    assert formats.moment(utc, "Asia/Seoul").endswith(") 00:10")
    assert formats.moment(utc, "Asia/Seoul").startswith("2015-10-29(")
    assert "KST" in formats.zone_name("Asia/Seoul")
    assert formats.zone_name("Europe/Berlin") == "Europe/Berlin"


def test_a_missing_english_name_falls_back_to_korean(lang: str) -> None:
    firm = SimpleNamespace(name_ko="가게", name_en="")
    assert formats.name(firm) == "가게"


def test_korean_names_are_sorted_in_dictionary_order(app: Flask) -> None:
    names = [SimpleNamespace(name_ko=name, name_en="") for name in ("한글", "가나", "낙동", "나라")]
    with app.test_request_context("/"):
        found = [one.name_ko for one in formats.in_order(names)]
    assert found == ["가나", "나라", "낙동", "한글"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("0212345678", "02-1234-5678"),
        ("02 123 4567", "02-123-4567"),
        ("01012345678", "010-1234-5678"),
        ("031.123.4567", "031-123-4567"),
        ("15881234", "1588-1234"),
        ("02-0000-0101", "02-0000-0101"),
        ("+82-2-123-4567", "+82-2-123-4567"),
        ("120", "120"),
    ],
)
def test_telephone_numbers_hyphenate_themselves(given: str, shown: str) -> None:
    assert formats.phone(given) == shown


def test_shares_are_whole_percent() -> None:
    assert formats.percent(1, 3) == "33%"
    assert formats.percent(0, 0) == "0%"
    assert formats.percent(299, 300) == "99%"
    assert formats.percent(300, 300) == "100%"
    assert formats.percent(1, 300) == "1%"
    assert formats.count(1234567) == "1,234,567"
