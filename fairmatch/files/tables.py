"""A fair's source, a folder or a workbook, as raw tables of text cells. No rule of the fair."""

import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from fairmatch.errors import BadCell
from fairmatch.files import delimited, settings_file, workbooks
from fairmatch.files.grid import Grid, UnreadableFile
from fairmatch.files.rows import ROWS, FairRow, Row

MAX_FILE_BYTES = 50 * 1024 * 1024
SOURCES: tuple[type[Row], ...] = (FairRow, *ROWS)


@dataclass(frozen=True)
class Table:
    """One file or sheet: its name as people know it, its first row, and the rows after it.

    Rows carry the number a spreadsheet shows beside them; empty ones are left out.
    """

    row: type[Row]
    name: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass
class Source:
    """All that was found: the tables by kind of row, what was wrong, what was left unread."""

    name: str
    tables: dict[type[Row], Table] = field(default_factory=dict)
    unreadable: dict[type[Row], BadCell] = field(default_factory=dict)
    problems: list[BadCell] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    workbook: bool = False

    def file_name(self, row: type[Row]) -> str:
        """Give the name by which to speak of this kind's file or sheet, there or not."""
        if row in self.tables:
            return self.tables[row].name
        if row in self.unreadable:
            return self.unreadable[row].file
        if self.workbook:
            return f"{self.name}, sheet {row.stem}"
        return "fair.toml" if row is FairRow else f"{row.stem}.csv"

    def refuse(self, row: type[Row] | None, name: str, found: str, expected: str) -> None:
        """Note that a file as a whole cannot be used."""
        cell = BadCell(name, 0, "", found, expected)
        if row is None:
            self.problems.append(cell)
        else:
            self.unreadable[row] = cell


def read_source(path: Path) -> Source:
    """Read every table of a folder (``fair.toml`` and CSV files) or of an ``.xlsx`` workbook.

    Whatever cannot be read is noted in the answer, never raised: a caller lists all errors.
    """
    source = Source(path.name or str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        source.refuse(None, str(path), "no such file or folder", "a folder or an .xlsx workbook")
        return source
    if stat.S_ISDIR(mode):
        _read_folder(path, source)
    else:
        source.workbook = True
        _read_workbook(path, source)
    return source


def _read_folder(folder: Path, source: Source) -> None:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        source.refuse(None, source.name, str(error.strerror), "a folder that may be read")
        return
    for path in entries:
        name = unicodedata.normalize("NFC", path.name)
        if name.startswith("."):
            continue
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            row = _meant(path.stem, name, source)
            if row is FairRow:
                source.refuse(None, name, "", "the fair's settings in fair.toml, not in a table")
            elif row is not None:
                _take(source, row, name, path)
        elif name == "fair.toml":
            _take(source, FairRow, name, path)
    if not source.tables and not source.unreadable and not source.problems:
        source.refuse(None, source.name, "", "a folder with fair.toml and CSV files in it")


def _take(source: Source, row: type[Row], name: str, path: Path) -> None:
    if row in source.tables or row in source.unreadable:
        source.refuse(None, name, "", f"one file only, beside {source.file_name(row)}")
        return
    try:
        content = _content(path)
        grid = settings_file.read(content) if row is FairRow else delimited.read(content)
    except UnreadableFile as error:
        source.refuse(row, name, error.found, error.expected)
    else:
        source.tables[row] = _table(row, name, grid)


def _read_workbook(path: Path, source: Source) -> None:
    try:
        sheets = workbooks.read(_content(path), wanted=lambda title: bool(_close(title)))
    except UnreadableFile as error:
        source.refuse(None, source.name, error.found, error.expected)
        return
    for title, grid in sheets:
        row = _meant(title, f"{source.name}, sheet {title}", source)
        if row is None:
            continue
        name = f"{source.name}, sheet {title}"
        if row in source.tables or row in source.unreadable:
            source.refuse(None, name, "", f"one sheet only, beside {source.file_name(row)}")
        elif isinstance(grid, UnreadableFile):
            source.refuse(row, name, grid.found, grid.expected)
        else:
            source.tables[row] = _table(row, name, grid)
    if not source.tables and not source.unreadable:
        known = ", ".join(row.stem for row in SOURCES)
        source.refuse(None, source.name, "", f"a workbook with sheets named {known}")


def _content(path: Path) -> bytes:
    """Read a file after looking at its size; a pipe or a folder of that name is refused."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile("a folder or a device", "a plain file")
        if found.st_size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024 // 1024
            shown = f"{found.st_size / 1024 / 1024:,.0f} MB"
            raise UnreadableFile(shown, f"a file of at most {limit} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(error.strerror or "", "a file that may be read") from error


def _names() -> Iterator[tuple[str, type[Row]]]:
    for row in SOURCES:
        yield row.stem, row
        yield _plain(row.korean), row


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).strip().lower().replace(" ", "").replace("-", "_")


def _close(title: str) -> list[str]:
    """Give the known name nearest to a file's or sheet's, if any is near."""
    return get_close_matches(_plain(title), [name for name, _ in _names()], 1, 0.8)


def _meant(title: str, shown: str, source: Source) -> type[Row] | None:
    """Find the kind of row a file or sheet holds; a name close to a known one is an error."""
    known = dict(_names())
    row = known.get(_plain(title))
    if row is None:
        if near := _close(title):
            source.refuse(None, shown, title, f"another name: did you mean {near[0]}?")
        else:
            source.ignored.append(shown)
    return row


def _table(row: type[Row], name: str, grid: Grid) -> Table:
    """Set the first row that is not empty apart as the header."""
    filled = [(number, cells) for number, cells in grid if any(cells)]
    if not filled:
        return Table(row, name, (), 1, ())
    number, header = filled[0]
    while header and not header[-1]:
        header = header[:-1]
    return Table(row, name, header, number, tuple(filled[1:]))
