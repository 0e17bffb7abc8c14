"""The document of the file formats says what the program does."""

from pathlib import Path

import pytest

from fairmatch.files import grid, tables, unpacking
from fairmatch.files.expectations import expectation
from fairmatch.files.labels import LABELS
from fairmatch.files.rows import ROWS, FairRow, Row

DOCUMENT = (Path(__file__).parents[3] / "docs" / "file-formats.md").read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024
NEEDED = " \\*"


def column_lines(row: type[Row]) -> list[str]:
    """Give the lines of the table of a kind of row's columns."""
    return [
        f"| `{name}`{NEEDED if column.is_required() else ''} | {column.title} "
        f"| {column.description} | {expectation(row, name)} |"
        for name, column in row.model_fields.items()
    ]


@pytest.mark.parametrize("row", [FairRow, *ROWS], ids=lambda row: row.stem)
def test_every_column_is_described(row: type[Row]) -> None:
    assert f"### `{row.stem}` · {row.korean}\n" in DOCUMENT
    assert "\n".join(column_lines(row)) in DOCUMENT


@pytest.mark.parametrize("kind", LABELS, ids=lambda kind: kind.__name__)
def test_every_korean_word_is_listed(kind: type) -> None:
    words = ", ".join(f"`{word.value}` {label}" for word, label in LABELS[kind].items())
    assert words in DOCUMENT


@pytest.mark.parametrize(
    "limit",
    [
        f"{tables.MAX_FILE_BYTES // MEGABYTE} MB a file",
        f"{unpacking.MAX_UNPACKED_BYTES // MEGABYTE} MB unpacked",
        f"{grid.MAX_ROWS:,} rows",
        f"{grid.MAX_COLUMNS} columns",
        f"{unpacking.MAX_CELLS:,} cells",
    ],
)
def test_every_limit_is_named(limit: str) -> None:
    assert limit in DOCUMENT
