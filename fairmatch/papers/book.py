"""The organiser's book of the whole fair: figures, each day's grid, every agency, every firm."""

from collections.abc import Iterable, Sequence

from fairmatch.papers.frame import edition, fair_name, frame, venue
from fairmatch.papers.sources import Printed
from fairmatch.papers.typesetting import Template, typeset
from fairmatch.papers.words import PaperWords, words_of
from fairmatch.schedules import Appointment, Grid, GridCell

COLUMNS = 20
"""Slots that fit beside each other on a sheet that lies on its side."""


def book_paper(printed: Printed, *, language: str = "ko") -> bytes:
    """Give the book as a PDF. It names everybody: it is for the organiser alone."""
    words = words_of(language)
    values = frame(printed, words, words.book) | {
        "fair": fair_name(printed, words),
        "subtitle": words.book,
        "venue": venue(printed, words),
        "edition": edition(printed, words),
        "contents": words.contents,
        "figures": _figures(printed, words),
        "grids": [part for grid in printed.grids for part in _grids(printed, words, grid)],
        "nothing": words.nothing,
        "agencies": _agencies(printed, words),
        "firms": _firms(printed, words),
    }
    return typeset(Template.BOOK, values, made_at=printed.published_at)


def _figures(printed: Printed, words: PaperWords) -> list[dict[str, str]]:
    held = [one for one in printed.appointments if not one.cancelled]
    return [
        {"value": f"{value:,}", "says": says}
        for value, says in (
            (len(held), words.consultations),
            (len({one.firm_code for one in held}), words.firms),
            (len({one.agency_code for one in held}), words.agencies),
            (len(printed.fair.days), words.days),
        )
    ]


def _grids(printed: Printed, words: PaperWords, grid: Grid) -> Iterable[dict[str, object]]:
    parts = range(0, len(grid.slots), COLUMNS)
    for number, first in enumerate(parts, start=1):
        columns = slice(first, first + COLUMNS)
        name = words.day_of(grid.date)
        yield {
            "name": name if len(parts) == 1 else f"{name} ({number}/{len(parts)})",
            "legend": words.legend,
            "heads": [
                f"{slot.starts_at.astimezone(printed.zone):%H:%M}" for slot in grid.slots[columns]
            ],
            "rows": [
                {
                    "booth": row.booth,
                    "name": (words.language == "en" and row.agency_name_en) or row.agency_name_ko,
                    "cells": [_cell(cell) for cell in row.cells[columns]],
                }
                for row in grid.rows
            ],
        }


def _cell(cell: GridCell) -> str | None:
    if cell.held:
        return "\n".join(one.firm_code for one in cell.held)
    return "" if cell.tables else None


def _agencies(printed: Printed, words: PaperWords) -> dict[str, object]:
    return {
        "title": words.by_booth,
        "parties": [
            {
                "name": f"{agency.booth.code} {_name(words, agency.name_ko, agency.name_en)}",
                "who": _joined(agency.department, agency.officer, agency.phone, agency.email),
                "rows": _rows(printed, words, printed.of_agency.get(key, ()), by_agency=True),
            }
            for key, agency in printed.agencies.items()
        ],
    }


def _firms(printed: Printed, words: PaperWords) -> dict[str, object]:
    return {
        "title": words.by_firm,
        "parties": [
            {
                "name": f"{key} {_name(words, firm.name_ko, firm.name_en)}",
                "who": _joined(firm.contact, firm.phone, firm.email),
                "rows": _rows(printed, words, printed.of_firm.get(key, ()), by_agency=False),
            }
            for key, firm in printed.firms.items()
        ],
    }


def _rows(
    printed: Printed, words: PaperWords, appointments: Sequence[Appointment], *, by_agency: bool
) -> list[dict[str, str]]:
    rows = []
    for one in appointments:
        if one.cancelled:
            continue
        start = one.starts_at.astimezone(printed.zone)
        firm = f"{one.firm_code} {_name(words, one.firm_name_ko, one.firm_name_en)}"
        agency = _name(words, one.agency_name_ko, one.agency_name_en)
        rows.append(
            {
                "time": f"{words.day_of(start.date())[5:]} {start:%H:%M}",
                "place": f"{one.booth}-{one.table}",
                "name": firm if by_agency else agency,
                "about": one.plan_title or one.purpose,
            }
        )
    return rows


def _name(words: PaperWords, korean: str, english: str) -> str:
    return (words.language == "en" and english) or korean


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
