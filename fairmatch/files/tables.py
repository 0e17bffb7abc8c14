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
from fairmatch.wording import Words

_LONGEST_NAME = 100
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MAX_FILE_BYTES = 50 * 1024 * 1024
SOURCES: tuple[type[Row], ...] = (FairRow, *ROWS)


@dataclass(frozen=True)
class Table:
    """One file or sheet: its name as people know it, its first row, and the rows after it.

    Rows carry the number a spreadsheet shows beside them; empty ones are left out.
    """

    row: type[Row]
    name: Words
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
    names: dict[type[Row], Words] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    workbook: bool = False

    def file_name(self, row: type[Row]) -> Words:
        """Give the name by which to speak of this kind's file or sheet, there or not."""
        if row in self.tables:
            return self.tables[row].name
        if row in self.tables:
            return self.tables[row].name
        if row in self.names:
            return self.names[row]
        if self.workbook:
            return _sheet(self.name, row.stem)
        return _same("fair.toml" if row is FairRow else f"{row.stem}.csv")

    def refuse(
        self, row: type[Row] | None, name: Words, found: Words | str, expected: Words
    ) -> None:
        """Note that a file as a whole cannot be used."""
        cell = BadCell(name, 0, "", found, expected)
        if row is None:
            self.problems.append(cell)
        else:
            self.unreadable[row] = cell
            self.names[row] = name


