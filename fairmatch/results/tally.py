"""Counting: consultations added up, and the same by agency, by half-day, by type of firm."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind
from fairmatch.results.facts import Fact, Fate

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a number of consultations comes to; amounts in won.

    Attributes
    ----------
    planned, walk_ins
        Consultations by appointment, and those of firms that came to the booth. Together they
        are held, missed by the firm or the agency, unclear or still coming.
    kinds
        In how many something came of it, by kind; one may have led to several.
    later
        In how many an amount was signed that is not known yet.
    firms
        Codes of the firms that had a consultation.
    """

    planned: int = 0
    walk_ins: int = 0
    held: int = 0
    firm_missed: int = 0
    agency_missed: int = 0
    unclear: int = 0
    coming: int = 0
    disputed: int = 0
    kinds: tuple[int, ...] = (0,) * len(OutcomeKind)
    discussed: int = 0
    signed: int = 0
    later: int = 0
    firms: frozenset[str] = frozenset()

    @property
    def all(self) -> int:
        """All consultations, by appointment or not."""
        return self.planned + self.walk_ins

    def __add__(self, other: "Tally") -> "Tally":
        """Give both together; a firm that is in both counts once."""
        return Tally(
            planned=self.planned + other.planned,
            walk_ins=self.walk_ins + other.walk_ins,
            held=self.held + other.held,
            firm_missed=self.firm_missed + other.firm_missed,
            agency_missed=self.agency_missed + other.agency_missed,
            unclear=self.unclear + other.unclear,
            coming=self.coming + other.coming,
            disputed=self.disputed + other.disputed,
            kinds=tuple(one + more for one, more in zip(self.kinds, other.kinds, strict=True)),
            discussed=self.discussed + other.discussed,
            signed=self.signed + other.signed,
            later=self.later + other.later,
            firms=self.firms | other.firms,
        )

    def of(self, kind: OutcomeKind | str) -> int:
        """Give in how many this came of it."""
        return self.kinds[list(OutcomeKind).index(OutcomeKind(kind))]


@dataclass(frozen=True, slots=True)
class Group(Generic[K]):
    """A part of the consultations, and what it comes to."""

    key: K
    tally: Tally


def tally(facts: Iterable[Fact]) -> Tally:
    """Add consultations up."""
    all_of = list(facts)
    fates = Counter(fact.fate for fact in all_of)
    kinds = Counter(kind for fact in all_of for kind in fact.kinds)
    walk_ins = sum(fact.walk_in for fact in all_of)
    return Tally(
        planned=len(all_of) - walk_ins,
        walk_ins=walk_ins,
        held=fates[Fate.HELD],
        firm_missed=fates[Fate.FIRM_MISSED],
        agency_missed=fates[Fate.AGENCY_MISSED],
        unclear=fates[Fate.UNCLEAR],
        coming=fates[Fate.COMING],
        disputed=sum(fact.disputed for fact in all_of),
        kinds=tuple(kinds[kind] for kind in OutcomeKind),
        discussed=sum(fact.discussed or 0 for fact in all_of),
        signed=sum(fact.signed or 0 for fact in all_of),
        later=sum(fact.later for fact in all_of),
        firms=frozenset(fact.firm for fact in all_of if fact.fate is Fate.HELD),
    )


def by_agency(facts: Sequence[Fact]) -> list[Group[str]]:
    """Give each agency's part; the parts add up to the whole."""
    return _grouped(facts, lambda fact: [fact.agency])


def by_half(facts: Sequence[Fact]) -> list[Group[tuple[date, HalfDay]]]:
    """Give each half-day's part, in order; the parts add up to the whole."""
    halves = list(HalfDay)
    found = _grouped(facts, lambda fact: [(fact.day, fact.half)])
    return sorted(found, key=lambda group: (group.key[0], halves.index(group.key[1])))


def by_firm_kind(facts: Sequence[Fact]) -> list[Group[FirmKind | None]]:
    """Give each type's part; a firm of several types is in each of them, None: of no type.

    So the parts may add up to more than the whole.
    """
    order: list[FirmKind | None] = [*FirmKind, None]
    found = _grouped(facts, _kinds_or_none)
    return sorted(found, key=lambda group: order.index(group.key))


def _kinds_or_none(fact: Fact) -> list[FirmKind | None]:
    return [*fact.firm_kinds] or [None]


def _grouped(facts: Sequence[Fact], keys: Callable[[Fact], Iterable[K]]) -> list[Group[K]]:
    parts: dict[K, list[Fact]] = {}
    for fact in facts:
        for key in keys(fact):
            parts.setdefault(key, []).append(fact)
    return [Group(key, tally(part)) for key, part in parts.items()]
