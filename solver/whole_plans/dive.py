"""From a mixture in fractions to one in which hardly any party is left to settle.

Diving after Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa ("Primal heuristics for branch and
price", INFORMS Journal on Computing 31, 2019): whoever has a whole plan keeps it, and so do some
of those who nearly have; the others' plans are priced and mixed anew, over and over.
"""

from random import Random

from solver.running.watch import Watch
from solver.whole_plans.master import NOTHING, Master
from solver.whole_plans.neighbours import neighbourhood

# Of those in fractions so many are settled at once: at first, at most, and at least.
FIRST, MOST, LEAST = 0.12, 0.25, 0.02


def dive(master: Master, watch: Watch, *, few: int, end: float, seed: int) -> Master:
    """Settle parties, those with the largest shares first, until ``few`` are left or so.

    Parameters
    ----------
    few
        How many parties may be left in fractions, and how many are left at least.
    end
        Second of the run after which nobody more is settled.

    Returns
    -------
    Master
        Of the parties that are left, the others settled.
    """
    lot = Random(seed)
    share = FIRST
    while True:
        shares = master.shares()
        free = [party for party in master.parties if shares[party]]
        lot.shuffle(free)
        free.sort(key=lambda party: -round(shares[party][0][0], 4))
        whole = sum(shares[party][0][0] > 1 - NOTHING for party in free)
        late = watch.over() or watch.elapsed() > end
        last = len(free) - whole <= few or share < LEAST or late
        if last:
            near = dict.fromkeys(neighbourhood(master, free[whole:], shares, few))
            order = [*near, *(party for party in free[::-1] if party not in near)]
            taken = order[max(few, len(free) - whole) :]
        else:
            taken = free[: whole + max(1, int(share * (len(free) - whole)))]
        if last and not taken:
            return master
        left = master.rest({party: shares[party][0][1] for party in taken}, watch)
        if last:
            return left or master
        if left is None:
            share /= 2
        else:
            master, share = left, min(MOST, share * 1.2)
