"""Workbooks made for a test, whole and spoilt, and what reading them gives."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from fairmatch.files import workbooks
from fairmatch.files.grid import UnreadableFile
from fairmatch.files.tables import Source, read_source


def problems(source: Source) -> list[str]:
    return [str(cell) for cell in (*source.problems, *source.unreadable.values())]


def only_problem(path: Path) -> str:
    (problem,) = problems(read_source(path))
    return problem


def read_all(content: bytes) -> list[tuple[str, object]]:
    return list(workbooks.read(content, wanted=lambda _: True))


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as caught:
        read_all(content)
    return str(caught.value.found), str(caught.value.expected)


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def one_sheet(title: str = "firms") -> bytes:
    return workbook(lambda book: book.add_worksheet(title).write_row(0, 0, ["code", 1]))


ONE_SHEET = one_sheet()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Give a workbook with its parts changed, or left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return stream.getvalue()
