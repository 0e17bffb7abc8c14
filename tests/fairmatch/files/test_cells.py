"""What one cell says."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.files.cells import (
    CellValue,
    clock,
    control_character,
    day,
    moment,
    text_of,
    tidy,
    whole,
    word,
)
from fairmatch.files.labels import LABELS
from fairmatch.models import AgencyKind, FirmKind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  두\u00a0칸\u200b ", "두 칸"),
        ("\u1112\u1161\u11ab", "한"),
        ("a\r\nb", "a\nb"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (20.0, "20"),
        (1018601005.0, "1018601005"),
        (37.57, "37.57"),
        (date(2015, 10, 29), "2015-10-29"),
        (datetime(2015, 10, 29), "2015-10-29"),  # noqa: DTZ001
        (datetime(2015, 10, 29, 10, 20), "2015-10-29 10:20"),  # noqa: DTZ001
        (datetime(1899, 12, 31, 10, 20), "10:20"),  # noqa: DTZ001
        (time(9, 5), "09:05"),
        (time(10, 19, 59, 999_990), "10:20"),
        (time(10, 20, 30), "10:20:30"),
        (timedelta(hours=13, minutes=5), "13:05"),
        (timedelta(hours=30), "30:00"),
    ],
)
def test_typed_cells_read_as_people_read_them(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("20", 20), ("20.0", 20), ("19,000,000", 19_000_000), ("-3", -3), ("１２", 12), ("+4", 4)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "1_000", "1,00", "20.5", "1e3", "٣", "9" * 41, "0x10", "ten"])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a whole number$"):
        whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "2015-10-29",
        "2015. 10. 29.",
        "2015.10.29",
        "2015/10/29",
        "2015년 10월 29일",
        "２０１５-10-29",
    ],
)
def test_dates_as_people_write_them(text: str) -> None:
    assert day(text) == date(2015, 10, 29)


@pytest.mark.parametrize(
    "text", ["", "20151029", "29.10.2015", "1446076800", "2015-02-29", "15-1-1"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day(text)


@pytest.mark.parametrize("text", ["9:30", "09:30", "09:30:00", "09:30:00.0", "０９:30"])
def test_times_as_people_write_them(text: str) -> None:
    assert clock(text) == time(9, 30)


@pytest.mark.parametrize("text", ["", "930", "36000", "24:00", "9:60", "09:30+09:00", "30:00"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock(text)


def test_values_that_are_typed_already_pass() -> None:
    assert whole(3) == 3
    assert day(date(2015, 1, 1)) == date(2015, 1, 1)
    assert clock(time(9)) == time(9)
    assert word(FirmKind.STARTUP) is FirmKind.STARTUP


def test_korean_labels_stand_for_words() -> None:
    assert word("자치구") is AgencyKind.DISTRICT
    assert word("중증장애인생산품생산시설") is FirmKind.SEVERELY_DISABLED_PRODUCER
    assert word("district") == "district"


def test_every_word_has_one_label_and_no_label_two_meanings() -> None:
    labels = [label for kind in LABELS.values() for label in kind.values()]
    assert len(labels) == len(set(labels))
    assert all(set(kind) == set(labels) for kind, labels in LABELS.items())


def test_control_characters_are_seen() -> None:
    assert control_character("a\x00b")
    assert control_character("\ud800")
    assert not control_character("두 줄\n과\t㈜ 칸\u3000")


@settings(deadline=None)
@given(st.text())
def test_tidy_text_stays_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@settings(deadline=None)
@given(st.dates(), st.times())
def test_dates_and_times_come_back(some_day: date, moment: time) -> None:
    assert day(text_of(some_day)) == some_day
    moment = moment.replace(microsecond=0)
    assert clock(text_of(moment)) == moment


@settings(deadline=None)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.timedeltas(), st.none()))
def test_any_value_has_a_text(value: CellValue) -> None:
    assert isinstance(text_of(value), str)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2015-10-20 18:00", datetime(2015, 10, 20, 18)),  # noqa: DTZ001
        ("2015-10-20T18:00:30", datetime(2015, 10, 20, 18, 0, 30)),  # noqa: DTZ001
        ("2015. 10. 20. 9:05", datetime(2015, 10, 20, 9, 5)),  # noqa: DTZ001
        ("2015년 10월 20일 00:00", datetime(2015, 10, 20)),  # noqa: DTZ001
        ("２０１５-10-31 24:00", datetime(2015, 11, 1)),  # noqa: DTZ001
    ],
)
def test_dates_with_times(text: str, at: datetime) -> None:
    assert moment(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2015-10-20",
        "18:00",
        "2015-10-20 24:01",
        "2015-10-20 25:00",
        "2015-02-30 10:00",
        "9999-12-31 24:00",
        "2015-10-20 18:00+09:00",
    ],
)
def test_what_is_no_date_with_a_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(text)
