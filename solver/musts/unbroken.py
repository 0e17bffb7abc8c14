"""A party all of whose meetings are known: in one unbroken run of slots, or broken so often."""

from collections.abc import Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.aims import Aim
from solver.layout import Layout
from solver.model.variables import Literal, Sum, Variables

_sum = cp_model.LinearExpr.sum


def starts(layout: Layout, own: Sequence[int], slots: Sequence[int]) -> list[int]:
    """Give the slots at which one unbroken run of meetings may start.

    A run will do if each of its slots can be given to another of the meetings, to a long one
    as many as it takes. A largest matching of meetings and slots is kept while the run slides
    over the day: a slot leaves, one comes in.

    Parameters
    ----------
    own
        Requests of the party.
    slots
        The slots of one day, ascending.
    """
    shares = [request for request in own for _ in range(layout.length[request])]
    open_to: dict[int, list[int]] = {slot: [] for slot in slots}
    for share, request in enumerate(shares):
        for slot in layout.taken(request):
            if slot in open_to:
                open_to[slot].append(share)
    slot_of: dict[int, int] = {}

    def seat(slot: int, seen: set[int]) -> bool:
        for share in open_to[slot]:
            if share not in seen:
                seen.add(share)
                if share not in slot_of or seat(slot_of[share], seen):
                    slot_of[share] = slot
                    return True
        return False

    found = []
    for index in range(len(slots)):
        first = index - len(shares) + 1
        gone = slots[first - 1] if first > 0 else None
        slot_of = {share: slot for share, slot in slot_of.items() if slot != gone}
        for slot in slots[max(0, first) : index + 1]:
            if slot not in slot_of.values():
                seat(slot, set())
        if first >= 0 and len(slot_of) == len(shares):
            found.append(slots[first])
    return found


def breaks_by_party(v: Variables, aim: Aim) -> Sum:
    """Give the value of a breaks tier as literals "this party has j breaks at least".

    Cores are found among these. With a literal for each slot in which a break may end, as
    the plain goal has it, they would be several times as large.
    """
    return _sum([rung for party in v.layout.on_side(aim.goal.side) for rung in _rungs(v, party)])


def _rungs(v: Variables, party: int) -> list[Literal]:
    """For j = 1, 2 … whether the party has j breaks at least."""
    ends = v.breaks(party)
    if not ends:
        return []
    count, size = v.fixed_count(party), v.fixed_slots(party)
    days = {v.layout.day_of[slot] for slot in v.possible_slots(party)}
    slots = v.layout.slots_of_day[days.pop()]
    known = v.layout.parties[party].seats == 1 and not days
    most = len(ends)
    if known and count is not None and size is not None:
        most = min(most, count - 1, len(slots) - size)
    rungs: list[Literal] = [v.model.new_bool_var("") for _ in range(most)]
    v.model.add(_sum(ends) <= _sum(rungs))
    for lower, upper in pairwise(rungs):
        v.model.add_implication(upper, lower)
    for end in ends if rungs else ():
        v.model.add_implication(end, rungs[0])
    if rungs and known and size is not None:
        _tie(v, party, slots, size, rungs[0])
    return rungs


def _tie(v: Variables, party: int, slots: Sequence[int], size: int, broken: Literal) -> None:
    """Unless broken, a party is busy from its first slot on for as long as its meetings take.

    So it is busy in a slot if it has begun by then and had not begun so many slots before.
    """
    possible = set(starts(v.layout, v.requests_of(party), slots))
    begun: list[Literal] = []
    for index, slot in enumerate(slots):
        busy = v.busy(party, slot)
        begun.append(v.any_of([*begun[-1:], busy]))
        before = begun[index - 1] if index else v.false
        over = begun[index - size] if index >= size else v.false
        v.model.add_bool_or([broken, begun[index].negated(), over, busy])
        v.model.add_bool_or([broken, over.negated(), busy.negated()])
        if slot not in possible:
            v.model.add_bool_or([broken, begun[index].negated(), before])
