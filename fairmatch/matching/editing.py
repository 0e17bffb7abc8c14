"""A fair's own table of synonyms: looked up, added to, taken from, as a file and back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.errors import BadInput
from fairmatch.files import delimited
from fairmatch.files.expectations import expected_of
from fairmatch.files.rows import SynonymRow
from fairmatch.files.tables import read_upload
from fairmatch.intake.reading import read_one
from fairmatch.matching.synonyms import default_pairs
from fairmatch.matching.words import closed
from fairmatch.models import Fair, Synonym
from fairmatch.wording import Words

OTHER_WORD = Words(ko="다른 낱말", en="a meaning that is another word")


class Origin(StrEnum):
    """Where a pair of the table comes from."""

    OWN = "own"
    PROGRAM = "program"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Pair:
    """A word and what it means; one that was taken out of the program's table counts no more."""

    word: str
    meaning: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Added:
    """How many pairs of a file were new, and how many there already."""

    new: int
    same: int


class BadSynonym(ValueError):
    """A word and a meaning cannot be kept; ``expected`` says by field what was expected."""

    def __init__(self, expected: dict[str, Words]) -> None:
        self.expected = expected
        super().__init__("; ".join(f"{name}: {said}" for name, said in expected.items()))


def pairs_of(session: Session, fair: Fair, text: str = "") -> list[Pair]:
    """Give the fair's table, its own pairs first; with a text, only pairs that hold it."""
    own = _own(session, fair)
    out = {closed(word) for word, meaning in own if not meaning}
    pairs = [Pair(word, meaning, Origin.OWN) for word, meaning in sorted(own) if meaning]
    for word, meaning in default_pairs():
        origin = Origin.TAKEN_OUT if closed(word) in out else Origin.PROGRAM
        pairs.append(Pair(word, meaning, origin))
    wanted = closed(text)
    return [pair for pair in pairs if wanted in closed(pair.word) or wanted in closed(pair.meaning)]


def add_synonym(session: Session, fair: Fair, word: str, meaning: str) -> bool:
    """Add a pair to the fair's table; tell whether it is new.

    Raises
    ------
    BadSynonym
        If either cannot be.
    """
    if not closed(meaning):
        raise BadSynonym({"meaning": expected_of(SynonymRow, "word")})
    return bool(_add(session, fair, [_checked(word, meaning)]))


def take_out(session: Session, fair: Fair, word: str) -> bool:
    """Let a word of the program's table count no more in this fair; tell whether it did."""
    known = next((one for one, _ in default_pairs() if closed(one) == closed(word)), None)
    return known is not None and bool(_add(session, fair, [SynonymRow(word=known, meaning="")]))


def remove_synonym(session: Session, fair: Fair, word: str, meaning: str) -> bool:
    """Remove a pair of the fair's own; without a meaning, a word taken out counts again."""
    found = delete(Synonym).where(
        Synonym.fair_id == fair.id, Synonym.word == word, Synonym.meaning == meaning
    )
    return bool(session.execute(found.returning(Synonym.id)).all())


def read_synonyms(session: Session, fair: Fair, name: str, content: bytes) -> Added:
    """Add the pairs of a file (CSV or XLSX) to the fair's own, all of them or none.

    Raises
    ------
    BadInput
        If anything is wrong with the file; all errors at once.
    """
    files = read_one(read_upload(name, content, SynonymRow), SynonymRow)
    placed = files.rows(SynonymRow)
    for one in placed:
        if closed(one.row.word) == closed(one.row.meaning):
            files.complaints.add(SynonymRow, one.number, "meaning", one.row.meaning, OTHER_WORD)
    if errors := files.complaints.in_order():
        raise BadInput(errors)
    new = _add(session, fair, [one.row for one in placed])
    return Added(new, len(placed) - new)


def synonyms_csv(session: Session, fair: Fair) -> bytes:
    """Give the fair's own pairs as a file that can be read back."""
    headings = [str(column.title) for column in SynonymRow.model_fields.values()]
    return delimited.write(headings, sorted(_own(session, fair)))


def _checked(word: str, meaning: str) -> SynonymRow:
    try:
        row = SynonymRow(word=word, meaning=meaning)
    except ValidationError as error:
        names = [str(problem["loc"][0]) for problem in error.errors()]
        raise BadSynonym({name: expected_of(SynonymRow, name) for name in names}) from None
    if closed(row.word) == closed(row.meaning):
        raise BadSynonym({"meaning": OTHER_WORD})
    return row


def _add(session: Session, fair: Fair, rows: Iterable[SynonymRow]) -> int:
    # Two organisers who add the same at once take turns.
    session.execute(select(Fair.id).where(Fair.id == fair.id).with_for_update())
    there = set(_own(session, fair))
    new = list(_new(rows, there))
    session.add_all(Synonym(fair_id=fair.id, word=row.word, meaning=row.meaning) for row in new)
    session.flush()
    return len(new)


def _new(rows: Iterable[SynonymRow], there: set[tuple[str, str]]) -> Iterator[SynonymRow]:
    for row in rows:
        if (row.word, row.meaning) not in there:
            there.add((row.word, row.meaning))
            yield row


def _own(session: Session, fair: Fair) -> list[tuple[str, str]]:
    own = select(Synonym.word, Synonym.meaning).where(Synonym.fair_id == fair.id)
    return [(word, meaning) for word, meaning in session.execute(own)]
