"""One run of CP-SAT under the watch of the caller's thread."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from queue import SimpleQueue

from ortools.sat.python import cp_model

from solver.model.variables import Variables
from solver.running.watch import Watch
from solver.timetable import Status

Placing = dict[int, int]

# Bytes of memory a meeting in a slot takes in a model being solved, as measured.
PAIR = 4500
# Seconds it takes at least until the search begins.
BEGINNING = 1e-5
# Seconds it takes to end a search at its limit and to look over what it found.
LEAVING = 0.05

CORE = ("core", "no_lp")
LINEAR = ("reduced_costs", "core_or_no_lp")
RELAXED = ("max_lp", "reduced_costs")


@dataclass(frozen=True, slots=True)
class Style:
    """How CP-SAT is to search.

    Attributes
    ----------
    subsolvers
        The strategies that share the workers. On few cores the default portfolio has no
        core-guided search, which is what proves most placings.
    alone
        Whether one thread learns clauses by itself instead, without linear relaxations, and
        is guided by cores if there is an objective.
    backwards
        Whether cores are looked for from the other end of the objective.
    effort
        Limit in CP-SAT's deterministic time, about seconds; None for none.
    """

    subsolvers: tuple[str, ...] = CORE
    workers: int = 2
    seed: int = 0
    presolve: bool = True
    alone: bool = False
    backwards: bool = False
    effort: float | None = None


def fits(watch: Watch, freedom: Mapping[int, Collection[int]]) -> bool:
    """Whether a model of these slots for each request fits into the memory and the time left."""
    size = sum(map(len, freedom.values()))
    return size * BEGINNING <= watch.left() and watch.room(size * PAIR)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, and what its objective cannot beat (None without an objective)."""

    status: Status
    bound: int | None


STATUSES = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
    cp_model.MODEL_INVALID: Status.INVALID,
}


class _Listener(cp_model.CpSolverSolutionCallback):
    """Passes each solution on to the caller's thread."""

    def __init__(self, v: Variables, events: "SimpleQueue[Placing | int]") -> None:
        super().__init__()
        self._v = v
        self._events = events

    def on_solution_callback(self) -> None:
        """Read off the slot of every meeting held."""
        self._events.put(
            {
                request: slot
                for request, row in self._v.at.items()
                for slot, literal in row.items()
                if self.boolean_value(literal)
            }
        )


def ask(
    model: cp_model.CpModel,
    watch: Watch,
    style: Style,
    *,
    seconds: float,
    close: float = 0.0,
    relaxed: bool = False,
) -> cp_model.CpSolver | None:
    """Run CP-SAT on a small model; give the solver if it found an answer.

    Parameters
    ----------
    close
        By how much, as a share, the answer may fall short of the best.
    relaxed
        Whether a single thread is to be led by linear relaxations, and to begin at once rather
        than probe; else there is CP-SAT's own portfolio on all workers.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    # Else it would take Ctrl-C away from the program for good.
    parameters.catch_sigint_signal = False
    parameters.random_seed = style.seed
    if relaxed:
        parameters.num_workers = 1
        parameters.subsolvers.append("max_lp")
        parameters.cp_model_probing_level = 0
    else:
        parameters.num_workers = style.workers
        parameters.interleave_search = style.workers == 1
    if style.effort is not None:
        parameters.max_deterministic_time = style.effort
    parameters.relative_gap_limit = close
    parameters.max_memory_in_mb = max(1, watch.memory >> 20)
    parameters.max_time_in_seconds = max(0.01, min(seconds, watch.left()))
    code = watch.run(lambda: solver.solve(model), solver.stop_search)
    return solver if code in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def search(
    v: Variables,
    watch: Watch,
    style: Style,
    *,
    seconds: float | None = None,
    on_placing: Callable[[Placing], None],
    on_bound: Callable[[int], None] | None = None,
) -> Outcome:
    """Run CP-SAT on a model until it is done, ``seconds`` are over, or the watch ends.

    Parameters
    ----------
    on_placing, on_bound
        Called in the caller's thread with each timetable and each better bound found.
    """
    if watch.over():
        return Outcome(Status.UNKNOWN, None)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    # Else it would take Ctrl-C away from the program for good.
    parameters.catch_sigint_signal = False
    parameters.random_seed = style.seed
    parameters.cp_model_presolve = style.presolve
    if style.alone:
        parameters.num_workers = 1
        parameters.linearization_level = 0
        parameters.optimize_with_core = v.model.has_objective()
        parameters.max_sat_reverse_assumption_order = style.backwards
    else:
        parameters.num_workers = style.workers
        parameters.subsolvers.extend(style.subsolvers)
        parameters.interleave_search = style.workers == 1
    if style.effort is not None:
        parameters.max_deterministic_time = style.effort
    if not style.presolve:
        parameters.symmetry_level = 0
    limit = watch.left() - LEAVING
    parameters.max_time_in_seconds = max(0.01, limit if seconds is None else min(seconds, limit))
    parameters.max_memory_in_mb = max(1, watch.memory >> 20)
    events: SimpleQueue[Placing | int] = SimpleQueue()
    if on_bound is not None:
        solver.best_bound_callback = lambda bound: events.put(round(bound))

    def hear(event: Placing | int) -> None:
        if isinstance(event, dict):
            on_placing(event)
        elif on_bound is not None:
            on_bound(event)

    listener = _Listener(v, events)
    code = watch.run(
        lambda: solver.solve(v.model, listener), solver.stop_search, events=events, hear=hear
    )
    # A search stopped before it has any bound gives 0, which is none; what it had proved by
    # then was heard of through the callback.
    has_bound = v.model.has_objective() and code in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = round(solver.best_objective_bound) if has_bound else None
    return Outcome(STATUSES[code], bound)
