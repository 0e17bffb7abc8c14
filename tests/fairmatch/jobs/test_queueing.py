from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import Engine, select, text

from fairmatch.db import reading, writing
from fairmatch.jobs import Jobs
from fairmatch.jobs.burying import look_after
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Fair, Run, RunState
from fairmatch.runs import Wish, ask_to_cancel, take_up
from fairmatch.workers import Lookout
from tests.fairmatch.fair_rows import add_fair

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


@pytest.fixture
def jobs(engine: Engine) -> Iterator[Jobs]:
    prepare(engine)
    prepare(engine)
    opened = Jobs(engine)
    yield opened
    opened.close()


class _Never(Exception):
    """Ends a transaction."""


def _enqueue(engine: Engine, jobs: Jobs, *, fail: bool) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        wish = Wish(seconds=1.0)
        jobs.enqueue(session, fair, wish, clock=lambda: AT, new_uid=lambda: "1")
        if fail:
            raise _Never


def test_a_run_and_its_job_are_written_together_or_not_at_all(engine: Engine, jobs: Jobs) -> None:
    with pytest.raises(_Never):
        _enqueue(engine, jobs, fail=True)
    assert jobs.waiting() == []
    _enqueue(engine, jobs, fail=False)
    assert jobs.waiting() == ["run-1"]
    assert jobs.begun() == {}
    with reading(engine) as session:
        assert session.scalars(select(Run.job)).all() == ["run-1"]


def test_of_many_who_ask_at_once_one_adds_a_run(engine: Engine, jobs: Jobs) -> None:
    with writing(engine) as session:
        add_fair(session)
    uids = count(1)

    def ask(_: int) -> int:
        with writing(engine) as session:
            fair = session.scalars(select(Fair)).one()
            wish = Wish(seconds=1.0)
            run = jobs.ask(session, fair, wish, clock=lambda: AT, new_uid=lambda: str(next(uids)))
            return run.id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1
    assert len(jobs.waiting()) == 1


def _look(engine: Engine, jobs: Jobs) -> None:
    numbers = iter("234")
    look_after(engine, jobs, Lookout(), clock=lambda: AT, new_uid=lambda: next(numbers))


def _forget(engine: Engine, job: str) -> None:
    """Let a job end as it does when what it calls raises something nobody foresaw."""
    engine_s_own = "dbos.workflow_status" if engine.name == "postgresql" else "workflow_status"
    with writing(engine) as session:
        ended = text(f"UPDATE {engine_s_own} SET status = 'ERROR' WHERE workflow_uuid = :job")
        assert session.execute(ended, {"job": job}).rowcount == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("begun", [False, True])
def test_a_run_whose_job_is_over_is_given_another(
    engine: Engine, jobs: Jobs, *, begun: bool
) -> None:
    _enqueue(engine, jobs, fail=False)
    _look(engine, jobs)
    assert jobs.waiting() == ["run-1"]
    if begun:
        assert take_up(engine, 1, "lost", clock=lambda: AT)
    _forget(engine, "run-1")
    assert jobs.over(["run-1"]) == {"run-1"}
    _look(engine, jobs)
    _look(engine, jobs)
    assert jobs.waiting() == ["run-2"]
    with reading(engine) as session:
        run = session.scalars(select(Run)).one()
        assert (run.state, run.job, run.holder) == (RunState.QUEUED, "run-2", None)


def test_a_run_that_is_over_is_given_no_other_job(engine: Engine, jobs: Jobs) -> None:
    _enqueue(engine, jobs, fail=False)
    with writing(engine) as session:
        ask_to_cancel(session, 1, clock=lambda: AT)
        jobs.ask_anew(session, "run-1", clock=lambda: AT, new_uid=lambda: "2")
    _forget(engine, "run-1")
    _look(engine, jobs)
    assert jobs.waiting() == []
