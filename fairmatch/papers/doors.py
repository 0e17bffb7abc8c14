"""A sheet for each booth's door and day: when it is taken, and when anybody may walk in."""

from datetime import date

from fairmatch.papers.frame import code, frame
from fairmatch.papers.sources import Printed
from fairmatch.papers.typesetting import Template, typeset
from fairmatch.papers.words import PaperWords, words_of
from fairmatch.schedules import Appointment, GridCell, GridRow, GridSlot


def doors_paper(printed: Printed, *, day: date | None = None, names: bool = False) -> bytes:
    """Give the door sheets as one PDF: all booths of a day, one day after the other.

    Parameters
    ----------
    day
        Only this day; None: all of them.
    names
        Print the firms' names. Without it a sheet tells numbers only, as whom a firm meets is
        not for everybody who passes the door to read.
    """
    words = words_of("ko")
    sheets = [
        _sheet(printed, words, grid.date, grid.slots, row, names=names)
        for grid in printed.grids
        if day is None or grid.date == day
        for row in grid.rows
    ]
    values = frame(printed, words, words.doors) | {"sheets": sheets}
    return typeset(Template.DOORS, values, made_at=printed.published_at)


def _sheet(
    printed: Printed,
    words: PaperWords,
    day: date,
    slots: tuple[GridSlot, ...],
    row: GridRow,
    *,
    names: bool,
) -> dict[str, object]:
    tables = max([1, row.tables, *(one.table for cell in row.cells for one in cell.held)])
    heads = [words.table.format(table=table) for table in range(1, tables + 1)]
    page = f"{printed.address}/fairs/{printed.fair.code}/agencies/{row.agency_code}"
    return {
        "booth": row.booth,
        "name": row.agency_name_ko,
        "day": words.day_of(day),
        "qr": code(page, words),
        "time_head": words.time,
        "tables": heads if tables > 1 else [words.firm],
        "rows": [
            {
                "time": f"{slot.starts_at.astimezone(printed.zone):%H:%M}"
                f"–{slot.ends_at.astimezone(printed.zone):%H:%M}",
                "seats": [_seat(words, cell, table, names=names) for table in range(1, tables + 1)],
            }
            for slot, cell in zip(slots, row.cells, strict=True)
        ],
    }


def _seat(words: PaperWords, cell: GridCell, table: int, *, names: bool) -> dict[str, str]:
    for one in cell.held:
        if one.table == table:
            return {"state": "held", "says": _who(one, names=names)}
    if table > cell.tables:
        return {"state": "closed", "says": words.closed}
    return {"state": "free", "says": words.free}


def _who(one: Appointment, *, names: bool) -> str:
    return f"{one.firm_code} {one.firm_name_ko}" if names else one.firm_code
