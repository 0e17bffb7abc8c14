"""Second days and breaks: which parties have them, and how many of them are forced."""

from collections.abc import Collection, Sequence

from solver.choosing.choose import Choice
from solver.measures import breaks_in, days_in
from solver.placing.forced import fewest_second_days, forced_second_days
from solver.placing.forced_breaks import forced_breaks
from solver.problem import GoalKind
from solver.running.run import Run

MOST_ASKED = 8
MOST_COUNTED = 48


def bound_flaws(run: Run, choice: Choice) -> None:
    """Bound second days and breaks by what all timetables worth looking at have in common.

    Those are the timetables as good in the tiers before as the best one known. So the breaks
    are counted among timetables without more second days than that one has, if these stand
    first.
    """
    if attained(run, choice):
        _ask_about_flawed(run, choice)
    held, slots = run.layout.musts, run.layout.candidates
    if choice.slots is not None and attained(run, choice):
        held, slots = tuple({*held, *choice.held}), choice.slots
    settled = not choice.bounds or attained(run, choice)
    for index, entry in enumerate(run.tally.entries):
        if entry.aim.goal.kind is GoalKind.DAYS:
            forced = forced_second_days(run.layout, set(held), slots, entry.aim.goal.side)
            run.tally.prove(index, forced)
        elif entry.aim.goal.kind is GoalKind.BREAKS and not entry.closed and settled:
            _bound_breaks(run, index, set(held), slots)


def _ask_about_flawed(run: Run, choice: Choice) -> None:
    """Find out which meetings of the parties with a flaw no timetable at the bounds lacks.

    The multipliers that proved the bounds tell of most, but not of all.
    """
    if choice.solver is None or run.over() or run.tally.placing is None:
        return
    for party in flawed(run, run.tally.placing)[:MOST_ASKED]:
        for request in run.layout.requests_of[party]:
            known = request in choice.held or request not in run.tally.placing
            if not known and choice.solver.must_hold(request, run.watch):
                choice.held.add(request)


def attained(run: Run, choice: Choice) -> bool:
    """Whether the best timetable known attains all that the relaxation bounds."""
    first = run.tally.first_open()
    return bool(choice.bounds) and (first is None or first >= len(choice.bounds))


def _bound_breaks(
    run: Run, index: int, held: Collection[int], slots: Sequence[Collection[int]]
) -> None:
    """Look into parties that have a flaw now; the others may do without."""
    layout, tally = run.layout, run.tally
    if tally.placing is None or run.watch.over():
        return
    extra_days: dict[int, int] = {}
    budget = 0
    for entry in tally.entries[:index]:
        if entry.aim.goal.kind is GoalKind.DAYS:
            budget = entry.value or 0
            extra_days = {
                party: fewest_second_days(layout, party, held, slots)
                for party in layout.on_side(entry.aim.goal.side)
            }
    side = set(layout.on_side(tally.entries[index].aim.goal.side))
    counted = [party for party in flawed(run, tally.placing) if party in side][:MOST_COUNTED]
    forced = forced_breaks(layout, held, slots, counted, extra_days=extra_days, budget=budget)
    tally.prove(index, forced)


def flawed(run: Run, placing: dict[int, int]) -> list[int]:
    """Give the parties that have a second day or a break that counts."""
    slots: dict[int, list[int]] = {}
    for request, slot in placing.items():
        for party in run.layout.ends[request]:
            slots.setdefault(party, []).extend(run.layout.span(request, slot))
    on_days, on_breaks = _sides(run, GoalKind.DAYS), _sides(run, GoalKind.BREAKS)
    problem = run.layout.problem
    return [
        party
        for party, own in sorted(slots.items())
        if (party in on_days and days_in(problem, own) > 1)
        or (party in on_breaks and breaks_in(problem, own) > 0)
    ]


def _sides(run: Run, kind: GoalKind) -> set[int]:
    goals = run.layout.problem.goals
    return {p for goal in goals if goal.kind is kind for p in run.layout.on_side(goal.side)}
