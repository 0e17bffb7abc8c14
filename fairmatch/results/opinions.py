"""What the two sides think of the fair: marks counted by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Fair, Side, Survey
from fairmatch.outcomes.surveys import HIGHEST, LOWEST, QUESTIONS

Answers = Mapping[Side, Mapping[str, dict[str, int]]]
"""Marks by question, by the row id of the party that gave them, by its side."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How one question was answered: how many gave each mark, from 1 up to 5."""

    question: str
    counts: tuple[int, ...]

    @property
    def number(self) -> int:
        """How many answered it."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean mark; None if nobody answered."""
        total = sum(mark * count for mark, count in enumerate(self.counts, start=LOWEST))
        return total / self.number if self.number else None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one side thinks: how many answered, and each question's marks."""

    side: Side
    answered: int
    questions: tuple[Marks, ...]


def count_marks(side: Side, given: Iterable[dict[str, int]]) -> Opinion:
    """Count the marks of one side's answers."""
    answers = list(given)
    marks = range(LOWEST, HIGHEST + 1)
    return Opinion(
        side,
        len(answers),
        tuple(
            Marks(
                question,
                tuple(sum(one.get(question) == mark for one in answers) for mark in marks),
            )
            for question in QUESTIONS
        ),
    )


def read_answers(session: Session, fair: Fair) -> Answers:
    """Give the marks of each party that answered; one query."""
    found = session.execute(
        select(Survey.firm_id, Survey.agency_id, Survey.marks)
        .where(Survey.fair_id == fair.id)
        .order_by(Survey.id)
    ).all()
    return {
        Side.FIRM: {str(row.firm_id): row.marks for row in found if row.firm_id is not None},
        Side.AGENCY: {str(row.agency_id): row.marks for row in found if row.firm_id is None},
    }
