"""What every reader of a file gives or refuses: numbered rows of text cells."""

MAX_ROWS = 100_000
MAX_COLUMNS = 200

Grid = list[tuple[int, tuple[str, ...]]]


class UnreadableFile(Exception):
    """A file, or a sheet of one, is not what it should be; inside the readers only."""

    def __init__(self, found: str, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"found {found!r}, expected {expected}")


def require_size(rows: int, columns: int) -> None:
    """Refuse a table beyond what a fair can be.

    Raises
    ------
    UnreadableFile
        If it has too many rows or columns.
    """
    if rows > MAX_ROWS:
        raise UnreadableFile(f"more than {MAX_ROWS:,} rows", f"at most {MAX_ROWS:,} rows")
    if columns > MAX_COLUMNS:
        raise UnreadableFile(f"{columns:,} columns", f"at most {MAX_COLUMNS} columns")
