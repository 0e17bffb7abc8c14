"""A tiny fair as files: two days of three slots, two agencies, three firms."""

import csv
import io
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from typing import Any

import xlsxwriter

from fairmatch.files.rows import ROWS, FairRow, Row

Cell = str | int | float | date | time | None
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

THURSDAY = date(2015, 10, 29)
FRIDAY = date(2015, 10, 30)

_TINY: Tables = {
    "fair": [
        {
            "code": "tiny",
            "name_ko": "작은 상담회",
            "name_en": "Tiny fair",
            "venue_ko": "광장",
            "venue_en": "Square",
            "organiser_name": "서울시",
            "organiser_email": "fair@example.kr",
            "request_limit": 3,
        }
    ],
    "days": [
        {"date": THURSDAY, "opens": time(10), "closes": time(11)},
        {"date": FRIDAY, "opens": time(10), "closes": time(11)},
    ],
    "agencies": [
        {"code": "A1", "name_ko": "서울시", "name_en": "Seoul", "kind": "city"},
        {"code": "A2", "name_ko": "용산구", "name_en": "Yongsan", "kind": "district"},
    ],
    "booths": [
        {"code": "B1", "agency": "A1", "tables": 1, "area": "가", "x": 0, "y": 0},
        {"code": "B2", "agency": "A2", "tables": 2, "area": "나", "x": 30, "y": 0},
    ],
    "booth_hours": [
        {"booth": "B2", "date": THURSDAY, "opens": time(10), "closes": time(11)},
        {"booth": "B2", "date": FRIDAY, "opens": time(10), "closes": time(10, 40)},
    ],
    "plans": [
        {
            "code": code,
            "agency": agency,
            "title": title,
            "category": category,
            "amount": amount,
            "year": 2016,
            "quarter": 1,
            "method": "negotiated",
        }
        for code, agency, title, category, amount in (
            ("P1", "A1", "복사용지, A4", "14111507", 3_000_000),
            ("P2", "A2", "환경미화원 근무복", "53102710", 19_000_000),
        )
    ],
    "firms": [
        {
            "code": code,
            "registration_number": number,
            "name_ko": name,
            "founded": date(2012, 3, 5),
            "employees": 7,
            "consent_privacy": date(2015, 9, 1),
        }
        for code, number, name in (
            ("F1", "101-86-01005", "맑은 협동조합"),
            ("F2", "105-87-02003", "바른땀"),
            ("F3", "124-81-00998", "다시쓸모"),
        )
    ],
    "firm_types": [
        {"firm": "F1", "type": "cooperative", "number": "제1호", "expires": date(2017, 1, 31)}
    ],
    "products": [
        {"firm": "F1", "name": "복사용지", "category": "14111507"},
        {"firm": "F2", "name": "근무복", "category": "53102710"},
    ],
    "firm_hours": [{"firm": "F3", "date": FRIDAY, "comes": time(10), "leaves": time(11)}],
    "interests": [
        {"firm": "F1", "agency": "A1", "plan": "P1", "rank": 1, "purpose": "견적"},
        {"firm": "F1", "agency": "A2", "plan": "", "rank": 2, "purpose": ""},
        {"firm": "F2", "agency": "A2", "plan": "P2", "rank": 1, "purpose": "근무복"},
    ],
    "marks": [{"agency": "A2", "firm": "F2", "mark": "must", "reason": "필요"}],
    "pins": [
        {
            "firm": "F3",
            "agency": "A2",
            "date": FRIDAY,
            "starts": time(10, 20),
            "department": "총무과",
        }
    ],
    "programme": [
        {
            "code": "T1",
            "date": THURSDAY,
            "starts": time(18),
            "ends": time(19),
            "title_ko": "행진",
            "title_en": "Parade",
        }
    ],
    "synonyms": [{"word": "펜던트등", "meaning": "조명"}, {"word": "대청소", "meaning": ""}],
}


def tiny_fair() -> Tables:
    """Give the fair's tables to change and to write."""
    return deepcopy(_TINY)


def text(value: Cell) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def csv_text(rows: Iterable[dict[str, Cell]], separator: str = ",") -> str:
    rows = list(rows)
    headings = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow(headings)
    writer.writerows([text(row.get(name)) for name in headings] for row in rows)
    return stream.getvalue()


def toml_text(settings: dict[str, Cell]) -> str:
    return "".join(
        f"{key} = {str(value).lower()}\n" if isinstance(value, int) else f'{key} = "{value}"\n'
        for key, value in _cells(settings).items()
    )


def _cells(settings: dict[str, Any]) -> dict[str, Cell]:
    """Give settings as cells hold them: of several words one text."""
    return {
        key: ", ".join(value) if isinstance(value, list) else value
        for key, value in settings.items()
    }


def write_folder(folder: Path, tables: Tables, encoding: str = "utf-8") -> Path:
    """Write the tables as ``fair.toml`` and CSV files; those without rows are not written."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for stem, rows in tables.items():
        if stem == "fair":
            (folder / "fair.toml").write_text(toml_text(rows[0]), encoding="utf-8")
        elif rows:
            (folder / f"{stem}.csv").write_text(csv_text(rows), encoding=encoding, newline="")
    return folder


def write_workbook(
    file: Path,
    tables: Tables,
    *,
    sheet_name: Callable[[type[Row]], str] = lambda row: row.stem,
    heading: Callable[[type[Row], str], str] = lambda _, name: name,
) -> Path:
    """Write the tables as a workbook with real dates, times and numbers in its cells."""
    every: tuple[type[Row], ...] = (FairRow, *ROWS)
    kinds = {row.stem: row for row in every}
    with xlsxwriter.Workbook(str(file)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        for stem, rows in tables.items():
            row = kinds[stem]
            sheet = book.add_worksheet(sheet_name(row))
            if stem == "fair":
                sheet.write_row(0, 0, ["key", "value"])
                for number, (key, value) in enumerate(_cells(rows[0]).items(), 1):
                    sheet.write_row(number, 0, [heading(row, key), value])
                continue
            names = list(dict.fromkeys(name for each in rows for name in each))
            sheet.write_row(0, 0, [heading(row, name) for name in names])
            for number, each in enumerate(rows, 1):
                for column, name in enumerate(names):
                    value = each.get(name)
                    if isinstance(value, time):
                        sheet.write_datetime(number, column, value, clock)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif value not in (None, ""):
                        sheet.write(number, column, value)
    return file
