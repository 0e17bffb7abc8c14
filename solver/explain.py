"""Why a request is not met, from the finished timetable alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from solver.aims import aims
from solver.board import Board, Obstacle
from solver.check import check
from solver.layout import Layout
from solver.measures import goal_values
from solver.problem import Problem
from solver.timetable import Timetable


class ReasonKind(StrEnum):
    """Why a request is not met.

    ``BANNED``: the two must not meet. ``NO_COMMON_SLOT``: there is no slot in which both are
    available and the request allows. ``QUOTA``: one of them has as many meetings as it may
    have, in all or on each day in question. ``FULL``: one of them has no seat left in any
    common slot. ``LUNCH``, ``TABLES``, ``TRAVEL``, ``PRECEDENCE``: what is left fails for
    lunch, for the tables of the hall, for the way between two places, for meetings that it
    has to precede or to follow. ``REST``: for rests after so many slots in a row. ``GROUP``:
    another request of its group is held. ``NO_FREE_COMMON_SLOT``: both have
    time left but never the same. ``OUTWEIGHED``: it could be added, but a goal that counts
    more would suffer, or the spread of breaks, or nothing would be gained. ``FREE``: it could
    be added and the timetable would be the better for it, which no proven one allows.
    """

    BANNED = "banned"
    NO_COMMON_SLOT = "no_common_slot"
    QUOTA = "quota"
    FULL = "full"
    LUNCH = "lunch"
    TABLES = "tables"
    TRAVEL = "travel"
    PRECEDENCE = "precedence"
    REST = "rest"
    GROUP = "group"
    NO_FREE_COMMON_SLOT = "no_free_common_slot"
    OUTWEIGHED = "outweighed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its evidence, and what it claims of all timetables.

    No timetable at all holds a request that is ``BANNED`` or has ``NO_COMMON_SLOT``. Of the
    others, but for ``OUTWEIGHED`` and ``FREE``: none holds it that leaves all of ``requests``
    where they are, so at least one of these has to be moved or dropped. A timetable that does
    so is no better than a proven one; whether it is worse or as good is for ``pricing`` to say.

    Attributes
    ----------
    parties
        Those with whom it lies.
    requests
        Meetings held that take the seats, the quota or the time; in every slot some of them.
    slots
        Common slots in question; for ``FREE`` and ``OUTWEIGHED`` those that are open.
    rules
        Rules, named as in ``check``, or the goal, that stand in the way.
    """

    kind: ReasonKind
    parties: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


def explain(problem: Problem, timetable: Timetable) -> dict[str, Reason]:
    """Give the reason of every request that is not held, by its id."""
    layout = Layout(problem)
    board = Board(layout)
    for number, request in enumerate(problem.requests):
        slot = timetable.slot_of.get(request.id)
        if slot is not None:
            board.place(number, slot)
    return {
        request.id: _reason(board, timetable, number)
        for number, request in enumerate(problem.requests)
        if request.id not in timetable.slot_of
    }


def _reason(board: Board, timetable: Timetable, number: int) -> Reason:
    layout = board.layout
    request = layout.requests[number]
    both = (request.a, request.b)
    slots = layout.common[number]
    if any(set(ban) == set(both) for ban in layout.problem.bans):
        return Reason(ReasonKind.BANNED, both)
    if not slots:
        return Reason(ReasonKind.NO_COMMON_SLOT, both)
    rivals = [other for other in layout.others_of_group(number) if other in board.slot_of]
    if rivals:
        names = tuple(layout.requests[other].id for other in rivals)
        return Reason(ReasonKind.GROUP, both, names, slots, ("groups",))
    found = {slot: list(board.obstacles(number, slot)) for slot in slots}
    open_slots = [slot for slot in slots if not found[slot]]
    if open_slots:
        return _open(layout, timetable, number, open_slots)
    return _one_party(board, number, found) or _mixed(board, number, found)


def _one_party(board: Board, number: int, found: dict[int, list[Obstacle]]) -> Reason | None:
    """Give the reason if it lies with one party alone in every slot."""
    ways = (
        (ReasonKind.QUOTA, ("at_most",)),
        (ReasonKind.QUOTA, ("at_most_per_day",)),
        (ReasonKind.FULL, ("seats",)),
        (ReasonKind.FULL, ("seats", "at_most_per_day")),
    )
    for kind, rules in ways:
        for party in board.layout.ends[number]:
            telling = [
                [one for one in obstacles if one.party == party and one.rule in rules]
                for obstacles in found.values()
            ]
            if all(telling):
                return _told(board, kind, [one for some in telling for one in some], found)
    return None


def _mixed(board: Board, number: int, found: dict[int, list[Obstacle]]) -> Reason:
    """Give the reason that decides where seats and quotas leave a slot, else that none is left."""
    last = {
        "travel": ReasonKind.TRAVEL,
        "lunch": ReasonKind.LUNCH,
        "capacity": ReasonKind.TABLES,
        "precedences": ReasonKind.PRECEDENCE,
        "rest": ReasonKind.REST,
    }
    for rule, kind in last.items():
        telling = [
            one
            for obstacles in found.values()
            if all(other.rule == rule for other in obstacles)
            for one in obstacles
        ]
        if telling:
            return _told(board, kind, telling, found, _elsewhere(telling, found))
    obstacles = [one for some in found.values() for one in some]
    told = _told(board, ReasonKind.NO_FREE_COMMON_SLOT, obstacles, found)
    request = board.layout.requests[number]
    return Reason(told.kind, (request.a, request.b), told.requests, told.slots, told.rules)


def _elsewhere(telling: Sequence[Obstacle], found: dict[int, list[Obstacle]]) -> list[Obstacle]:
    """Give what is in the way in the slots where the telling meetings are not."""
    named = {request for one in telling for request in one.requests}
    return [
        one
        for obstacles in found.values()
        if not any(named.issuperset(other.requests) for other in obstacles)
        for one in obstacles
    ]


def _told(
    board: Board,
    kind: ReasonKind,
    obstacles: Sequence[Obstacle],
    found: dict[int, list[Obstacle]],
    elsewhere: Sequence[Obstacle] = (),
) -> Reason:
    layout = board.layout
    parties = sorted({one.party for one in obstacles if one.party is not None})
    requests = sorted({request for one in (*obstacles, *elsewhere) for request in one.requests})
    return Reason(
        kind,
        tuple(layout.parties[party].id for party in parties),
        tuple(layout.requests[request].id for request in requests),
        tuple(found),
        tuple(sorted({one.rule for one in obstacles})),
    )


def _open(layout: Layout, timetable: Timetable, number: int, slots: Sequence[int]) -> Reason:
    """Give the reason for a request that has an open slot: what it would cost there."""
    problem = layout.problem
    request = layout.requests[number]
    before = [value.value for value in goal_values(problem, timetable)]
    costs = set()
    for slot in slots:
        tried = Timetable({**timetable.slot_of, request.id: slot})
        broken = {violation.rule for violation in check(problem, tried).violations}
        broken -= {violation.rule for violation in check(problem, timetable).violations}
        if broken:
            costs |= broken
            continue
        after = [value.value for value in goal_values(problem, tried)]
        for aim, old, new in zip(aims(problem), before, after, strict=True):
            if aim.better(new, old):
                return Reason(ReasonKind.FREE, slots=(slot,))
            if new != old:
                costs.add(str(aim.goal.kind))
                break
    parties = (request.a, request.b)
    return Reason(ReasonKind.OUTWEIGHED, parties, (), tuple(slots), tuple(sorted(costs)))
