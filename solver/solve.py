"""The road from a problem to a proven timetable: which meetings first, then when."""

from collections.abc import Callable

from solver.changing.mend import keep, likely, mend, repairs, settled
from solver.choosing.choose import Choice, choose, note_bounds, spread
from solver.choosing.complete import complete
from solver.choosing.select import select
from solver.crowds.large import solve_large
from solver.crowds.scale import fits_models
from solver.crowds.weave import weave
from solver.layout import Layout
from solver.musts.clash import Clash, find_clash, obvious_clash
from solver.musts.climb import climb
from solver.musts.race import race
from solver.placing.blocks import place_in_blocks
from solver.placing.construct import construct
from solver.placing.flaws import attained, bound_flaws, flawed
from solver.placing.improve import improve
from solver.placing.makeshift import fill, tidy
from solver.placing.place import place
from solver.placing.reach import reach
from solver.problem import Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Progress, Result, Status
from solver.whole_plans.by_plans import improve_by_plans
from solver.whole_plans.first_plans import place_by_plans
from solver.whole_plans.who import planned_parties

# Meetings times slots that the whole model settles sooner than the relaxation.
LITTLE = 4000
# Parties with a flaw that are looked into one by one.
FEW = 8


def solve(
    problem: Problem,
    *,
    seconds: float = 30.0,
    workers: int = 2,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    memory: int | None = None,
) -> Result:
    """Find the best timetable and prove how good it is, tier by tier.

    Parameters
    ----------
    seconds
        After which the best timetable known is given with its bounds.
    workers
        Threads of the search. One worker and one seed give one answer, time permitting.
    on_progress
        Called in this thread with every improvement of a tier's value or bound.
    cancelled
        Asked some twenty times a second in this thread; once true, the run ends.
    memory
        Bytes of memory that the whole process may hold, None for what the machine has. Once it
        holds more, the run ends as when the time is up; no model is begun that would not fit.

    Returns
    -------
    Result
        OPTIMAL if every tier is proved, else FEASIBLE; without a timetable INFEASIBLE, with
        the demands that clash, or UNKNOWN.

    Raises
    ------
    BrokenTimetable
        If the solver's own checker refuses what was found: a defect.
    """
    watch = Watch(seconds, cancelled, memory)
    layout = Layout(problem)
    tally = Tally(layout, watch, on_progress)
    style = Style(workers=workers, seed=seed)
    clash = obvious_clash(layout)
    run = Run(layout, tally, watch, style)
    if clash is not None:
        clash = find_clash(layout, watch, style, obvious=clash)
    elif fits_models(layout):
        clash = go(run)
    else:
        solve_large(run)
    return _result(layout, tally, watch, clash)


def _result(layout: Layout, tally: Tally, watch: Watch, clash: Clash | None) -> Result:
    if clash is not None:
        return Result(
            Status.INFEASIBLE,
            None,
            (),
            watch.elapsed(),
            tuple(layout.requests[request].id for request in clash.requests),
            tuple(layout.parties[party].id for party in clash.parties),
            clash.irreducible,
        )
    if tally.placing is None:
        return Result(Status.UNKNOWN, None, tally.tiers(), watch.elapsed())
    status = Status.OPTIMAL if tally.first_open() is None else Status.FEASIBLE
    return Result(status, tally.timetable(tally.placing), tally.tiers(), watch.elapsed())


def go(run: Run) -> Clash | None:
    """Run all stages until every tier is proved; give the clash if there is no timetable."""
    if not all(run.layout.candidates[request] for request in run.layout.musts):
        return find_clash(run.layout, run.watch, run.style)
    if repairs(run.layout.problem) and _repair(run):
        return None
    if run.tally.placing is None and run.layout.before:
        run.tally.offer(keep(run.layout), trusted=False)
    if run.tally.placing is None or not repairs(run.layout.problem):
        run.tally.offer(construct(run.layout), trusted=False)
    return proceed(run, choose(run.layout, run.tally, run.watch))


def proceed(run: Run, choice: Choice) -> Clash | None:
    """Go on from what the relaxation says; give the clash if there is no timetable."""
    if choice.impossible:
        return find_clash(run.layout, run.watch, run.style)
    again = _place(run, choice)
    if run.over():
        return None
    if again is not None:
        return proceed(run, choose(run.layout, run.tally, run.watch, first=again))
    status = _climb_all(run, choice)
    if status is Status.INFEASIBLE and run.tally.placing is None:
        return find_clash(run.layout, run.watch, run.style)
    return None


