"""clingo: the problem as facts, the rules as an answer set program, tiers as its priorities."""

from collections.abc import Iterator
from pathlib import Path

import clingo

from benchmarks.rivals.encode import refuse_unknown
from benchmarks.rivals.speak import Task, task
from solver.aims import aims
from solver.layout import Layout
from solver.problem import GoalKind

RULES = Path(__file__).with_name("clingo.lp")


def facts(layout: Layout) -> Iterator[str]:
    """Say the problem; requests and parties by their numbers."""
    problem = layout.problem
    for slot, day in enumerate(layout.day_of):
        yield f"slot({slot},{day})."
        if problem.capacity is not None:
            yield f"capacity({slot},{problem.capacity[slot]})."
    for request, slots in enumerate(layout.candidates):
        yield f"request({request},{problem.requests[request].worth})."
        yield from (f"may({request},{slot})." for slot in slots)
        yield from (f"of({request},{party})." for party in layout.ends[request])
    yield from (f"must({request})." for request in layout.musts)
    yield from (f"order({one},{other})." for one, other in layout.order)
    for party in range(len(layout.parties)):
        yield from _party(layout, party)
    if problem.break_spread is not None:
        yield f"spread({problem.break_spread})."
    count = len(aims(problem))
    for number, aim in enumerate(aims(problem)):
        yield f"goal({aim.goal.kind},{aim.level or 0},{number},{count - number})."
        yield from (f"counts({number},{party})." for party in layout.on_side(aim.goal.side))
    if not any(goal.kind is GoalKind.BREAKS for goal in problem.goals):
        yield from (f"evened({party})." for party in range(len(layout.parties)))


def _party(layout: Layout, party: int) -> Iterator[str]:
    who = layout.parties[party]
    yield f"party({party},{who.seats})."
    if who.at_least:
        yield f"at_least({party},{who.at_least})."
    if who.at_most is not None:
        yield f"at_most({party},{who.at_most})."
    for day in range(len(layout.slots_of_day)):
        limit = layout.daily_limit(party, day)
        if limit is not None:
            yield f"at_most({party},{day},{limit})."
    for number, lunch in enumerate(layout.problem.lunches):
        if lunch.side in ("", who.side):
            yield f"lunch({party},{number},{who.seats * (len(lunch.slots) - lunch.free)})."
            yield from (f"lunchtime({number},{slot})." for slot in lunch.slots)
    if layout.walks(party):
        yield from _walks(layout, party)


def _walks(layout: Layout, party: int) -> Iterator[str]:
    """Name the places the party may go to, and which pairs of slots are too close for them."""
    names = sorted({way for pair in layout.minutes for way in pair})
    number = {name: index for index, name in enumerate(names)}
    places = set()
    for request in layout.requests_of[party]:
        place = layout.place_of_meeting(request, party)
        if place in number:
            places.add(place)
            yield f"goes({party},{request},{number[place]})."
    for here in sorted(places):
        for there in sorted(places):
            minutes = layout.minutes.get((here, there), 0)
            if minutes:
                yield f"far({number[here]},{number[there]},{minutes})."
                for one in layout.slots:
                    for other in range(one + 1, len(layout.slots)):
                        if layout.too_close(one, other, minutes):
                            yield f"close({one},{other},{minutes})."


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    refuse_unknown(told.problem)
    layout = Layout(told.problem)
    options = ["--models=0", f"--parallel-mode={told.workers}"]
    if told.workers > 1:
        # One thread betters timetables, another proves by cores; clasp's own mix of both.
        options.append("--configuration=many")
    control = clingo.Control(options)
    control.load(str(RULES))
    control.add("base", [], "\n".join(dict.fromkeys(facts(layout))))
    control.ground([("base", [])])
    search(told, layout, control)


def search(told: Task, layout: Layout, control: clingo.Control) -> None:
    """Search until all is proved or the time is up."""
    best: list[dict[str, int]] = []

    def hear(model: clingo.Model) -> None:
        held = {}
        for symbol in model.symbols(shown=True):
            request, slot = (one.number for one in symbol.arguments)
            held[layout.requests[request].id] = slot
        best[:] = [held]
        told.improved(held)

    with control.solve(on_model=hear, async_=True) as handle:
        done = handle.wait(told.left())
        handle.cancel()
        result = handle.get()
    if best:
        told.improved(best[0], last=True)
    if result.unsatisfiable:
        told.say(status="infeasible")
    elif done and result.exhausted:
        told.say(status="optimal")
    else:
        told.say(status="feasible" if best else "unknown")


if __name__ == "__main__":
    main()
