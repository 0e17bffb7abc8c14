"""How good rankings are against the labels."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

from benchmarks.matching.labelled import Labelled, Part
from benchmarks.matching.methods import Rankings

AT = 5


@dataclass(frozen=True)
class Quality:
    """Measures from 0 to 1, averaged over firms.

    Attributes
    ----------
    recall
        Of the relevant plan items, how many stand among the first five.
    reciprocal_rank
        One over the place of the first relevant one; 0 where there is none.
    near
        Of the near misses, how many stand among the first five; less is better.
    """

    recall: float
    reciprocal_rank: float
    near: float


def measure(labelled: Labelled, rankings: Rankings, part: Part) -> Quality:
    """Hold the rankings of one part's firms against the labels."""
    firms = labelled.firms(part)
    near = [plan in rankings[firm][:AT] for firm in firms for plan in labelled.near.get(firm, ())]
    return Quality(
        fmean(_recall(rankings[firm], labelled.relevant[firm]) for firm in firms),
        fmean(_reciprocal_rank(rankings[firm], labelled.relevant[firm]) for firm in firms),
        fmean(near),
    )


def recall_of_firms(labelled: Labelled, rankings: Rankings, part: Part) -> float:
    """Of the firms of a part relevant to a plan item, give how many stand among its first five.

    Averaged over the plan items that have any; ``rankings`` are firms by plan item.
    """
    relevant: dict[str, set[str]] = defaultdict(set)
    for firm in labelled.firms(part):
        for plan in labelled.relevant[firm]:
            relevant[plan].add(firm)
    return fmean(_recall(rankings[plan], frozenset(firms)) for plan, firms in relevant.items())


def _recall(ranking: list[str], relevant: frozenset[str]) -> float:
    return len(relevant.intersection(ranking[:AT])) / len(relevant)


def _reciprocal_rank(ranking: list[str], relevant: frozenset[str]) -> float:
    return next((1 / place for place, plan in enumerate(ranking, 1) if plan in relevant), 0.0)
