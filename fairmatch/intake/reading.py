"""From raw tables to rows: headings matched, cells read, every error noted."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from pydantic import ValidationError

from fairmatch.files.cells import FAILED_FORMULAS, control_character
from fairmatch.files.expectations import expectation
from fairmatch.files.rows import (
    ROWS,
    AgencyRow,
    BoothRow,
    DayRow,
    FairRow,
    FirmRow,
    Row,
)
from fairmatch.files.tables import Source, Table
from fairmatch.intake.complaints import Complaints, Heading
from fairmatch.intake.headings import fields_by_heading, nearest, plain, required_fields

REQUIRED: tuple[type[Row], ...] = (DayRow, AgencyRow, BoothRow, FirmRow)

R_co = TypeVar("R_co", bound=Row, covariant=True)


@dataclass(frozen=True)
class Placed(Generic[R_co]):
    """A row and the number a spreadsheet shows beside it; 0: kept from an earlier import."""

    row: R_co
    number: int


@dataclass
class Files:
    """The rows of a fair's files; ``broken`` holds the raw cells of rows that could not be read.

    ``settings`` gives the row of each setting in its file; ``absent`` are the tables that could
    not be read or are needed and missing, ``left_out`` those that may be missing and are.
    """

    complaints: Complaints
    fair: FairRow | None = None
    settings: dict[str, int] = field(default_factory=dict)
    placed: dict[type[Row], list[Placed[Row]]] = field(default_factory=dict)
    broken: dict[type[Row], list[dict[str, str]]] = field(default_factory=dict)
    absent: set[type[Row]] = field(default_factory=set)
    left_out: set[type[Row]] = field(default_factory=set)

    def rows(self, row: type[R_co]) -> list[Placed[R_co]]:
        """Give the rows of one kind that could be read."""
        return cast(list[Placed[R_co]], self.placed.get(row, []))

    def whole(self, *rows: type[Row]) -> bool:
        """Tell whether all rows of these kinds are there and could be read."""
        return not any(self.broken.get(row) or row in self.absent for row in rows)


def read_files(source: Source) -> Files:
    """Read all tables of a source; whatever is wrong is noted in ``complaints``."""
    files = Files(Complaints(source))
    _read_settings(files, source)
    for row in ROWS:
        table = source.tables.get(row)
        if table is not None:
            _read_table(files, table)
            if row in REQUIRED and table.header and not table.rows:
                files.absent.add(row)
                files.complaints.add(row, 0, "", "no rows", "at least one row under the headings")
        elif row in source.unreadable:
            files.absent.add(row)
            files.complaints.add_file(row, source.unreadable[row])
        elif row in REQUIRED and not _nothing(source):
            files.absent.add(row)
            columns = ", ".join(required_fields(row))
            expected = f"a table with at least the columns {columns}"
            files.complaints.add(row, 0, "", "no such file or sheet", expected)
        else:
            files.left_out.add(row)
    return files


def _nothing(source: Source) -> bool:
    """Tell whether nothing at all was found, so that naming every missing file helps nobody."""
    return not source.tables and not source.unreadable and bool(source.problems)


def _read_settings(files: Files, source: Source) -> None:
    table = source.tables.get(FairRow)
    if table is None:
        files.absent.add(FairRow)
        if FairRow in source.unreadable:
            files.complaints.add_file(FairRow, source.unreadable[FairRow])
        elif not _nothing(source):
            expected = "the settings of the fair as keys and values"
            files.complaints.add(FairRow, 0, "", "no such file or sheet", expected)
        return
    complaints = files.complaints
    known = fields_by_heading(FairRow)
    lines = list(table.rows)
    if table.header and plain(table.header[0]) in known:
        lines.insert(0, (table.header_row, table.header))
    given: dict[str, str] = {}
    headings = complaints.headings.setdefault(FairRow, {})
    bad = False
    for number, cells in lines:
        key, value = (*cells, "", "")[:2]
        name = known.get(plain(key))
        problem = ""
        if name is None:
            problem = nearest(key, FairRow, "a setting")
        elif name in files.settings:
            problem = f"each setting once; row {files.settings[name]} has it already"
        elif control_character(value):
            problem = "text without control characters"
        if problem or name is None:
            complaints.add(FairRow, number, key, value if name else key, problem)
            bad = True
            continue
        headings[name] = Heading(key, 0)
        files.settings[name] = number
        if value:
            given[name] = value
    row = _validated(files, FairRow, given, files.settings, FairRow.model_fields.keys())
    if row is not None and not bad:
        files.fair = cast(FairRow, row)
    else:
        files.absent.add(FairRow)


def _read_table(files: Files, table: Table) -> None:
    complaints = files.complaints
    if not table.header:
        files.absent.add(table.row)
        complaints.add(table.row, 0, "", "an empty table", "headings in the first row")
        return
    columns = _match_headings(files, table)
    width = len(table.header)
    placed = files.placed.setdefault(table.row, [])
    broken = files.broken.setdefault(table.row, [])
    for number, cells in table.rows:
        given = {name: cells[at] for at, name in columns.items() if at < len(cells) and cells[at]}
        if _ragged(complaints, table, number, cells, width):
            broken.append(given)
            continue
        numbers = dict.fromkeys(table.row.model_fields, number)
        row = _validated(files, table.row, given, numbers, columns.values())
        if row is None:
            broken.append(given)
        else:
            placed.append(Placed(row, number))


def _ragged(
    complaints: Complaints, table: Table, number: int, cells: tuple[str, ...], width: int
) -> bool:
    if len(cells) < width or any(cells[width:]):
        expected = f"{width} values, one for each heading"
        filled = max(at for at, cell in enumerate(cells, 1) if cell)
        found = f"{filled if len(cells) > width else len(cells)} values"
        complaints.add(table.row, number, "", found, expected)
        return True
    return False


def _match_headings(files: Files, table: Table) -> dict[int, str]:
    """Give the field of each column; what cannot be matched is complained of."""
    complaints, row, at_row = files.complaints, table.row, table.header_row
    known = fields_by_heading(row)
    columns: dict[int, str] = {}
    headings = complaints.headings.setdefault(row, {})
    for at, heading in enumerate(table.header):
        name = known.get(plain(heading))
        if name is None:
            if heading:
                complaints.add(row, at_row, heading, heading, nearest(heading, row, "a column"))
            elif any(at < len(cells) and cells[at] for _, cells in table.rows):
                complaints.add(row, at_row, "", "", f"a heading over column {at + 1}")
        elif name in columns.values():
            complaints.add(row, at_row, heading, heading, "each column once")
        else:
            columns[at] = name
            headings[name] = Heading(heading, at)
    for name in required_fields(row):
        if name not in columns.values():
            title = row.model_fields[name].title
            expected = f"a column {name} ({title}): {expectation(row, name)}"
            complaints.add(row, at_row, name, "no such column", expected)
    return columns


def _validated(
    files: Files,
    row: type[Row],
    given: dict[str, str],
    numbers: dict[str, int],
    columns: object,
) -> Row | None:
    """Give the row, or note what is wrong with each of its cells."""
    complaints = files.complaints
    bad = set()
    for name, text in given.items():
        expected = ""
        if control_character(text):
            expected = "text without control characters"
        elif text in FAILED_FORMULAS:
            expected = "a value; the formula in this cell failed"
        if expected:
            bad.add(name)
            complaints.add(row, numbers[name], name, text, expected)
    try:
        valid = row.model_validate(given)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False):
            name = str(problem["loc"][0])
            if name in bad or name not in cast(dict[str, str], columns):
                continue
            text = given.get(name, "")
            expected = expectation(row, name)
            if problem["type"] == "value_error" and row.model_fields[name].annotation is str:
                expected = problem["msg"].removeprefix("Value error, ")
            if not text:
                expected += "; it may not be empty"
            complaints.add(row, numbers.get(name, 0), name, text, expected)
        return None
    return None if bad else valid
