"""Which demands cannot all be met: a small set of musts, and of parties with meetings due."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from solver.board import Board
from solver.layout import Layout
from solver.rules import RULES, add_rules, due_per_day
from solver.search import Style, fits, search
from solver.timetable import Status
from solver.variables import Variables
from solver.watch import Watch


@dataclass(frozen=True, slots=True)
class Clash:
    """Requests that have to be held and parties with meetings due that exclude each other."""

    requests: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()


def obvious_clash(layout: Layout) -> Clash | None:
    """Give a clash that needs no search, or None.

    That is: more musts, or more meetings due, than a party can have in all or on a day, musts
    of one group, a must without a slot, and pins in each other's way.
    """
    ways = (_too_much_for_a_party, _two_of_a_group, _pins_in_the_way)
    return next((clash for find in ways for clash in find(layout)), None)


def _too_much_for_a_party(layout: Layout) -> Iterator[Clash]:
    musts_of: dict[int, list[int]] = defaultdict(list)
    for request in layout.musts:
        for party in layout.ends[request]:
            musts_of[party].append(request)
    for party, who in enumerate(layout.parties):
        own = musts_of[party]
        most = layout.most_meetings(party)
        if len(own) > most:
            blocked = [request for request in own if not layout.common[request]]
            yield Clash(tuple(blocked[:1] or own))
        if layout.due[party] > most:
            yield Clash(parties=(party,))
        for day in range(len(layout.slots_of_day)) if who.at_least_per_day else ():
            if layout.daily_due(party, day) > layout.most_on_day(party, day):
                yield Clash(parties=(party,))


def _two_of_a_group(layout: Layout) -> Iterator[Clash]:
    musts = set(layout.musts)
    for request in layout.musts if layout.group_of else ():
        for other in layout.others_of_group(request):
            if other in musts:
                yield Clash((request, other))


def _pins_in_the_way(layout: Layout) -> Iterator[Clash]:
    board = Board(layout)
    for request in layout.musts:
        pin = layout.fixed_slot(request)
        if not layout.common[request]:
            yield Clash((request,))
        if pin is None:
            continue
        obstacle = next(board.obstacles(request, pin), None)
        if obstacle is not None:
            yield Clash((*sorted(obstacle.requests), request))
        board.place(request, pin)


def find_clash(layout: Layout, watch: Watch, style: Style, *, seconds: float) -> Clash:
    """Narrow an infeasible problem down to demands that cannot all be met.

    Demands are left out one after the other, halves first; what the rest can do without is
    left out for good. Whatever short searches leave undecided stays in.
    """
    demands: list[tuple[str, int]] = [("must", request) for request in layout.musts]
    demands += [("due", p) for p in range(len(layout.parties)) if layout.due[p]]
    end = watch.elapsed() + seconds
    size = max(1, len(demands) // 2)
    while True:
        position = 0
        while position < len(demands) and watch.elapsed() < end and not watch.over():
            rest = demands[:position] + demands[position + size :]
            if _impossible(layout, watch, style, rest, min(2.0, end - watch.elapsed())):
                demands = rest
            else:
                position += size
        if size == 1 or watch.elapsed() >= end or watch.over():
            break
        size = max(1, size // 2)
    return Clash(
        tuple(number for kind, number in demands if kind == "must"),
        tuple(number for kind, number in demands if kind == "due"),
    )


def _impossible(
    layout: Layout, watch: Watch, style: Style, demands: list[tuple[str, int]], seconds: float
) -> bool:
    held = [number for kind, number in demands if kind == "must"]
    due = [number for kind, number in demands if kind == "due"]
    wanted = set(held) | {request for party in due for request in layout.requests_of[party]}
    candidates = {request: layout.common[request] for request in sorted(wanted)}
    if not fits(watch, candidates):
        return False
    v = Variables(layout, candidates, held)
    for rule in RULES:
        rule(v)
    for party in due:
        v.model.add(v.count(party) >= layout.parties[party].at_least)
        due_per_day(v, party)
    outcome = search(v, watch, style, seconds=seconds, on_placing=lambda _: None)
    return outcome.status is Status.INFEASIBLE


def confirmed_infeasible(layout: Layout, watch: Watch, style: Style) -> Status:
    """Ask again whether there is any timetable, without presolve and its symmetries.

    Returns
    -------
    Status
        INFEASIBLE if confirmed, FEASIBLE if there is one after all, else UNKNOWN.
    """
    candidates = dict(enumerate(layout.candidates))
    if not fits(watch, candidates):
        return Status.UNKNOWN
    v = Variables(layout, candidates, layout.musts)
    add_rules(v)
    plain = Style(style.subsolvers, style.workers, style.seed, presolve=False)
    status = search(v, watch, plain, on_placing=lambda _: None).status
    return Status.FEASIBLE if status is Status.OPTIMAL else status