def read_source(path: Path) -> Source:
    """Read every table of a folder (``fair.toml`` and CSV files) or of an ``.xlsx`` workbook.

    Whatever cannot be read is noted in the answer, never raised: a caller lists all errors.
    """
    source = Source(path.name or str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        source.refuse(
            None,
            _same(str(path)),
            Words(ko="없는 파일이나 폴더", en="no such file or folder"),
            Words(ko="폴더 또는 .xlsx 통합 문서", en="a folder or an .xlsx workbook"),
        )
        return source
    if stat.S_ISDIR(mode):
        _read_folder(path, source)
    else:
        source.workbook = True
        _read_workbook(path, source)
    return source


def read_upload(name: str, content: bytes, row: type[Row]) -> Source:
    """Read one table of a file that somebody sent: CSV, or a sheet of an ``.xlsx`` workbook.

    A workbook's only sheet is taken whatever it is called; of several, the one with the name of
    the table. What cannot be read is noted in the answer.
    """
    shown = "".join(sign for sign in name if sign.isprintable()).replace("\\", "/")
    source = Source(shown.rsplit("/", 1)[-1][:_LONGEST_NAME] or row.stem)
    if content.startswith(_WORKBOOKS):
        source.workbook = True
        _take_sheet(source, content, row)
        return source
    try:
        grid = delimited.read(content)
    except UnreadableFile as error:
        source.refuse(row, _same(source.name), error.found, error.expected)
    else:
        source.tables[row] = _table(row, _same(source.name), grid)
    return source


def _take_sheet(source: Source, content: bytes, row: type[Row]) -> None:
    try:
        sheets = workbooks.read(content, wanted=lambda _: True)
    except UnreadableFile as error:
        source.refuse(row, _same(source.name), error.found, error.expected)
        return
    known = {_plain(row.stem), _plain(row.korean)}
    meant = [sheet for sheet in sheets if _plain(sheet[0]) in known] or sheets
    if len(meant) != 1:
        expected = Words(
            ko=f"{row.korean}이라는 시트 하나", en=f"one sheet named {row.korean} or {row.stem}"
        )
        found = Words(ko=f"시트 {len(sheets)}개", en=f"{len(sheets)} sheets")
        source.refuse(row, _same(source.name), found, expected)
        return
    title, grid = meant[0]
    if isinstance(grid, UnreadableFile):
        source.refuse(row, _sheet(source.name, title), grid.found, grid.expected)
    else:
        source.tables[row] = _table(row, _sheet(source.name, title), grid)


def _read_folder(folder: Path, source: Source) -> None:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        expected = Words(ko="읽을 수 있는 폴더", en="a folder that may be read")
        source.refuse(None, _same(source.name), str(error.strerror), expected)
        return
    for path in entries:
        name = unicodedata.normalize("NFC", path.name)
        if name.startswith("."):
            continue
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            row = _meant(path.stem, _same(name), source)
            if row is FairRow:
                expected = Words(
                    ko="표가 아니라 fair.toml에 쓴 박람회 설정",
                    en="the fair's settings in fair.toml, not in a table",
                )
                source.refuse(None, _same(name), "", expected)
            elif row is not None:
                _take(source, row, name, path)
        elif name == "fair.toml":
            _take(source, FairRow, name, path)
    if not source.tables and not source.unreadable and not source.problems:
        expected = Words(
            ko="fair.toml과 CSV 파일이 든 폴더", en="a folder with fair.toml and CSV files in it"
        )
        source.refuse(None, _same(source.name), "", expected)


def _take(source: Source, row: type[Row], name: str, path: Path) -> None:
    if row in source.tables or row in source.unreadable:
        other = source.file_name(row)
        expected = Words(
            ko=f"파일 하나만(같은 표가 {other.ko}에도 있음)", en=f"one file only, beside {other.en}"
        )
        source.refuse(None, _same(name), "", expected)
        return
    try:
        content = _content(path)
        grid = settings_file.read(content) if row is FairRow else delimited.read(content)
    except UnreadableFile as error:
        source.refuse(row, _same(name), error.found, error.expected)
    else:
        source.tables[row] = _table(row, _same(name), grid)


def _read_workbook(path: Path, source: Source) -> None:
    try:
        sheets = workbooks.read(_content(path), wanted=lambda title: bool(_close(title)))
    except UnreadableFile as error:
        source.refuse(None, _same(source.name), error.found, error.expected)
        return
    for title, grid in sheets:
        name = _sheet(source.name, title)
        row = _meant(title, name, source)
        if row is None:
            continue
        if row in source.tables or row in source.unreadable:
            other = source.file_name(row)
            expected = Words(
                ko=f"시트 하나만(같은 표가 {other.ko}에도 있음)",
                en=f"one sheet only, beside {other.en}",
            )
            source.refuse(None, name, "", expected)
        elif isinstance(grid, UnreadableFile):
            source.refuse(row, name, grid.found, grid.expected)
        else:
            source.tables[row] = _table(row, name, grid)
    if not source.tables and not source.unreadable:
        known = ", ".join(row.stem for row in SOURCES)
        expected = Words(
            ko="시트 이름이 다음과 같은 통합 문서: " + ", ".join(row.korean for row in SOURCES),
            en=f"a workbook with sheets named {known}",
        )
        source.refuse(None, _same(source.name), "", expected)


def _content(path: Path) -> bytes:
    """Read a file after looking at its size; a pipe or a folder of that name is refused."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(
                Words(ko="폴더나 장치", en="a folder or a device"),
                Words(ko="보통 파일", en="a plain file"),
            )
        if found.st_size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024 // 1024
            shown = f"{found.st_size / 1024 / 1024:,.0f} MB"
            expected = Words(ko=f"{limit} MB 이하 파일", en=f"a file of at most {limit} MB")
            raise UnreadableFile(shown, expected)
        return path.read_bytes()
    except OSError as error:
        expected = Words(ko="읽을 수 있는 파일", en="a file that may be read")
        raise UnreadableFile(error.strerror or "", expected) from error


def _names() -> Iterator[tuple[str, type[Row]]]:
    for row in SOURCES:
        yield row.stem, row
        yield _plain(row.korean), row


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).strip().lower().replace(" ", "").replace("-", "_")


def _close(title: str) -> list[str]:
    """Give the known name nearest to a file's or sheet's, if any is near."""
    return get_close_matches(_plain(title), [name for name, _ in _names()], 1, 0.8)


def _meant(title: str, shown: Words, source: Source) -> type[Row] | None:
    """Find the kind of row a file or sheet holds; a name close to a known one is an error."""
    known = dict(_names())
    row = known.get(_plain(title))
    if row is None:
        if near := _close(title):
            expected = Words(
                ko=f"다른 이름(혹시 {near[0]}인가요?)",
                en=f"another name: did you mean {near[0]}?",
            )
            source.refuse(None, shown, title, expected)
        else:
            source.ignored.append(shown.en)
    return row


def _same(name: str) -> Words:
    return Words(ko=name, en=name)


def _sheet(file: str, title: str) -> Words:
    return Words(ko=f"{file}의 {title} 시트", en=f"{file}, sheet {title}")


def _table(row: type[Row], name: Words, grid: Grid) -> Table:
    """Set the first row that is not empty apart as the header."""
    filled = [(number, cells) for number, cells in grid if any(cells)]
    if not filled:
        return Table(row, name, (), 1, ())
    number, header = filled[0]
    while header and not header[-1]:
        header = header[:-1]
    return Table(row, name, header, number, tuple(filled[1:]))
