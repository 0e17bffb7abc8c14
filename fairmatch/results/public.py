"""What everybody may see of the results: aggregates from which nobody's own amount can be told.

An amount is shown only for at least `FEWEST` firms together. Agencies with fewer are put together
with others until there are enough, so that what is left out cannot be found by subtracting.
Amounts are shown in one division only, by agency: with two, what they have in common could be
worked out. Marks of a survey are shown where at least `FEWEST` of a side have answered.
"""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind, Side
from fairmatch.results.opinions import Opinion
from fairmatch.results.results import Results
from fairmatch.results.tally import Group, Tally
from fairmatch.wording import Words

FEWEST = 3
"""Firms, or answers, below which nothing is told of them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Counts(_Part):
    """Consultations and what came of them, in numbers only."""

    planned: int
    walk_ins: int
    held: int
    kinds: dict[str, int]


class AgencyAmounts(_Part):
    """One agency, or several together, with both amounts; None: too few firms to be told.

    ``names`` are those of the agencies.
    """

    names: tuple[Words, ...]
    counts: Counts
    discussed: int | None
    signed: int | None


class HalfCounts(_Part):
    """A half-day of the fair."""

    day: date
    half: HalfDay
    counts: Counts


class KindCounts(_Part):
    """Firms of one type; None: firms of no type."""

    kind: FirmKind | None
    counts: Counts


class PublicMarks(_Part):
    """How many gave each mark from 1 to 5 to a question."""

    question: str
    counts: tuple[int, ...]


class PublicOpinion(_Part):
    """What one side thinks, if enough of it have answered."""

    side: Side
    answered: int | None
    questions: tuple[PublicMarks, ...]


class PublicResults(_Part):
    """All that everybody may see, as it stood at a moment."""

    at: datetime
    counts: Counts
    missed: int
    firms: int
    discussed: int | None
    signed: int | None
    agencies: tuple[AgencyAmounts, ...]
    halves: tuple[HalfCounts, ...]
    firm_kinds: tuple[KindCounts, ...]
    opinions: tuple[PublicOpinion, ...]


def public_results(results: Results) -> PublicResults:
    """Give what of the results everybody may see."""
    total = results.total
    return PublicResults(
        at=results.at,
        counts=_counts(total),
        missed=total.firm_missed + total.agency_missed,
        firms=len(total.firms),
        discussed=_told(total.discussed, total.firms_discussed),
        signed=_told(total.signed, total.firms_signed),
        agencies=tuple(_agencies(results)),
        halves=tuple(
            HalfCounts(day=group.key[0], half=group.key[1], counts=_counts(group.tally))
            for group in results.halves
        ),
        firm_kinds=tuple(
            KindCounts(kind=group.key, counts=_counts(group.tally))
            for group in results.firm_kinds
            if len(group.tally.firms) >= FEWEST
        ),
        opinions=tuple(map(_opinion, results.opinions)),
    )


def _counts(tally: Tally) -> Counts:
    return Counts(
        planned=tally.planned,
        walk_ins=tally.walk_ins,
        held=tally.held,
        kinds={kind.value: tally.of(kind) for kind in OutcomeKind},
    )


def put_together(groups: Sequence[Group[str]]) -> list[Group[tuple[str, ...]]]:
    """Give agencies so that no sum of theirs is made of one or two firms' amounts.

    Agencies whose sums are go together with each other, and, as long as that is not enough, with
    the one that has the fewest firms besides.
    """
    alone: list[Group[tuple[str, ...]]] = [
        Group((one.key,), one.tally) for one in groups if not _too_few(one.tally)
    ]
    small = [one for one in groups if _too_few(one.tally)]
    if not small:
        return alone
    joined = Group(tuple(one.key for one in small), sum((one.tally for one in small), Tally()))
    while _too_few(joined.tally) and alone:
        fewest = min(alone, key=lambda one: (_firms(one.tally), one.key))
        alone.remove(fewest)
        joined = Group(joined.key + fewest.key, joined.tally + fewest.tally)
    return [*alone, joined]


def _too_few(tally: Tally) -> bool:
    return any(
        0 < len(firms) < FEWEST for firms in (tally.firms_discussed, tally.firms_signed)
    )  # fmt: skip


def _firms(tally: Tally) -> int:
    return len(tally.firms_discussed | tally.firms_signed)


def _told(amount: int, firms: frozenset[str]) -> int | None:
    return None if 0 < len(firms) < FEWEST else amount


def _agencies(results: Results) -> list[AgencyAmounts]:
    return [
        AgencyAmounts(
            names=tuple(results.names[code] for code in together.key),
            counts=_counts(together.tally),
            discussed=_told(together.tally.discussed, together.tally.firms_discussed),
            signed=_told(together.tally.signed, together.tally.firms_signed),
        )
        for together in put_together(results.agencies)
    ]


def _opinion(opinion: Opinion) -> PublicOpinion:
    if opinion.answered < FEWEST:
        return PublicOpinion(side=opinion.side, answered=None, questions=())
    return PublicOpinion(
        side=opinion.side,
        answered=opinion.answered,
        questions=tuple(
            PublicMarks(question=one.question, counts=one.counts)
            for one in opinion.questions
            if one.number >= FEWEST
        ),
    )
