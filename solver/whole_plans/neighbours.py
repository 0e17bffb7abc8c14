"""Who can give way to whom: parties whose plans use the same seats and tables.

A few parties whose plans are open can hardly choose while everybody else stands in their way.
Left to choose along with those in their way they find a mixture in most cases, where as many
drawn by lot do in every other.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan

# A row with more entries binds next to everybody, and makes no neighbours.
WIDE = 400

Shares = Mapping[int, list[tuple[float, Plan]]]
"""For each party the shares of its plans in a mixture, the most first."""


def neighbourhood(master: Master, first: list[int], shares: Shares, few: int) -> list[int]:
    """Add those who use the most rows that these use, and so on from there."""
    narrow = np.bincount(master.shared.row_of, minlength=len(master.lower)) <= WIDE
    rows = {
        party: {r for _, plan in own for r in master.entries(party, plan) if narrow[r]}
        for party, own in shares.items()
    }
    users: dict[int, list[int]] = {}
    for party, own in rows.items():
        for row in own:
            users.setdefault(row, []).append(party)
    found, front = dict.fromkeys(first), first
    while front and len(found) < few:
        met = Counter(
            user
            for party in front
            for row in rows[party]
            for user in users[row]
            if user not in found
        )
        front = [party for party, _ in met.most_common(few - len(found))]
        found |= dict.fromkeys(front)
    return list(found)
