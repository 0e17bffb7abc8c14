from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import FairBusy, RunLost
from fairmatch.models import Run, RunState, Worker
from fairmatch.runs import Lease, Wish, add_run, ask_to_cancel, bury, course_of, take_up
from fairmatch.runs.lease import MOST_ATTEMPTS
from fairmatch.runs.work import perform
from tests.fairmatch.fair_rows import add_fair

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _now() -> datetime:
    return AT


def _runs(engine: Engine, *jobs: str | None) -> list[int]:
    with writing(engine) as session:
        fair = add_fair(session)
        wish = Wish(seconds=1.0)
        return [add_run(session, fair, wish, job=job, clock=_now).id for job in jobs]


def _taken(engine: Engine, run_id: int, holder: str = "one") -> Lease:
    lease = take_up(engine, run_id, holder, clock=_now)
    assert lease is not None
    return lease


def _read(engine: Engine, run_id: int) -> Run:
    with reading(engine) as session:
        run = session.get_one(Run, run_id)
        session.expunge(run)
        return run


def test_a_run_is_taken_up_once(engine: Engine) -> None:
    (run_id,) = _runs(engine, "job")
    _taken(engine, run_id)
    assert take_up(engine, run_id, "two", clock=_now) is None
    run = _read(engine, run_id)
    assert (run.state, run.holder, run.attempts) == (RunState.RUNNING, "one", 1)


def test_of_two_runs_of_a_fair_one_is_running(engine: Engine) -> None:
    first, second = _runs(engine, "job", None)
    _taken(engine, first)
    with pytest.raises(FairBusy) as refused:
        take_up(engine, second, "two", clock=_now)
    assert refused.value.run == first
    assert _read(engine, second).state is RunState.QUEUED


def test_what_the_dead_held_waits_again_or_has_failed(engine: Engine) -> None:
    queued, own = _runs(engine, "job", None)
    with writing(engine) as session:
        session.add(Worker(name="one", host="h", pid=1, born="1", started_at=AT))
    for run_id, state in ((queued, RunState.QUEUED), (own, RunState.FAILED)):
        _taken(engine, run_id)
        with writing(engine) as session:
            bury(session, ["one"], AT)
        run = _read(engine, run_id)
        assert (run.state, run.holder) == (state, None)
        if state is RunState.QUEUED:
            with writing(engine) as session:
                ask_to_cancel(session, run_id, clock=_now)
    assert "killed" in _read(engine, own).error
    with reading(engine) as session:
        assert session.scalars(select(Worker)).all() == []


def test_a_command_that_dies_before_it_begins_leaves_nothing_waiting(engine: Engine) -> None:
    with writing(engine) as session:
        wish = Wish(seconds=1.0)
        own = add_run(session, add_fair(session), wish, holder="command", clock=_now).id
        bury(session, ["command"], AT)
    run = _read(engine, own)
    assert (run.state, run.holder, run.finished_at) == (RunState.FAILED, None, AT)


def test_a_run_that_its_workers_never_survive_is_given_up_with_a_word(engine: Engine) -> None:
    (run_id,) = _runs(engine, "job")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert _read(engine, run_id).state is RunState.QUEUED
        _taken(engine, run_id)
        with writing(engine) as session:
            bury(session, ["one"], AT)
        assert _read(engine, run_id).attempts == attempt
    run = _read(engine, run_id)
    assert (run.state, run.holder) == (RunState.FAILED, None)
    assert "memory" in run.error
    with reading(engine) as session:
        refused = course_of(session, session.get_one(Run, run_id).fair, run_id).refused
    assert refused is not None
    assert "메모리" in refused.ko


def test_the_living_lose_nothing_to_a_burial(engine: Engine) -> None:
    (run_id,) = _runs(engine, "job")
    _taken(engine, run_id)
    with writing(engine) as session:
        bury(session, ["another"], AT)
    assert _read(engine, run_id).holder == "one"


def test_whoever_lost_a_run_writes_nothing_of_it(engine: Engine) -> None:
    (run_id,) = _runs(engine, "job")
    late = _taken(engine, run_id)
    with writing(engine) as session:
        bury(session, ["one"], AT)
    _taken(engine, run_id, "two")
    with pytest.raises(RunLost):
        late.note([{"note": "too late"}])
    with pytest.raises(RunLost):
        perform(late, workers=1, clock=_now, new_uid=lambda: "uid")
    run = _read(engine, run_id)
    assert (run.state, run.holder, run.log, run.error) == (RunState.RUNNING, "two", [], "")


def test_a_wish_to_cancel_ends_what_waits_and_is_told_to_what_runs(engine: Engine) -> None:
    waiting, running = _runs(engine, "a", "b")
    lease = _taken(engine, running)
    assert lease.note([]) is False
    with writing(engine) as session:
        assert ask_to_cancel(session, waiting, clock=_now) is RunState.CANCELLED
        assert ask_to_cancel(session, running, clock=_now) is RunState.RUNNING
    assert lease.note([]) is True
    assert take_up(engine, waiting, "two", clock=_now) is None


def test_what_is_over_stays_as_it_was(engine: Engine) -> None:
    (run_id,) = _runs(engine, None)
    lease = _taken(engine, run_id)
    with writing(engine) as session:
        lease.write(session, state=RunState.DONE, holder=None)
    with writing(engine) as session:
        assert ask_to_cancel(session, run_id, clock=_now) is RunState.DONE
    assert _read(engine, run_id).cancel_asked_at is None
