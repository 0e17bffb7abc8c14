"""One model, tier after tier: each is improved and bounded, then kept for the next."""

from collections.abc import Collection, Mapping

from solver.model.goals import expression
from solver.model.rules import add_rules, degrees
from solver.model.variables import Variables
from solver.running.run import Run
from solver.running.search import fits, search
from solver.timetable import Status

# Seconds for each pair of meeting and slot until CP-SAT begins to search, as measured. Before that
# it hears late that the time is up, so that nothing is begun that cannot better a timetable.
READY = 3e-5


def climb(
    run: Run,
    *,
    candidates: Mapping[int, Collection[int]],
    forced: Collection[int],
    seconds: float,
    binding: bool,
) -> Status:
    """Improve the best timetable lexicographically within some of its freedom.

    Parameters
    ----------
    candidates, forced
        The freedom, as for ``Variables``.
    binding
        Whether no better timetable lies outside of it, so that bounds found hold for all.

    Returns
    -------
    Status
        INFEASIBLE if there is no timetable at all within this freedom, else how the last
        tier ended; UNKNOWN where the model would not fit into the memory or the time left.
    """
    tally, watch = run.tally, run.watch
    if not fits(watch, candidates):
        return Status.UNKNOWN
    if tally.placing is not None and sum(map(len, candidates.values())) * READY > watch.left():
        return Status.UNKNOWN
    v = Variables(run.layout, candidates, forced)
    add_rules(v)
    degrees(v)
    if watch.over():
        return Status.UNKNOWN
    end = watch.elapsed() + seconds
    status = Status.OPTIMAL
    if not tally.entries and tally.placing is None:
        return search(v, watch, run.style, seconds=seconds, on_placing=run.take).status
    for index, entry in enumerate(tally.entries):
        total = expression(v, entry.aim)
        if not entry.closed:
            began = watch.elapsed()
            status = _one_tier(run, v, index, end - began, binding=binding)
            entry.seconds += watch.elapsed() - began
            if tally.placing is None or watch.over():
                return status
        if entry.value is not None and not isinstance(total, int):
            if entry.aim.maximised:
                v.model.add(total >= entry.value)
            else:
                v.model.add(total <= entry.value)
    return status


def _one_tier(run: Run, v: Variables, index: int, seconds: float, *, binding: bool) -> Status:
    tally = run.tally
    entry = tally.entries[index]
    total = expression(v, entry.aim)
    if entry.aim.maximised:
        v.model.add(total <= entry.bound)
        v.model.maximize(total)
    else:
        v.model.add(total >= entry.bound)
        v.model.minimize(total)
    if tally.placing is not None:
        v.hint(tally.placing)
    later = sum(not other.closed for other in tally.entries[index + 1 :])
    share = seconds if later == 0 else seconds / 2
    outcome = search(
        v,
        run.watch,
        run.style,
        seconds=share,
        on_placing=run.take,
        on_bound=(lambda bound: tally.prove(index, bound)) if binding else None,
    )
    if binding and outcome.bound is not None:
        tally.prove(index, outcome.bound)
    v.model.clear_objective()  # type: ignore[no-untyped-call]
    return outcome.status
