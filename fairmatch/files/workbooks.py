"""Workbooks (.xlsx) as tables of text cells."""

from collections.abc import Callable

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    WorksheetNotFound,
)

from fairmatch.files.cells import text_of
from fairmatch.files.grid import Grid, UnreadableFile
from fairmatch.files.unpacking import DAMAGED, WANTED, measured
from fairmatch.wording import Words


def read(
    content: bytes, *, wanted: Callable[[str], bool]
) -> list[tuple[str, Grid | UnreadableFile]]:
    """Give each sheet's title and rows; of sheets not wanted the title only.

    Raises
    ------
    UnreadableFile
        If the file is no workbook, is locked with a password, is damaged or explodes.
    """
    packed = measured(content)
    try:
        with CalamineWorkbook.from_filelike(packed) as book:
            found: list[tuple[str, Grid | UnreadableFile]] = []
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    grid = _sheet(book, sheet.name) if wanted(sheet.name) else []
                    found.append((sheet.name, grid))
            return found
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(DAMAGED, WANTED) from error


def _sheet(book: CalamineWorkbook, title: str) -> Grid | UnreadableFile:
    try:
        sheet: CalamineSheet = book.get_sheet_by_name(title)
        rows = sheet.to_python(skip_empty_area=False)
    except WorksheetNotFound:
        return UnreadableFile(
            Words(ko="목록에만 있고 내용이 없는 시트", en="a sheet that is listed but not there"),
            Words(ko="온전한 통합 문서", en="a whole workbook"),
        )
    return [(number, tuple(map(text_of, cells))) for number, cells in enumerate(rows, 1)]
