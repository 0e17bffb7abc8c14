"""Making the quality report from what is held, what the solver proved, and its reasons."""

from collections.abc import Collection, Mapping
from datetime import datetime

from fairmatch.models import Interest
from fairmatch.reports.comfort import comfort, days_of
from fairmatch.reports.fairness import gini, histogram, jain
from fairmatch.reports.load import booth_load, day_figures
from fairmatch.reports.model import Demand, Fairness, QualityReport, TierFigures
from fairmatch.reports.outcome import Outcome
from fairmatch.reports.unmet import reason_counts, unmet_interests
from fairmatch.snapshot import Pair
from fairmatch.wording import Words
from fairmatch.worth import is_mutual
from solver.explain import Reason
from solver.timetable import Result, Tier


def make_report(
    outcome: Outcome,
    result: Result,
    reasons: Mapping[str, Reason],
    *,
    pairs: Mapping[str, Pair],
    notes: tuple[Words, ...],
    made_at: datetime,
    taken_out: Collection[Pair] = (),
) -> QualityReport:
    """Measure a timetable.

    Parameters
    ----------
    reasons
        The solver's reason for each request that is not held, by request id.
    pairs
        Firm and agency behind each request id.
    notes
        What had to be said while planning.
    taken_out
        Wishes that the organiser left out by hand.
    """
    unmet = unmet_interests(
        outcome,
        {pairs[request]: reason for request, reason in reasons.items()},
        pairs,
        taken_out,
    )
    return QualityReport(
        made_at=made_at,
        revision=outcome.fair.fair.revision,
        status=result.status.value,
        seconds=round(result.seconds, 3),
        tiers=tuple(_tier(tier) for tier in result.tiers),
        demand=_demand(outcome),
        days=day_figures(outcome),
        fairness=_fairness(outcome),
        comfort=comfort(outcome),
        load=booth_load(outcome),
        unmet_reasons=reason_counts(unmet),
        unmet=unmet,
        notes=notes,
    )


def _tier(tier: Tier) -> TierFigures:
    known = tier.value is not None and tier.bound is not None
    return TierFigures(
        goal=tier.goal.value,
        level=tier.level,
        value=tier.value,
        bound=tier.bound,
        gap=abs((tier.bound or 0) - (tier.value or 0)) if known else None,
        status=tier.status.value,
        seconds=round(tier.seconds, 3),
    )


def _demand(outcome: Outcome) -> Demand:
    fair, held = outcome.fair, outcome.slot_of
    asked = len(outcome.wanted)
    return Demand(
        firms=len(outcome.firms),
        agencies=len({pair[1] for pair in outcome.wanted}),
        asked=asked,
        arranged=len(fair.pins),
        held=len(held),
        mutual=sum(is_mutual(fair.marks.get(pair), arranged=pair in fair.pins) for pair in held),
        share_met=round(len(held) / asked, 4),
    )


def _fairness(outcome: Outcome) -> Fairness:
    amounts = [len(outcome.held_by_firm.get(firm, ())) for firm in outcome.firms]
    first = [pair for pair, wish in outcome.fair.interests.items() if _is_first(wish)]
    met = sum(pair in outcome.slot_of for pair in first)
    firms_met = outcome.held_by_firm
    one_day = sum(days_of(outcome, firm) == 1 for firm in firms_met)
    return Fairness(
        histogram=histogram(amounts),
        firms_with_none=amounts.count(0),
        fewest=min(amounts),
        most=max(amounts),
        mean=round(sum(amounts) / len(amounts), 3),
        gini=round(gini(amounts), 4),
        jain=round(jain(amounts), 4),
        first_wishes=len(first),
        first_wishes_met=_share(met, len(first)),
        one_day=_share(one_day, len(firms_met)),
    )


def _is_first(wish: Interest) -> bool:
    return wish.rank == 1


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
