"""The list of all that is wrong with a fair's files, in the order of the files."""

from dataclasses import dataclass, field

from fairmatch.errors import BadCell
from fairmatch.files.rows import Row
from fairmatch.files.tables import SOURCES, Source
from fairmatch.wording import Words

_SHOWN = 60


@dataclass(frozen=True)
class Heading:
    """A column as it stands in a file: its heading and its place from the left."""

    text: str
    position: int


@dataclass
class Complaints:
    """Collects errors; knows each file's name and the headings as they stand in it."""

    source: Source
    headings: dict[type[Row], dict[str, Heading]] = field(default_factory=dict)
    _noted: list[tuple[tuple[int, int, int], BadCell]] = field(default_factory=list)

    def add(
        self,
        row: type[Row],
        number: int,
        column: str,
        found: Words | str,
        expected: Words,
    ) -> None:
        """Note an error in a field (or, by its heading, a column that is no field)."""
        heading = self.headings.get(row, {}).get(column, Heading(column, len(row.model_fields)))
        if isinstance(found, str) and len(found) > _SHOWN:
            found = found[:_SHOWN] + "…"
        cell = BadCell(self.source.file_name(row), number, heading.text, found, expected)
        position = heading.position if column else -1
        self._noted.append(((_order(row), number, position), cell))

    def add_file(self, row: type[Row], cell: BadCell) -> None:
        """Note that a file as a whole cannot be used."""
        self._noted.append(((_order(row), 0, -1), cell))

    def in_order(self) -> list[BadCell]:
        """Give all errors by file, row and column; those of no known file first."""
        return [*self.source.problems, *(cell for _, cell in sorted(self._noted, key=_place))]


def _order(row: type[Row]) -> int:
    """Give the place of a kind of row among a fair's files; those of other uses come last."""
    return SOURCES.index(row) if row in SOURCES else len(SOURCES)


def _place(noted: tuple[tuple[int, int, int], BadCell]) -> tuple[int, int, int]:
    return noted[0]
