"""What a firm's day is like: waiting, breaks, walking, coming twice."""

from collections.abc import Sequence

from fairmatch.distance import metres_between
from fairmatch.reports.fairness import percentile
from fairmatch.reports.model import Comfort, Spread
from fairmatch.reports.outcome import Outcome


def comfort(outcome: Outcome) -> Comfort:
    """Measure waiting, breaks and walking over the firms that have a consultation."""
    idle = {
        firm: [other[0] - one[0] - 1 for one, other in outcome.same_day_steps(firm)]
        for firm in outcome.held_by_firm
    }
    waiting = [sum(runs) * outcome.fair.settings.slot_minutes for runs in idle.values()]
    return Comfort(
        waiting_minutes=_spread(waiting),
        waiting_firms=sum(minutes > 0 for minutes in waiting),
        breaks=sum(run > 0 for runs in idle.values() for run in runs),
        walking_metres=_spread([_walk(outcome, firm) for firm in outcome.held_by_firm]),
    )


def days_of(outcome: Outcome, firm_id: int) -> int:
    """Give the number of days on which a firm has to come."""
    return len({outcome.fair.slots[slot].date for slot, _ in outcome.held_by_firm[firm_id]})


def _walk(outcome: Outcome, firm_id: int) -> int:
    agencies = outcome.fair.agencies
    return sum(
        metres_between(agencies[one[1]].booth, agencies[other[1]].booth)
        for one, other in outcome.same_day_steps(firm_id)
    )


def _spread(amounts: Sequence[int]) -> Spread:
    mean = sum(amounts) / len(amounts) if amounts else 0.0
    return Spread(mean=round(mean, 1), p95=percentile(amounts, 95), most=max(amounts, default=0))
