"""The meetings to aim at among very many, and bounds for the tiers in front.

Coverage needs no flow for each level: the numbers of meetings that flows can give to the
parties of one side have a least majorised element, the best for every level at once, and any
rewards that fall from level to level find it (Veinott, "Least d-majorized network flows with
inventory and statistical applications", Management Science 17, 1971). So one flow bounds all
levels, and the worth behind them.
"""

from dataclasses import dataclass
from dataclasses import field as kept

import numpy as np

from solver.crowds.field import Field, Flags, Ints
from solver.crowds.flow import best_flow
from solver.problem import GoalKind
from solver.running.tally import Tally

# Prices of a meeting that counts for coverage, as multiples of the dearest worth.
PRICES = (1, 2, 4)


@dataclass
class Picked:
    """What the flow says.

    Attributes
    ----------
    held
        For each request whether the best flow holds it.
    worth
        What each request is worth beside ``rewards``: musts more than all else.
    rewards
        For some parties what their first meeting adds to the flow, their second, and so on.
    bounds
        For each tier in front what it cannot exceed, as long as those before attain theirs.
    """

    held: Flags
    worth: Ints
    rewards: dict[int, list[int]]
    bounds: list[int] = kept(default_factory=list)

    def note(self, tally: Tally) -> None:
        """Pass on the bounds that hold by now."""
        for index, bound in enumerate(self.bounds):
            tally.prove(index, bound)
            if tally.entries[index].value != bound:
                return


def pick(field: Field, tally: Tally) -> Picked:
    """Choose meetings, first for what is due, then for coverage, then for worth."""
    layout = field.layout
    urgent = 2 * int(field.worth.max(initial=0)) + 1
    due = {p: [urgent] * who.at_least for p, who in enumerate(layout.parties) if who.at_least}
    full = urgent * (sum(len(own) for own in due.values()) + int(field.must.sum()))
    worth = field.worth + urgent * field.must
    flow = best_flow(field, worth, rewards=due)
    most_worth = flow.total - full
    for index, entry in enumerate(tally.entries):
        if entry.aim.goal.kind is GoalKind.WORTH and entry.aim.goal == _first_worth(tally):
            tally.prove(index, most_worth)
    levels = _leading_levels(field, tally)
    if not levels:
        leading = bool(tally.entries) and tally.entries[0].aim.goal.kind is GoalKind.WORTH
        return Picked(flow.held, worth, due, [most_worth] if leading else [])
    step = most_worth + 1
    urgent = 2 * step * (levels + 1)
    side = tally.entries[0].aim.goal.side
    rewards = {p: [step * (levels - k) for k in range(levels)] for p in layout.on_side(side)}
    for party, own in due.items():
        before = rewards.get(party, [0] * len(own))
        rewards[party] = [r + urgent * (k < len(own)) for k, r in enumerate(before)]
    worth = field.worth + urgent * field.must
    flow = best_flow(field, worth, rewards=rewards)
    picked = Picked(flow.held, worth, rewards)
    degree = np.bincount(field.left[flow.held], minlength=len(layout.parties))
    degree += np.bincount(field.right[flow.held], minlength=len(layout.parties))
    met = all(degree[party] >= len(own) for party, own in due.items())
    if met and flow.held[field.must].all():
        own_degree = degree[layout.on_side(side)]
        picked.bounds = [int((own_degree >= k).sum()) for k in range(1, levels + 1)]
        if tally.entries[levels:] and tally.entries[levels].aim.goal == _first_worth(tally):
            picked.bounds.append(int(field.worth[flow.held].sum()))
    return picked


def bound_worth(field: Field, tally: Tally) -> None:
    """Bound the worth where coverage falls short of its own bounds.

    Timetables that count attain the first levels, and the next as far as the best one known:
    R, their meetings up to that level, is no less than its R₀. So for any price m of these
    meetings their worth is at most max(W + m·R) − m·R₀ over all flows (Lagrange).
    """
    levels = _leading_levels(field, tally)
    entries = tally.entries[: levels + 1]
    short = next((i for i, entry in enumerate(entries[:levels]) if not entry.closed), None)
    if short is None or len(entries) == levels or entries[levels].aim.goal != _first_worth(tally):
        return
    layout = field.layout
    reached = sum(entry.value or 0 for entry in entries[: short + 1])
    own = set(layout.on_side(entries[0].aim.goal.side))
    for factor in PRICES:
        price = factor * int(field.worth.max(initial=0))
        urgent = 2 * (price + int(field.worth.max(initial=0))) + 1
        rewards = {}
        full = urgent * int(field.must.sum())
        for party, who in enumerate(layout.parties):
            count = max(who.at_least, short + 1 if party in own else 0)
            counted = range(1, count + 1)
            rewards[party] = [
                urgent * (k <= who.at_least) + price * (party in own and k <= short + 1)
                for k in counted
            ]
            full += urgent * who.at_least
        total = best_flow(field, field.worth + urgent * field.must, rewards=rewards).total
        tally.prove(levels, total - full - price * reached)


def _first_worth(tally: Tally) -> object:
    worths = [e.aim.goal for e in tally.entries if e.aim.goal.kind is GoalKind.WORTH]
    return worths[0] if worths else None


def _leading_levels(field: Field, tally: Tally) -> int:
    """Count the levels of coverage in front, if each request touches their side just once."""
    entries = tally.entries
    if not entries or entries[0].aim.goal.kind is not GoalKind.COVERAGE:
        return 0
    goal = entries[0].aim.goal
    own = np.zeros(len(field.layout.parties), dtype=bool)
    own[field.layout.on_side(goal.side)] = True
    if not (own[field.left] ^ own[field.right]).all():
        return 0
    return sum(entry.aim.goal == goal for entry in entries)
