"""The column dictionary: what every column takes, and what it says it expects."""

import re
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from fairmatch.files import delimited
from fairmatch.files.cells import tidy
from fairmatch.files.expectations import allowed_words, expectation, expected_of
from fairmatch.files.rows import (
    ROWS,
    AgencyRow,
    BoothRow,
    DayRow,
    FairRow,
    FirmRow,
    MarkRow,
    PlanRow,
    ProductRow,
    Row,
)
from fairmatch.intake.headings import fields_by_heading
from fairmatch.intake.shelves import SHELVES
from fairmatch.models import MarkKind
from fairmatch.registration import check_digit
from tests.fairmatch.fair_files import csv_text

KINDS: tuple[type[Row], ...] = (FairRow, *ROWS)


def valid(row: type[Row], **cells: str) -> Row:
    return row.model_validate(cells)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.stem)
def test_every_column_says_what_it_holds_and_expects(row: type[Row]) -> None:
    for name, column in row.model_fields.items():
        assert column.title
        assert column.description
        assert expectation(row, name)
        assert re.search("[가-힣]", expected_of(row, name).ko)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.stem)
def test_headings_mean_one_column_each(row: type[Row]) -> None:
    assert len(fields_by_heading(row)) == 2 * len(row.model_fields)


def test_names_of_files_mean_one_kind_each() -> None:
    names = [name for row in KINDS for name in (row.stem, row.korean)]
    assert len(names) == len(set(names))


def test_rows_are_stored_after_what_they_refer_to() -> None:
    assert set(SHELVES) == set(ROWS)
    stored: set[type[Row]] = set()
    for row, shelf in SHELVES.items():
        assert set(shelf.refers.values()) <= stored
        assert {*shelf.key, *shelf.light, *shelf.refers} <= set(row.model_fields)
        stored.add(row)


def test_words_for_what_is_expected() -> None:
    assert expectation(BoothRow, "x") == "a whole number from 0 to 10,000"
    assert expectation(PlanRow, "year") == "a whole number from 2000 to 2100"
    assert expectation(DayRow, "lunch_from") == "a time as 09:30, or nothing"
    assert expectation(FairRow, "must_meet") == "one of rule, worth, or nothing for rule"
    assert expectation(FairRow, "organiser_email") == "an address as name@example.kr"
    assert expectation(AgencyRow, "email") == "an address as name@example.kr, or nothing"
    assert expectation(FirmRow, "pitch") == "at most 2000 characters"
    assert expectation(FirmRow, "registration_number").startswith("ten digits")
    assert allowed_words(MarkRow, "mark") == ("must", "like", "neutral", "no")
    assert allowed_words(MarkRow, "reason") == ()


def test_words_for_what_is_expected_in_korean() -> None:
    assert expected_of(BoothRow, "x").ko == "0부터 10,000까지의 정수"
    assert expected_of(DayRow, "lunch_from").ko == "09:30 같은 시각, 또는 빈칸"
    assert expected_of(FairRow, "must_meet").ko == "다음 중 하나: 규칙, 가점, 빈칸이면 규칙"
    assert expected_of(FirmRow, "registration_number").ko.startswith("끝자리가 맞는")


def test_cells_of_text_become_values() -> None:
    day = valid(DayRow, date="2015. 10. 29.", opens="9:30", closes="17:00:00")
    assert day == DayRow(
        date=date(2015, 10, 29), opens=time(9, 30), closes=time(17), lunch_from=None, lunch_to=None
    )
    mark = valid(MarkRow, agency="Ａ1", firm="F-1.x", mark="필수")
    assert mark == MarkRow(agency="A1", firm="F-1.x", mark=MarkKind.MUST, reason="")
    booth = valid(BoothRow, code="B1", agency="A1", x="1,000", y="20.0")
    assert isinstance(booth, BoothRow)
    assert (booth.tables, booth.x, booth.y) == (1, 1000, 20)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (ProductRow, {"firm": "F 1", "name": "x"}),
        (ProductRow, {"firm": "-F1", "name": "x"}),
        (ProductRow, {"firm": "F1", "name": "x" * 201}),
        (ProductRow, {"firm": "F1", "name": "x", "category": "1234567"}),
        (ProductRow, {"firm": "F1", "name": "x", "category": "١٢٣٤٥٦٧٨"}),
        (ProductRow, {"firm": "F1", "name": "x", "more": "1"}),
        (BoothRow, {"code": "B", "agency": "A", "x": "0", "y": "0", "tables": "51"}),
        (BoothRow, {"code": "B", "agency": "A", "x": "-1", "y": "0"}),
        (BoothRow, {"code": "B", "agency": "A", "x": "1_0", "y": "0"}),
        (AgencyRow, {"code": "A", "name_ko": "x", "name_en": "x", "kind": "city", "email": "x"}),
        (
            AgencyRow,
            {
                "code": "A",
                "name_ko": "x",
                "name_en": "x",
                "kind": "city",
                "homepage": "javascript:1",
            },
        ),
    ],
)
def test_other_cells_are_refused(row: type[Row], cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        valid(row, **cells)


@pytest.mark.parametrize("latitude", ["nan", "inf", "-90.1", "north"])
def test_places_off_the_globe_are_refused(latitude: str) -> None:
    with pytest.raises(ValidationError) as caught:
        valid(FairRow, latitude=latitude)
    assert "latitude" in {error["loc"][0] for error in caught.value.errors()}


@pytest.mark.parametrize("zone", ["Asia/Soul", "../../etc/passwd", "/etc/passwd", "Asia", "a\0b"])
def test_unknown_time_zones_are_refused(zone: str) -> None:
    with pytest.raises(ValidationError) as caught:
        valid(FairRow, zone=zone)
    assert "zone" in {error["loc"][0] for error in caught.value.errors()}


codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", fullmatch=True)
plain_text = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=' ,;"\t'),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip())
numbers = st.text("0123456789", min_size=9, max_size=9).map(lambda nine: nine + check_digit(nine))
dates = st.one_of(st.none(), st.dates(min_value=date(1900, 1, 1)))
firms = st.builds(
    FirmRow,
    code=codes,
    registration_number=numbers,
    name_ko=plain_text,
    pitch=plain_text,
    founded=dates,
    employees=st.one_of(st.none(), st.integers(0, 10_000_000)),
    language=st.sampled_from(["ko", "en"]),
    consent_privacy=dates,
)


@settings(deadline=None)
@given(st.lists(firms, min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_rows_written_as_csv_come_back(rows: list[FirmRow], separator: str) -> None:
    written = csv_text([row.model_dump() for row in rows], separator)
    (_, headings), *lines = delimited.read(written.encode())
    read = [
        FirmRow.model_validate(
            {name: cell for name, cell in zip(headings, cells, strict=True) if cell}
        )
        for _, cells in lines
    ]
    # Reading composes letters; what was composed already comes back letter by letter.
    assert [row.model_dump() for row in read] == [
        {
            name: tidy(value) if isinstance(value, str) else value
            for name, value in row.model_dump().items()
        }
        for row in rows
    ]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(FirmRow.model_fields)), st.text(max_size=20)))
def test_any_cells_are_a_row_or_refused(cells: dict[str, str]) -> None:
    try:
        row = FirmRow.model_validate(cells)
    except ValidationError:
        return
    assert row.code
