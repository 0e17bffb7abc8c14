"""How long somebody on a waiting list still waits, told as a range that is kept to.

A seat that is free comes to a firm with a chance, since others who come later, or have less, are
offered it too; of the seats that are taken, as many come free as parties stay away, at the share
of them that stayed away so far, and some of these in time. So the number of seats up to a moment
is a sum of chances, and the range runs from the moment at which the firm has its seat in one of
twenty such days to that at which it has it in four of five.

The chances were measured: they fit the waits of rehearsals of the sample fair best. How often waits
come as told is in every rehearsal's report; docs/rehearsal.md has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SOON, SURELY = 0.05, 0.8
"""Chances at which the range begins and ends."""
STEP = 5
"""Minutes to which a range is rounded, outwards."""
EXPECTED_SHARE, WEIGHT = 0.1, 20
"""Share of no-shows before anybody can have stayed away, and how many consultations it weighs."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Chances that a seat comes to a firm once it is its turn.

    ``free``: one that nobody has; ``freed``: one whose party stays away.
    """

    free: float
    freed: float


WITH_NOTHING, WITH_SOME = Chances(0.5, 0.6), Chances(0.3, 0.3)
"""Of a firm that has no consultation yet, and of one that has."""
BEFORE = 5
"""Of so many that stand before one in the list, one takes a seat that would do: the others wait at
several booths, are elsewhere at the time, or do not answer."""


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
    position: int,
    openings: Sequence[Opening],
    share: float,
    *,
    now: datetime,
    chances: Chances = WITH_NOTHING,
) -> Estimate:
    """Tell how long the firm at this position of a list waits.

    Parameters
    ----------
    position
        Counted from 1.
    openings
        The booth's slots of the day that have not begun, by time.
    share
        Of taken seats that come free, 0 to 1.
    chances
        Those of a firm that has as much as this one.
    """
    needed = 1 + round((position - 1) / BEFORE)
    likely = _likely(needed, openings, chances.free, share * chances.freed)
    low = next((at for at, chance in likely if chance >= SOON), None)
    high = next((at for at, chance in likely if chance >= SURELY), None)
    return Estimate(
        None if low is None else _minutes(low, now) // STEP * STEP,
        None if high is None else -(-_minutes(high, now) // STEP) * STEP,
    )


def _minutes(at: datetime, now: datetime) -> int:
    return max(0, int((at - now).total_seconds()) // 60)


def _likely(
    needed: int, openings: Sequence[Opening], free: float, freed: float
) -> list[tuple[datetime, float]]:
    """Give for each start that suits how likely as many seats as are needed have come by then."""
    # Chances that 0, 1, 2 … seats came; the last is "as many as are needed".
    chances = [1.0] + [0.0] * needed
    found = []
    for opening in openings:
        if not opening.suits:
            continue
        for chance in [free] * opening.free + [freed] * opening.taken:
            for number in range(needed, 0, -1):
                stays = chances[number] if number == needed else chances[number] * (1 - chance)
                chances[number] = stays + chances[number - 1] * chance
            chances[0] *= 1 - chance
        found.append((opening.starts_at, chances[needed]))
    return found
