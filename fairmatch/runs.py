"""A run of the solver: from a snapshot of the fair to a checked draft.

No transaction is open while the solver works. The fair is read with its revision, solved,
and read again: if it changed meanwhile, nothing is kept. The run's row keeps what went in,
what came out and what was said, whatever the end.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from datetime import datetime
from threading import Event
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.against import Against
from fairmatch.db import reading, writing
from fairmatch.drafts import places_before, save_draft
from fairmatch.errors import FairMatchError, NoTimetable, PlanningClash, RuleBroken, StaleInputs
from fairmatch.fairs import find_fair
from fairmatch.keeping import keep_to
from fairmatch.models import Fair, Run, RunState
from fairmatch.planning import Plan, make_plan
from fairmatch.reports import Outcome, make_report
from fairmatch.snapshot import Snapshot, read_snapshot
from fairmatch.wording import pair_of, time_of
from solver.check import check
from solver.errors import BrokenTimetable
from solver.explain import Reason, explain
from solver.json_form import problem_to_json, result_to_json
from solver.problem import Problem
from solver.solve import solve
from solver.timetable import Progress, Result, Status, Timetable

Listener = Callable[[Progress], None]
Cancelled = Callable[[], bool]

LOOK_SECONDS = 0.2
"""How often a waiting run looks whether it was interrupted."""


@dataclass(frozen=True)
class _Started:
    run_id: int
    fair_id: int
    revision: int
    plan: Plan


def solve_fair(
    engine: Engine,
    fair_code: str | None,
    *,
    seconds: float,
    workers: int,
    memory: int | None = None,
    seed: int = 0,
    against: Against = Against.NOTHING,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    on_progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Make a timetable for a fair and keep it as a draft; give the draft's id.

    A cancel, or a KeyboardInterrupt, ends the search with the best timetable known, which
    becomes the draft; without one it is a `NoTimetable`.

    Parameters
    ----------
    fair_code
        Which fair; None if there is only one.
    seconds
        Longest time for the search.
    memory
        Most bytes the program may hold; None for what the machine has.
    against
        What changing the published version counts for.
    new_uid
        Gives the identity of each consultation that never was in a timetable before.
    on_progress
        Told of each improvement of a value or a bound, from another thread.
    cancelled
        Asked now and then whether to stop.

    Raises
    ------
    UnknownFair
        If there is no such fair.
    NothingToPlan
        If it has no slots, or nobody asked for anything.
    PlanningClash
        If the musts cannot all be kept; names them.
    NoTimetable
        If the search ended before any timetable was found, or none is published to keep to.
    RuleBroken
        If a check found the timetable wrong; it is not kept.
    StaleInputs
        If the fair changed during the search.
    """
    settings = {"seconds": seconds, "workers": workers, "seed": seed, "memory": memory}
    started = _start(engine, fair_code, settings, against, clock)
    diary = _Diary(started.plan.notes, on_progress)
    try:
        result, stopped = _search(started.plan.problem, settings, diary.note, cancelled)
        diary.result = result
        held = _held_or_refused(engine, started, result, stopped=stopped)
        reasons = explain(started.plan.problem, held)
        with writing(engine) as session:
            draft_id = _keep(session, started, result, reasons, now=clock(), new_uid=new_uid)
            state = RunState.CANCELLED if stopped else RunState.DONE
            diary.close(session, started.run_id, state, clock())
    except BaseException as error:
        stopped = isinstance(error, _Stopped | KeyboardInterrupt)
        with writing(engine) as session:
            state = RunState.CANCELLED if stopped else RunState.FAILED
            diary.error = str(error) or type(error).__name__
            diary.close(session, started.run_id, state, clock())
        raise
    return draft_id


class _Stopped(NoTimetable):
    """The run was cancelled before it had any timetable."""


class _Diary:
    """What is said during a run, for its row."""

    def __init__(self, notes: tuple[str, ...], listener: Listener | None) -> None:
        self._log: list[dict[str, Any]] = [{"note": note} for note in notes]
        self._listener = listener
        self.result: Result | None = None
        self.error = ""

    def note(self, progress: Progress) -> None:
        self._log.append(asdict(progress) | {"seconds": round(progress.seconds, 3)})
        if self._listener is not None:
            self._listener(progress)

    def close(self, session: Session, run_id: int, state: RunState, now: datetime) -> None:
        run = session.get_one(Run, run_id)
        run.state = state
        run.log = self._log
        run.result = None if self.result is None else result_to_json(self.result)
        run.error = self.error
        run.finished_at = now