def _repair(run: Run) -> bool:
    """Change as little as possible, then see to the other goals; tell whether that was all."""
    rest = settled(run, mend(run))
    if rest is not None:
        if not rest.over():
            _finish(rest)
        run.tally.placing = rest.tally.placing
        return True
    guess = likely(run)
    if guess is not None and guess.tally.placing is not None and not run.watch.over():
        go(guess)
        run.tally.offer(guess.tally.placing)
    return False


def _finish(rest: Run) -> None:
    """See to the goals behind change: at once where little is open, else along the road."""
    candidates = {request: slots for request, slots in enumerate(rest.layout.candidates) if slots}
    musts = set(rest.layout.musts)
    freedom = sum(len(slots) for request, slots in candidates.items() if len(slots) > 1)
    if repairs(rest.layout.problem) or freedom <= LITTLE:
        seconds = rest.watch.left()
        climb(rest, candidates=candidates, forced=musts, seconds=seconds, binding=True)
    else:
        go(rest)


def _place(run: Run, choice: Choice) -> int | None:
    """Take the meetings as the relaxation chose them and look for the best times of these.

    Ejection usually leaves next to no flaw at once. Where it finds no timetable, or the
    relaxation's meetings were never held against travel, the exact placing follows.

    Returns
    -------
    int | None
        How many leading tiers are proved, where those behind them are to be chosen anew.
    """
    chosen = _chosen(run, choice)
    if run.over():
        return None
    if chosen is None:
        tidy(run)
        return _reach(run, choice)
    planned = planned_parties(run.layout)
    ejected = None if planned is None else place_by_plans(run, planned, chosen)
    if ejected is None:
        ejected = place_in_blocks(run, chosen)
    found = ejected is not None and run.tally.offer(ejected, trusted=False)
    if not found and choice.whole is not None:
        plain = spread(run.layout, run.watch, choice.whole)
        if plain is not None:
            run.tally.offer(plain, trusted=False)
    _bound_first(run, choice)
    again = _reach(run, choice)
    if again is not None or run.over():
        return again
    if attained(run, choice):
        improve_by_plans(run, choice)
    if not run.over():
        _note(run, choice)
    if run.over():
        return None
    if not found:
        place(run, chosen=chosen, seconds=run.watch.left() / 2)
        _note(run, choice)
    if attained(run, choice) and not run.over():
        improve(run, seconds=run.watch.left() / 4)
        _note(run, choice)
    return None


def _reach(run: Run, choice: Choice) -> int | None:
    """Where the bounds are not attained, ask for a timetable that does, or lower them."""
    if not choice.proofs or choice.cut_short or attained(run, choice) or run.over():
        return None
    again = reach(run, choice, seconds=run.watch.left() / 2)
    if attained(run, choice) and not run.over():
        tidy(run)
        _note(run, choice)
    return again


def _bound_first(run: Run, choice: Choice) -> None:
    """Bound flaws one by one where they are few; else whole plans of all parties come first."""
    note_bounds(choice, run.tally)
    if run.tally.placing is not None and len(flawed(run, run.tally.placing)) <= FEW:
        _note(run, choice)
    if choice.cut_short and not run.over():
        fill(run)
        tidy(run)
        weave(run)


def _note(run: Run, choice: Choice) -> None:
    note_bounds(choice, run.tally)
    bound_flaws(run, choice)


def _chosen(run: Run, choice: Choice) -> list[int] | None:
    """Give meetings that attain the relaxation's bounds, if it has any and they are found."""
    if choice.whole is not None:
        return sorted(choice.whole)
    if not choice.maybe:
        return None
    aims = [entry.aim for entry in run.tally.entries[: len(choice.bounds)]]
    chosen = select(run, choice, aims, seconds=run.watch.left() / 3)
    if chosen is None and not run.watch.over():
        complete(run, choice, seconds=run.watch.left() / 2)
        note_bounds(choice, run.tally)
        chosen = None if choice.placing is None else sorted(choice.placing)
    return chosen


def _climb_all(run: Run, choice: Choice) -> Status:
    """Search the whole freedom that is left for the tiers that are still open."""
    candidates = dict(enumerate(run.layout.candidates))
    forced = set(run.layout.musts)
    if choice.slots is not None and attained(run, choice):
        candidates = dict(enumerate(choice.slots))
        forced |= choice.held
    candidates = {request: slots for request, slots in candidates.items() if slots}
    if run.tally.entries and forced.issuperset(candidates):
        return race(run, candidates=candidates, forced=forced)
    return climb(run, candidates=candidates, forced=forced, seconds=run.watch.left(), binding=True)
