"""Which slots an order between meetings leaves open, from the musts alone."""

from collections.abc import Collection, Sequence


def tighten(
    candidates: Sequence[tuple[int, ...]],
    held: Collection[int],
    order: Sequence[tuple[int, int]],
    length: Sequence[int],
) -> list[tuple[int, ...]]:
    """Leave out slots that an order and a meeting held for certain exclude.

    Parameters
    ----------
    candidates
        The slots in which each request may begin, ascending.
    held
        Requests that are held in any case. Only these bind the others.
    order
        Pairs of requests of which the former, if both are held, is over before the latter.
    length
        Slots that each request takes.

    Returns
    -------
    list
        The slots left to each request, until nothing more follows; none for a request that
        cannot be held beside the musts.
    """
    found = list(candidates)
    changed = bool(order)
    while changed:
        changed = False
        for earlier, later in order:
            before, after = found[earlier], found[later]
            if later in held and after:
                before = tuple(slot for slot in before if slot + length[earlier] <= after[-1])
            if earlier in held and before:
                after = tuple(slot for slot in after if slot >= before[0] + length[earlier])
            if (before, after) != (found[earlier], found[later]):
                found[earlier], found[later] = before, after
                changed = True
    return found