def _start(
    engine: Engine,
    fair_code: str | None,
    settings: dict[str, Any],
    against: Against,
    clock: Callable[[], datetime],
) -> _Started:
    with writing(engine) as session:
        fair = find_fair(session, fair_code)
        # Locked so that all of its rows are read as of one revision on every database.
        session.refresh(fair, with_for_update=True)
        run = Run(
            fair_id=fair.id,
            state=RunState.RUNNING,
            revision=fair.revision,
            settings=settings | {"against": against.value},
            problem={},
            started_at=clock(),
        )
        session.add(run)
        refused: FairMatchError | None = None
        plan: Plan | None = None
        try:
            snapshot = read_snapshot(session, fair)
            plan = keep_to(
                make_plan(snapshot), snapshot, places_before(session, snapshot), against, clock()
            )
            run.problem = problem_to_json(plan.problem)
        except FairMatchError as error:
            refused = error
            run.state, run.error, run.finished_at = RunState.FAILED, str(error), clock()
        session.flush()
        started = (run.id, fair.id, fair.revision)
    if plan is None:
        assert refused is not None, "a plan is made or refused"
        raise refused
    return _Started(*started, plan)


def _search(
    problem: Problem, settings: dict[str, Any], listener: Listener, cancelled: Cancelled | None
) -> tuple[Result, bool]:
    """Solve in a thread beside this one, which so hears of a KeyboardInterrupt.

    Gives the result, and whether the search was stopped before it was through.
    """
    interrupted = Event()

    def stop() -> bool:
        return interrupted.is_set() or (cancelled is not None and cancelled())

    search: Future[Result] | None = None
    with ThreadPoolExecutor(1, "solver") as pool:
        try:
            search = pool.submit(solve, problem, **settings, on_progress=listener, cancelled=stop)
            while not search.done():
                wait([search], timeout=LOOK_SECONDS)
        except KeyboardInterrupt:
            # A second one, while the search ends, is nobody's to catch.
            interrupted.set()
        if search is None:
            raise _Stopped("the search was stopped before it had begun")
        try:
            result = search.result()
        except BrokenTimetable as broken:
            raise RuleBroken(broken.findings) from broken
    return result, result.status is not Status.OPTIMAL and stop()


def _held_or_refused(
    engine: Engine, started: _Started, result: Result, *, stopped: bool
) -> Timetable:
    """Give the timetable if there is one and the solver's checker finds nothing wrong."""
    if result.status is Status.INFEASIBLE:
        with reading(engine) as session:
            fair = read_snapshot(session, session.get_one(Fair, started.fair_id))
            raise PlanningClash(_clash_in_words(fair, started.plan, result))
    if result.timetable is None and stopped:
        raise _Stopped("the search was stopped before it had found any timetable")
    if result.timetable is None:
        raise NoTimetable(
            "no timetable was found in the time given; give the search more seconds, or free "
            "some of what is arranged or must take place"
        )
    violations = check(started.plan.problem, result.timetable).violations
    if violations:
        raise RuleBroken([violation.text for violation in violations])
    return result.timetable


def _clash_in_words(fair: Snapshot, plan: Plan, result: Result) -> list[str]:
    """Name the consultations that clash; the rows may have changed since they were read."""
    words = []
    for request in result.clash:
        pair = plan.pairs[request]
        if pair[0] not in fair.firms or pair[1] not in fair.agencies:
            words.append(request)
            continue
        who = pair_of(fair.firms[pair[0]], fair.agencies[pair[1]])
        pin = fair.pins.get(pair)
        words.append(
            f"{who} (must)" if pin is None else f"{who} (at {time_of(pin.date, pin.starts)})"
        )
    return words


def _keep(
    session: Session,
    started: _Started,
    result: Result,
    reasons: Mapping[str, Reason],
    *,
    now: datetime,
    new_uid: Callable[[], str],
) -> int:
    fair = session.get_one(Fair, started.fair_id, with_for_update=True)
    if fair.revision != started.revision:
        raise StaleInputs(started.revision, fair.revision)
    assert result.timetable is not None, "refused before if there is none"
    snapshot = read_snapshot(session, fair)
    plan = started.plan
    slot_of = {plan.pairs[request]: slot for request, slot in result.timetable.slot_of.items()}
    report = make_report(
        Outcome(snapshot, slot_of),
        result,
        reasons,
        pairs=plan.pairs,
        notes=plan.notes,
        made_at=now,
    )
    return save_draft(
        session,
        snapshot,
        slot_of,
        run_id=started.run_id,
        report=report.model_dump(mode="json"),
        made_at=now,
        new_uid=new_uid,
    ).id
