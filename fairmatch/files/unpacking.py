"""Workbooks unpacked within limits, so that their reader sees nothing that was not measured.

A workbook is a zip archive of XML, and both can be made to explode. So its parts are first
unpacked here within limits and packed anew without compression.
"""

import io
import re
import zipfile
import zlib

from fairmatch.files.grid import MAX_COLUMNS, MAX_ROWS, UnreadableFile
from fairmatch.wording import Words

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 1_000
MAX_CELLS = 5_000_000
MAX_TEXT_BYTES = 200 * 1024 * 1024

WANTED = Words(
    ko="엑셀 통합 문서(.xlsx) 또는 CSV 파일 폴더",
    en="an Excel workbook (.xlsx), or a folder of CSV files",
)
DAMAGED = Words(ko="손상된 통합 문서", en="a damaged workbook")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*[^/<>])?>")
_PLACE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,9})\$?([0-9]{1,9})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\br\s*=\s*["']([0-9]{1,9})["']""")
# A formula that failed; the reader would give nothing, as if the cell were empty.
_FAILED = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*\bt\s*=\s*)(["'])e\2""")
_ROW_START = re.compile(rb"<(?:\w+:)?row\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>\s*([0-9]{1,9})")
_SHARED = re.compile(rb"<(?:\w+:)?si\b")


def measured(content: bytes) -> io.BytesIO:
    """Give a workbook packed anew, its formulas' errors turned into text.

    Raises
    ------
    UnreadableFile
        If it is no workbook, is damaged, or goes beyond the limits.
    """
    parts = _unpacked(content)
    _require_bounded(parts)
    return _packed(parts)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Give the parts of the archive the reader needs, none larger than it says it is."""
    if not content:
        raise UnreadableFile(Words(ko="빈 파일", en="an empty file"), WANTED)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # Excel keeps a workbook with a password in the container of its old format.
        raise UnreadableFile(
            Words(
                ko="옛 형식(.xls)이거나 암호가 걸린 통합 문서",
                en="an old (.xls) workbook or one with a password",
            ),
            Words(ko=f"암호를 푼 {WANTED.ko}", en=f"{WANTED.en}, unlocked"),
        )
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableFile(_guess(content), WANTED)
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _require_small(entries)
            for entry in entries:
                if _needed(entry.filename):
                    parts[entry.filename] = archive.read(entry)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        LookupError,
    ) as error:
        raise UnreadableFile(DAMAGED, WANTED) from error
    if "xl/workbook.xml" not in parts:
        raise UnreadableFile(
            Words(ko="통합 문서가 아닌 압축 파일", en="an archive that is no workbook"), WANTED
        )
    return parts


def _needed(name: str) -> bool:
    """Tell whether the reader needs a part: no pictures, notes or other programs' data."""
    place = name.startswith(("xl/", "_rels/")) or name == "[Content_Types].xml"
    return place and name.endswith((".xml", ".rels"))


def _guess(content: bytes) -> Words:
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        return Words(ko="웹페이지", en="a web page")
    if start.startswith(b"%pdf"):
        return Words(ko="PDF", en="PDF")
    return Words(ko="스프레드시트가 아닌 파일", en="what is no spreadsheet")


def _require_small(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise UnreadableFile(
            Words(
                ko=f"파일 {len(entries):,}개가 든 압축 파일",
                en=f"an archive of {len(entries):,} parts",
            ),
            WANTED,
        )
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED_BYTES:
        limit = MAX_UNPACKED_BYTES // 1024 // 1024
        megabytes = f"{size / 1024 / 1024:,.0f} MB"
        raise UnreadableFile(
            Words(
                ko=f"풀면 {megabytes}가 되는 통합 문서",
                en=f"a workbook that unpacks to {megabytes}",
            ),
            Words(ko=f"풀어서 {limit} MB 이하", en=f"at most {limit} MB unpacked"),
        )


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _FAILED.sub(rb'\1"str"', content))
    packed.seek(0)
    return packed


def _require_bounded(parts: dict[str, bytes]) -> None:
    """Refuse a cell far outside any table, and texts repeated beyond all bounds.

    The reader holds a sheet as a full rectangle and copies a shared text into every cell that
    names it, so that a few bytes can ask for more memory than there is.
    """
    shared = next(
        (content for name, content in parts.items() if name.lower().endswith("sharedstrings.xml")),
        b"",
    )
    lengths = [len(text) for text in _SHARED.split(shared)[1:]]
    copied = cells = 0
    for content in parts.values():
        _require_utf8(content)
        if b"sheetData" not in content:
            continue
        cells += _rectangle(content)
        if lengths:
            indexes = map(int, _VALUE.findall(content))
            copied += sum(lengths[index] for index in indexes if index < len(lengths))
    if cells > MAX_CELLS:
        raise UnreadableFile(
            Words(ko=f"칸이 {cells:,}개인 통합 문서", en=f"a workbook of {cells:,} cells"),
            Words(ko=f"칸 {MAX_CELLS:,}개 이하", en=f"at most {MAX_CELLS:,} cells"),
        )
    if copied > MAX_TEXT_BYTES:
        raise UnreadableFile(
            Words(
                ko="같은 글을 끝없이 되풀이한 통합 문서", en="a workbook of endlessly repeated text"
            ),
            WANTED,
        )


def _require_utf8(content: bytes) -> None:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile(DAMAGED, WANTED) from error
    if b"\0" in content:
        raise UnreadableFile(DAMAGED, WANTED)


def _rectangle(content: bytes) -> int:
    """Give the number of cells in the rectangle the reader will make of a sheet."""
    places = [_PLACE.search(attributes) for attributes in _CELL.findall(content)]
    rows = max((int(place[2]) for place in places if place), default=0)
    columns = max((_column(place[1]) for place in places if place), default=0)
    if None in places:
        # A cell without a place of its own is the next one in the row around it.
        rows = max(rows, *map(int, _ROW.findall(content)), 0)
        columns += max(len(_CELL.findall(row)) for row in _ROW_START.split(content))
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise UnreadableFile(
            Words(ko="멀리 떨어진 칸이 있는 시트", en="a sheet with cells far out"),
            Words(
                ko=f"{MAX_ROWS:,}행, {MAX_COLUMNS}열 이하",
                en=f"at most {MAX_ROWS:,} rows and {MAX_COLUMNS} columns",
            ),
        )
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
