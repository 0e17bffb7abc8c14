"""A run of the solver: from a snapshot of the fair to a checked draft.

No transaction is open while the solver works. The fair is read with its revision, solved, and
read again: if it changed meanwhile, nothing is kept. The run's row keeps what went in, what came
out and what was said, whatever the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.against import Against
from fairmatch.db import writing
from fairmatch.drafts import save_draft
from fairmatch.errors import FairBusy, RunLost, StaleInputs
from fairmatch.fairs import find_fair
from fairmatch.models import Fair, RunState, Scenario
from fairmatch.reports import Outcome, make_report
from fairmatch.runs.diary import Diary
from fairmatch.runs.lease import Lease, bury, take_up
from fairmatch.runs.queue import Wish, add_run, ask_to_cancel
from fairmatch.runs.refused import refused_words
from fairmatch.runs.searching import Stopped, held_or_refused, search
from fairmatch.runs.starting import Started, start
from fairmatch.scenarios import find_scenario, settings_of
from fairmatch.snapshot import read_snapshot
from fairmatch.workers import Lookout, present
from solver.explain import Reason, explain
from solver.json_form import result_to_json
from solver.timetable import Progress, Result

Listener = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def solve_fair(
    engine: Engine,
    fair_code: str | None,
    *,
    seconds: float,
    workers: int,
    memory: int | None = None,
    seed: int = 0,
    against: Against = Against.NOTHING,
    scenario: str | None = None,
    host_name: str = "",
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    on_progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Make a timetable for a fair here and now, and keep it as a draft; give the draft's id.

    A cancel, or a KeyboardInterrupt, ends the search with the best timetable known, which
    becomes the draft; without one it is a `NoTimetable`. The parameters are those of `Wish`,
    `perform` and `present`; ``fair_code`` None is the only fair there is, ``scenario`` the name
    of one of its scenarios.

    Raises
    ------
    UnknownFair
        If there is no such fair.
    UnknownScenario
        If the fair has no such scenario.
    FairBusy
        If a timetable of the fair is being made already.
    FairMatchError
        As `perform`.
    """
    wish = Wish(seconds, memory, seed, against)
    name = f"command-{uuid4()}"
    with present(engine, name, clock(), lambda: None, host_name=host_name):
        with writing(engine) as session:
            fair = find_fair(session, fair_code)
            if scenario is not None:
                chosen = find_scenario(session, fair, scenario)
                wish = replace(wish, scenario=chosen.id, settings=settings_of(chosen))
            run_id = add_run(session, fair, wish, holder=name, clock=clock).id
        lease = _take_up_beside_the_dead(engine, run_id, name, Lookout(host_name), clock)
        return perform(
            lease,
            workers=workers,
            clock=clock,
            new_uid=new_uid,
            on_progress=on_progress,
            cancelled=cancelled,
        )


def _take_up_beside_the_dead(
    engine: Engine, run_id: int, name: str, lookout: Lookout, clock: Callable[[], datetime]
) -> Lease:
    for last in (False, True):
        try:
            lease = take_up(engine, run_id, name, clock=clock)
        except FairBusy:
            dead = lookout.dead(engine)
            if last or not dead:
                with writing(engine) as session:
                    ask_to_cancel(session, run_id, clock=clock)
                raise
            with writing(engine) as session:
                bury(session, dead, clock())
            continue
        break
    if lease is None:
        raise Stopped("the run was cancelled before it began")
    return lease


def perform(
    lease: Lease,
    *,
    workers: int,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    on_progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Work at a run that was taken up; give the id of the draft it ends with.

    Parameters
    ----------
    workers
        Threads of the solver.
    new_uid
        Gives the identity of each consultation that never was in a timetable before.
    on_progress
        Told of each improvement of a value or a bound, from another thread.
    cancelled
        Asked now and then whether to stop, beside the wish to cancel in the run's row.

    Raises
    ------
    NothingToPlan
        If the fair has no slots, or nobody asked for anything.
    PlanningClash
        If the musts cannot all be kept; names them.
    NoTimetable
        If the search ended before any timetable was found, or none is published to keep to.
    RuleBroken
        If a check found the timetable wrong; it is not kept.
    StaleInputs
        If the fair changed during the search.
    RunLost
        If the run was taken away; then nothing at all was written.
    """
    result: Result | None = None
    diary = Diary(lease, ())

    def ending() -> dict[str, Any]:
        kept = None if result is None else result_to_json(result)
        return {"holder": None, "log": diary.entries(), "result": kept, "finished_at": clock()}

    try:
        started = start(lease, workers, clock)
        diary = Diary(lease, started.plan.notes)

        def hear(progress: Progress) -> None:
            diary.note(progress)
            if on_progress is not None:
                on_progress(progress)

        def stop() -> bool:
            return diary.stop.is_set() or (cancelled is not None and cancelled())

        with diary:
            result, stopped = search(started.plan.problem, started.wish, workers, hear, stop)
        if diary.lost:
            raise RunLost(lease.run_id)
        held = held_or_refused(lease.engine, started, result, stopped=stopped)
        reasons = explain(started.plan.problem, held)
        with writing(lease.engine) as session:
            draft_id = _keep(session, started, result, reasons, now=clock(), new_uid=new_uid)
            state = RunState.CANCELLED if stopped else RunState.DONE
            lease.write(session, state=state, **ending())
    except RunLost:
        raise
    except BaseException as error:
        stopped = isinstance(error, Stopped | KeyboardInterrupt)
        with writing(lease.engine) as session:
            state = RunState.CANCELLED if stopped else RunState.FAILED
            said = refused_words(error)
            diary.refuse(said)
            lease.write(session, state=state, error=said.en, **ending())
        raise
    return draft_id


def _keep(
    session: Session,
    started: Started,
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
    snapshot = read_snapshot(session, fair, started.wish.settings)
    plan = started.plan
    slot_of = {plan.pairs[request]: slot for request, slot in result.timetable.slot_of.items()}
    report = make_report(
        Outcome(snapshot, slot_of),
        result,
        reasons,
        pairs=plan.pairs,
        notes=plan.notes,
        made_at=now,
        taken_out=() if started.around is None else started.around.taken_out,
    )
    return save_draft(
        session,
        snapshot,
        slot_of,
        run_id=started.run_id,
        scenario=session.get(Scenario, started.wish.scenario or 0),
        report=report.model_dump(mode="json"),
        made_at=now,
        new_uid=new_uid,
        places=None if started.around is None else started.around.places,
        fixed=frozenset() if started.around is None else started.around.fixed,
    ).id
