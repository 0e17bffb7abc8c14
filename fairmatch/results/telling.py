"""Which sums everybody may be told, opening after opening.

A sum of at least `FEWEST` firms' amounts tells nobody's own. Two such sums do, one after the other,
where one firm's amount changed between them: so a sum is told anew only once the amounts of at
least `FEWEST` firms in it are other than any that was ever told in it. Until then the earlier
one stays. For the same reason agencies that were put together stay together. The marks of a
survey are told anew by the same rule.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from pydantic import BaseModel, ConfigDict

from fairmatch.models import Side
from fairmatch.results.opinions import Opinion, count_marks
from fairmatch.results.results import Results

FEWEST = 3
"""Firms, or answers, below which nothing is told of them."""

MEASURES = ("discussed", "signed")
"""The two amounts of a consultation, in the order in which results have them; won."""

Agencies = tuple[str, ...]


class Told(BaseModel):
    """What was told at openings so far; it has everybody's own figures, and is shown to nobody.

    Attributes
    ----------
    groups
        The agencies whose sums are told together, by their codes.
    amounts
        By measure, agency and firm: every amount of it that was in a sum told, the newest last.
        An agency is missing whose sum was never told.
    answers
        By side and party: every answer of it that was counted, the newest last.
    at, answered_at
        The opening at which the sums of an agency, and the marks of a side, were last as they
        stood.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: tuple[Agencies, ...] = ()
    amounts: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {name: {} for name in MEASURES}
    answers: dict[Side, dict[str, tuple[dict[str, int], ...]]] = {}
    at: dict[str, datetime] = {}
    answered_at: dict[Side, datetime] = {}

    def sum_of(self, agencies: Iterable[str], measure: str) -> int | None:
        """Give what agencies come to together, won; None if that is not told."""
        parts = [self.amounts[measure].get(agency) for agency in agencies]
        if None in parts:
            return None
        return sum(amounts[-1] for part in parts if part for amounts in part.values())

    def total_of(self, measure: str) -> int | None:
        """Give what all that is told comes to, won; None if nothing is."""
        sums = [self.sum_of(group, measure) for group in self.groups]
        told = [amount for amount in sums if amount is not None]
        return sum(told) if told or not sums else None

    def opinion(self, side: Side) -> Opinion:
        """Count the marks of one side."""
        return count_marks(side, [given[-1] for given in self.answers.get(side, {}).values()])


@dataclass(frozen=True, slots=True)
class _Change:
    """Firms whose amount is another than the one told last, or ever, and those that have one."""

    changed: Collection[str]
    fresh: Collection[str]
    named: Collection[str]

    @property
    def tells(self) -> bool:
        """Whether the sum, told now, would tell of fewer firms than it may."""
        few = len(self.fresh) < FEWEST or 0 < len(self.named) < FEWEST
        return bool(self.changed) and few


def tell(results: Results, before: Told | None = None) -> Told:
    """Give what may be told of the results as they stand, after what was told before."""
    before = before or Told()
    groups = _groups(results, before)
    amounts = {name: dict(before.amounts[name]) for name in MEASURES}
    at = dict(before.at)
    for group in groups:
        current = [name for name in MEASURES if not _change(results, before, group, name).tells]
        for name in current:
            for agency in group:
                amounts[name][agency] = _renewed(results, before, agency, name)
        if len(current) == len(MEASURES):
            at.update(dict.fromkeys(group, results.at))
    answers, answered_at = dict(before.answers), dict(before.answered_at)
    for side, given in results.answers.items():
        kept = before.answers.get(side, {})
        new = {
            party: (*earlier, marks)
            for party, marks in given.items()
            if not (earlier := kept.get(party, ())) or marks != earlier[-1]
        }
        fresh = [party for party in new if given[party] not in kept.get(party, ())]
        if not new or len(fresh) >= FEWEST:
            answers[side], answered_at[side] = {**kept, **new}, results.at
    return Told(groups=groups, amounts=amounts, at=at, answers=answers, answered_at=answered_at)


def _groups(results: Results, before: Told) -> tuple[Agencies, ...]:
    """Give the agencies whose sums are told together: those that would tell too much, alone."""
    known = set(chain.from_iterable(before.groups))
    new = [(group.key,) for group in results.agencies if group.key not in known]
    groups = [*before.groups, *new]

    def telling(group: Agencies) -> bool:
        return any(_change(results, before, group, name).tells for name in MEASURES)

    alone = [group for group in groups if not telling(group)]
    small = [group for group in groups if telling(group)]
    joined = tuple(chain.from_iterable(small))
    if not before.groups:
        # Nothing was told yet, so that nothing is lost by it if others join.
        while telling(joined) and alone:
            fewest = min(alone, key=lambda one: (_firms(results, one), one))
            alone.remove(fewest)
            joined += fewest
        return (*alone, joined) if joined else tuple(alone)
    return tuple(groups) if len(small) < 2 or telling(joined) else (*alone, joined)


def _firms(results: Results, group: Agencies) -> int:
    return len(set(chain.from_iterable(results.own.get(agency, {}) for agency in group)))


def _change(results: Results, before: Told, group: Agencies, measure: str) -> _Change:
    changed, fresh, named = set[str](), set[str](), set[str]()
    for agency in group:
        told = before.amounts[measure].get(agency, {})
        for firm, amount in _amounts(results, agency, measure, told).items():
            earlier = told.get(firm, (0,))
            if amount != earlier[-1]:
                changed.add(firm)
            if amount not in earlier:
                fresh.add(firm)
            if amount:
                named.add(firm)
    return _Change(changed, fresh, named)


def _renewed(
    results: Results, before: Told, agency: str, measure: str
) -> dict[str, tuple[int, ...]]:
    told = dict(before.amounts[measure].get(agency, {}))
    for firm, amount in _amounts(results, agency, measure, told).items():
        earlier: Sequence[int] = told.get(firm, (0,))
        if amount != earlier[-1]:
            told[firm] = (*earlier, amount)
    return told


def _amounts(
    results: Results, agency: str, measure: str, told: Mapping[str, object]
) -> dict[str, int]:
    """Give the amount with the agency of each firm that has one, or had."""
    own, at = results.own.get(agency, {}), MEASURES.index(measure)
    return {firm: own[firm][at] if firm in own else 0 for firm in {*told, *own}}
