"""From raw tables to rows: headings matched, cells read, every error noted."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from pydantic import ValidationError

from fairmatch.files.cells import FAILED_FORMULAS, control_character
from fairmatch.files.expectations import expected_of, needed_of
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
from fairmatch.wording import Unfit, Words

_NO_FILE = Words(ko="없는 파일이나 시트", en="no such file or sheet")
_NO_ROWS = Words(ko="행 없음", en="no rows")
_ONE_ROW = Words(ko="제목 줄 아래 한 행 이상", en="at least one row under the headings")
_NO_CONTROL = Words(ko="제어 문자가 없는 글", en="text without control characters")
_FAILED = Words(ko="값(이 칸의 수식이 실패했음)", en="a value; the formula in this cell failed")

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
                files.complaints.add(row, 0, "", _NO_ROWS, _ONE_ROW)
        elif row in source.unreadable:
            files.absent.add(row)
            files.complaints.add_file(row, source.unreadable[row])
        elif row in REQUIRED and not _nothing(source):
            files.absent.add(row)
            fields = required_fields(row)
            titles = ", ".join(str(row.model_fields[name].title) for name in fields)
            expected = Words(
                ko=f"적어도 다음 열이 있는 표: {titles}",
                en=f"a table with at least the columns {', '.join(fields)}",
            )
            files.complaints.add(row, 0, "", _NO_FILE, expected)
        else:
            files.left_out.add(row)
    return files


def read_one(source: Source, row: type[Row]) -> Files:
    """Read the only table of a source; whatever is wrong is noted in ``complaints``."""
    files = Files(Complaints(source))
    if row in source.unreadable:
        files.absent.add(row)
        files.complaints.add_file(row, source.unreadable[row])
    else:
        table = source.tables[row]
        _read_table(files, table)
        if table.header and not table.rows:
            files.absent.add(row)
            files.complaints.add(row, 0, "", _NO_ROWS, _ONE_ROW)
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
            expected = Words(
                ko="박람회 설정을 항목과 값으로 적은 표",
                en="the settings of the fair as keys and values",
            )
            files.complaints.add(FairRow, 0, "", _NO_FILE, expected)
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
        problem: Words | None = None
        if name is None:
            problem = nearest(key, FairRow, Words(ko="설정 항목", en="a setting"))
        elif name in files.settings:
            first = files.settings[name]
            problem = Words(
                ko=f"항목마다 한 번({first}행에 이미 있음)",
                en=f"each setting once; row {first} has it already",
            )
        elif control_character(value):
            problem = _NO_CONTROL
        if problem is not None or name is None:
            complaints.add(FairRow, number, key, value if name else key, problem or _NO_CONTROL)
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
        complaints.add(
            table.row,
            0,
            "",
            Words(ko="빈 표", en="an empty table"),
            Words(ko="첫 행의 제목", en="headings in the first row"),
        )
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
        expected = Words(
            ko=f"제목마다 하나씩 값 {width}개", en=f"{width} values, one for each heading"
        )
        filled = max(at for at, cell in enumerate(cells, 1) if cell)
        count = filled if len(cells) > width else len(cells)
        found = Words(ko=f"값 {count}개", en=f"{count} values")
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
                expected = nearest(heading, row, Words(ko="열", en="a column"))
                complaints.add(row, at_row, heading, heading, expected)
            elif any(at < len(cells) and cells[at] for _, cells in table.rows):
                expected = Words(ko=f"{at + 1}번째 열의 제목", en=f"a heading over column {at + 1}")
                complaints.add(row, at_row, "", "", expected)
        elif name in columns.values():
            expected = Words(ko="열마다 한 번", en="each column once")
            complaints.add(row, at_row, heading, heading, expected)
        else:
            columns[at] = name
            headings[name] = Heading(heading, at)
    for name in required_fields(row):
        if name not in columns.values():
            title = row.model_fields[name].title
            wanted = expected_of(row, name)
            expected = Words(
                ko=f"{title}({name}) 열: {wanted.ko}", en=f"a column {name} ({title}): {wanted.en}"
            )
            complaints.add(row, at_row, name, Words(ko="없는 열", en="no such column"), expected)
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
        if control_character(text):
            bad.add(name)
            complaints.add(row, numbers[name], name, text, _NO_CONTROL)
        elif text in FAILED_FORMULAS:
            bad.add(name)
            complaints.add(row, numbers[name], name, text, _FAILED)
    try:
        valid = row.model_validate(given)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            name = str(problem["loc"][0])
            if name in bad or name not in cast(dict[str, str], columns):
                continue
            text = given.get(name, "")
            expected = expected_of(row, name)
            cause = problem.get("ctx", {}).get("error")
            if isinstance(cause, Unfit):
                expected = cause.expected
            if not text:
                expected = needed_of(row, name)
            bad.add(name)
            complaints.add(row, numbers.get(name, 0), name, text, expected)
        return None
    return None if bad else valid
