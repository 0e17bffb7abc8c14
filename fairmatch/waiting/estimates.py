"""How long somebody on a waiting list still waits, told as a range that is kept to.

Seats that are free are sure; of the seats that are taken, as many come free as parties stay away,
at the share of them that stayed away so far. So the number of seats up to a moment is a number
plus a binomial one, and the range runs from the moment at which the firm has its seat in one of
five such days to that at which it has it in four of five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SOON, SURELY = 0.2, 0.8
"""Chances at which the range begins and ends."""
STEP = 5
"""Minutes to which a range is rounded, outwards."""
EXPECTED_SHARE, WEIGHT = 0.1, 20
"""Share of no-shows before anybody can have stayed away, and how many consultations it weighs."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A slot of a booth that is still to come.

    ``free`` seats nobody has, ``taken`` ones somebody has; ``suits``: the firm that waits could
    sit there.
    """

    starts_at: datetime
    free: int
    taken: int
    suits: bool = True


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes until the firm sits down: at least ``low``, at most ``high``.

    ``high`` None: it may be that no seat comes free today. ``low`` None: none is in sight.
    """

    low: int | None
    high: int | None


def no_show_share(missing: int, due: int) -> float:
    """Give the share that stays away, of ``due`` consultations of which ``missing`` did so far."""
    return (missing + EXPECTED_SHARE * WEIGHT) / (due + WEIGHT)


def estimate(
    position: int, openings: Sequence[Opening], share: float, *, now: datetime
) -> Estimate:
    """Tell how long the firm at this position of a list waits.

    Parameters
    ----------
    position
        Counted from 1; all before it are thought to take a seat first.
    openings
        The booth's slots of the day that have not begun, by time.
    share
        Of taken seats that come free, 0 to 1.
    """
    low = _first(position, openings, share, SOON)
    high = _first(position, openings, share, SURELY)
    return Estimate(
        None if low is None else _minutes(low, now) // STEP * STEP,
        None if high is None else -(-_minutes(high, now) // STEP) * STEP,
    )


def _minutes(at: datetime, now: datetime) -> int:
    return max(0, int((at - now).total_seconds()) // 60)


def _first(
    position: int, openings: Sequence[Opening], share: float, chance: float
) -> datetime | None:
    """Give the first start at which there were seats for all up to the position, this likely."""
    sure = 0
    # Chances that 0, 1, 2 … of the taken seats came free; the last is "as many as are needed".
    chances = [1.0] + [0.0] * position
    for opening in openings:
        sure += opening.free
        for _ in range(opening.taken):
            for number in range(position, 0, -1):
                stays = chances[number] if number == position else chances[number] * (1 - share)
                chances[number] = stays + chances[number - 1] * share
            chances[0] *= 1 - share
        needed = max(0, position - sure)
        if opening.suits and sum(chances[needed:]) >= chance - 1e-12:
            return opening.starts_at
    return None
