"""Files that were brought, or cannot be written: every place, and what was expected there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fairmatch.errors.base import FairMatchError
from fairmatch.wording import Words, said_in


@dataclass(frozen=True)
class BadCell:
    """One thing wrong with a file: where it is and what was expected there.

    ``row`` counts as a spreadsheet does, the header being row 1; 0 means the file as a whole.
    ``column`` is the heading, empty where the row as a whole is meant. What stood in a file is
    plain text, what the program says of it is in two languages.
    """

    file: Words
    row: int
    column: str
    found: Words | str
    expected: Words

    def __str__(self) -> str:
        """Give one line: file, row, column, what was found and what was expected."""
        place = str(self.file)
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        found = f"found {str(self.found)!r}, " if self.found else ""
        return f"{place}: {found}expected {self.expected}"

    def in_language(self, language: str) -> str:
        """Give the line for a reader of Korean or English."""
        if language == "en":
            return str(self)
        place = self.file.ko
        if self.row:
            place += f" {self.row}행"
        if self.column:
            place += f" ‘{self.column}’ 열"
        found = said_in(language, self.found)
        quoted = f"‘{found}’" if isinstance(self.found, str) else found
        shown = f"{quoted} → " if found else ""
        return f"{place}: {shown}필요한 값: {self.expected.ko}"


class BadInput(FairMatchError):
    """A fair's files cannot be taken in; ``cells`` lists every error found, in file order."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        self.cells = tuple(cells)
        super().__init__(f"{len(self.cells)} error(s) in the files; nothing was changed")


class NoSampleFair(FairMatchError):
    """The sample fair is not on this machine: it lies in the repository, not in the package."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"the sample fair data/{name} is not here; run this in a clone of the repository, "
            "or name another fair with --data"
        )


class CannotWrite(FairMatchError):
    """A file cannot be written, most often because the disk is full or the folder is none."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}")
