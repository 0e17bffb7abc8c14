"""What everybody may see of the results: aggregates from which nobody's own amount can be told.

An amount is shown only for at least `FEWEST` firms together. Agencies with fewer are put together
with others until there are enough, so that what is left out cannot be found by subtracting.
Amounts are shown in one division only, by agency, and their total is the sum of what is shown: with
two, what they have in common could be worked out. Marks of a survey are shown where at least
`FEWEST` of a side have answered. What changes from one opening to the next is in `telling`.
"""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind, Side
from fairmatch.results.opinions import Opinion
from fairmatch.results.results import Results
from fairmatch.results.tally import Tally
from fairmatch.results.telling import FEWEST, Told, tell
from fairmatch.wording import Words


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

    ``names`` are those of the agencies. ``since``: the amounts are older, of that moment.
    """

    names: tuple[Words, ...]
    counts: Counts
    discussed: int | None
    signed: int | None
    since: datetime | None = None


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
    """What one side thinks, if enough of it have answered; ``since``: as of that earlier moment."""

    side: Side
    answered: int | None
    questions: tuple[PublicMarks, ...]
    since: datetime | None = None


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


def public_results(results: Results, told: Told | None = None) -> PublicResults:
    """Give what of the results everybody may see.

    Parameters
    ----------
    told
        Which sums may be told; None: those of a first opening.
    """
    told = told or tell(results)
    total = results.total
    return PublicResults(
        at=results.at,
        counts=_counts(total),
        missed=total.firm_missed + total.agency_missed,
        firms=len(total.firms),
        discussed=told.total_of("discussed"),
        signed=told.total_of("signed"),
        agencies=tuple(_agencies(results, told)),
        halves=tuple(
            HalfCounts(day=group.key[0], half=group.key[1], counts=_counts(group.tally))
            for group in results.halves
        ),
        firm_kinds=tuple(
            KindCounts(kind=group.key, counts=_counts(group.tally))
            for group in results.firm_kinds
            if len(group.tally.firms) >= FEWEST
        ),
        opinions=tuple(
            _opinion(told.opinion(side), told.answered_at.get(side), results.at)
            for side in (Side.FIRM, Side.AGENCY)
        ),
    )


def _counts(tally: Tally) -> Counts:
    return Counts(
        planned=tally.planned,
        walk_ins=tally.walk_ins,
        held=tally.held,
        kinds={kind.value: tally.of(kind) for kind in OutcomeKind},
    )


def _agencies(results: Results, told: Told) -> list[AgencyAmounts]:
    tallies = {group.key: group.tally for group in results.agencies}
    found = []
    for group in told.groups:
        there = [code for code in group if code in tallies]
        at = {told.at.get(code) for code in group}
        found.append(
            AgencyAmounts(
                names=tuple(results.names[code] for code in there),
                counts=_counts(sum((tallies[code] for code in there), Tally())),
                discussed=told.sum_of(group, "discussed"),
                signed=told.sum_of(group, "signed"),
                since=min((one for one in at if one and one != results.at), default=None),
            )
        )
    return found


def _opinion(opinion: Opinion, at: datetime | None, now: datetime) -> PublicOpinion:
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
        since=None if at == now else at,
    )
