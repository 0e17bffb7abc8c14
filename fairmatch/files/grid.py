"""What every reader of a file gives or refuses: numbered rows of text cells."""

from fairmatch.wording import Words

MAX_ROWS = 100_000
MAX_COLUMNS = 200

Grid = list[tuple[int, tuple[str, ...]]]


class UnreadableFile(Exception):
    """A file, or a sheet of one, is not what it should be; inside the readers only."""

    def __init__(self, found: Words | str, expected: Words) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"found {str(found)!r}, expected {expected}")


def require_size(rows: int, columns: int) -> None:
    """Refuse a table beyond what a fair can be.

    Raises
    ------
    UnreadableFile
        If it has too many rows or columns.
    """
    if rows > MAX_ROWS:
        raise UnreadableFile(
            Words(ko=f"{MAX_ROWS:,}행을 넘는 표", en=f"more than {MAX_ROWS:,} rows"),
            Words(ko=f"{MAX_ROWS:,}행 이하", en=f"at most {MAX_ROWS:,} rows"),
        )
    if columns > MAX_COLUMNS:
        raise UnreadableFile(
            Words(ko=f"열 {columns:,}개", en=f"{columns:,} columns"),
            Words(ko=f"열 {MAX_COLUMNS}개 이하", en=f"at most {MAX_COLUMNS} columns"),
        )
