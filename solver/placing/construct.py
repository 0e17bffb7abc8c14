"""A timetable at once: pins, then musts, then whoever has least, each where it disturbs least."""

import heapq
from collections.abc import Mapping

from solver.board import Board
from solver.layout import Layout
from solver.running.watch import Watch


def construct(
    layout: Layout, kept: Mapping[int, int] | None = None, *, watch: Watch | None = None
) -> dict[int, int]:
    """Place meetings greedily.

    Parameters
    ----------
    kept
        Meetings that keep their slots, as far as their rules allow it one after the other.
    watch
        Ends the work before everything is placed.

    Returns
    -------
    dict
        The slot of each request placed. It keeps every rule but may leave out musts, or
        parties below ``at_least``, or spread the breaks too unevenly: check it.
    """
    board = Board(layout)
    for request, slot in (kept or {}).items():
        if slot in layout.candidates[request] and board.fits(request, slot):
            board.place(request, slot)
    musts = layout.must_set - set(board.slot_of)
    first = sorted(musts, key=lambda r: (len(layout.candidates[r]), r))
    for request in first:
        if watch and watch.over():
            return board.slot_of
        place_near(board, request)
    heap = [
        (_rank(board, request), request)
        for request, slots in enumerate(layout.candidates)
        if slots and request not in musts and request not in board.slot_of
    ]
    heapq.heapify(heap)
    while heap and not (watch and watch.over()):
        rank, request = heapq.heappop(heap)
        now = _rank(board, request)
        if now > rank:
            heapq.heappush(heap, (now, request))
        else:
            place_near(board, request)
    return board.slot_of


def _rank(board: Board, request: int) -> tuple[int, int, int]:
    """First whoever is still short of what is due, then whoever has least, then by worth."""
    layout = board.layout
    ends = layout.ends[request]
    due = any(board.due(party) for party in ends)
    least = min(board.count[party] for party in ends)
    return (0 if due else 1, least, -layout.requests[request].worth)


def place_near(board: Board, request: int) -> bool:
    """Place a meeting where it fits, if anywhere.

    Rather on a day on which a party of it is short of what is due; then nearest to the others
    of its parties.
    """
    best = None
    a, b = board.layout.ends[request]
    for slot in board.layout.candidates[request]:
        if board.full(a, slot) or board.full(b, slot):
            continue
        cost = _disturbance(board, request, slot)
        if (best is None or cost < best[0]) and board.fits(request, slot):
            best = cost, slot
    if best is None:
        return False
    board.place(request, best[1])
    return True


def _disturbance(board: Board, request: int, slot: int) -> int:
    """Slots between the meeting and the nearest of each party, a day counting as very many."""
    layout = board.layout
    last = layout.last(request, slot)
    cost = 0
    for party in layout.ends[request]:
        if board.due(party, layout.day_of[slot]):
            cost -= len(layout.slots) ** 2
        page = board.here[party]
        if page:
            cost += min(
                max(other - last, slot - other, 0)
                + len(layout.slots) * abs(layout.day_of[slot] - layout.day_of[other])
                for other in page
            )
    return cost
