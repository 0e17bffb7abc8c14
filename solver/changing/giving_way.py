"""Meetings of the earlier timetable of which some have to give way to what has to be held."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from solver.board import Board
from solver.change import dearer, settled_ways
from solver.layout import Layout
from solver.placing.construct import place_near


@dataclass(frozen=True, slots=True)
class Crowd:
    """Meetings of the earlier timetable of which at least one cannot go its cheapest way.

    ``step`` is by how much the price of change rises at least when one of them does not.
    """

    requests: frozenset[int]
    step: int


def crowds(layout: Layout, side: str, kept: Mapping[int, int]) -> list[Crowd]:
    """Give crowds that have no meeting in common, as far as they show without a search.

    A must that found no place among what is kept is looked at slot by slot: if in each of its
    slots a rule forbids it beside meetings that stay where they are when all go their
    cheapest way, one of these has to give way. This is a core in the sense of core-guided
    search, read off the board. As the crowds are apart, their steps add up.
    """
    board = Board(layout)
    for request, slot in settled_ways(layout, side).items():
        if request in kept:
            board.place(request, slot)
    found: list[Crowd] = []
    taken: set[int] = set()
    for request in layout.musts:
        if request in kept:
            continue
        crowd = _crowd(board, request, taken)
        if crowd:
            steps = [dearer(layout, one) for one in crowd]
            found.append(Crowd(crowd, min(step for step in steps if step is not None)))
            taken |= crowd
    return found


def _crowd(board: Board, request: int, taken: Collection[int]) -> frozenset[int]:
    """Give who stands in the way in every slot; nobody if some slot is free, or by others."""
    layout = board.layout
    crowd: set[int] = set()
    for slot in layout.candidates[request]:
        ways = [
            {
                one
                for one in obstacle.requests
                if one in layout.before and dearer(layout, one) is not None
            }
            for obstacle in board.obstacles(request, slot)
        ]
        if not ways:
            return frozenset()
        crowd |= min(ways, key=lambda way: (len(way - crowd), sorted(way)))
    return frozenset() if crowd.intersection(taken) else frozenset(crowd)


def make_room(layout: Layout, kept: Mapping[int, int]) -> dict[int, int]:
    """Give a placing in which what found no place takes one, and as few as can be go elsewhere.

    Each must without a place takes the slot where the price of whoever is in its way is
    least; these are placed anew where they fit, or left out.
    """
    board = Board(layout)
    for request, slot in kept.items():
        board.place(request, slot)
    out: list[int] = []
    for request in layout.musts:
        if request in kept:
            continue
        choices = []
        for slot in layout.candidates[request]:
            pushed = _pushed_out(board, request, slot)
            if pushed is not None:
                trouble = [_trouble(layout, one) for one in pushed]
                price, musts = map(sum, zip(*trouble, strict=True)) if pushed else (0, 0)
                choices.append((price, musts, slot, pushed))
        if choices:
            _, _, slot, pushed = min(choices)
            for one in pushed:
                board.remove(one)
            board.place(request, slot)
            out += pushed
    for request in out:
        place_near(board, request)
    return board.slot_of


def _pushed_out(board: Board, request: int, slot: int) -> list[int] | None:
    """Give the cheapest of each obstacle, or None if one of them cannot be pushed out."""
    layout = board.layout
    pushed: list[int] = []
    for obstacle in board.obstacles(request, slot):
        loose = [one for one in obstacle.requests if layout.fixed_slot(one) is None]
        if not loose:
            return None
        if not set(loose).intersection(pushed):
            pushed.append(min(loose, key=lambda one: (_trouble(layout, one), one)))
    return pushed


def _trouble(layout: Layout, request: int) -> tuple[int, int]:
    """Give what pushing a meeting out costs, and whether it has to find another slot."""
    must = request in layout.must_set
    earlier = layout.before.get(request)
    if earlier is None:
        return 0, must
    return earlier.move if must else min(earlier.move, earlier.drop), must
