"""Real worker processes on both databases: killed, stopped, cancelled, one fair at a time."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, func, select, text

from fairmatch.db import open_database, reading, writing
from fairmatch.jobs import Jobs
from fairmatch.jobs.queueing import prepare
from fairmatch.jobs.working import LAST_SECONDS, OVERTAKEN
from fairmatch.models import Fair, Run, RunState, Timetable, Worker
from fairmatch.runs import Wish, ask_to_cancel
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests
from tests.services.processes import Process, start

ROOT = Path(__file__).parents[3]
AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("untraced")

PATIENCE = 60.0
TAKEN_OVER_SECONDS = 10.0
"""How long a run may lie after its worker is lost: what the organiser is promised."""

_numbers = count(1)


@contextmanager
def workers(url: str, *hosts: str, threads: int = 1) -> Iterator[list[Process]]:
    """Start a worker process for each host, one if none is named; kill whoever is left."""
    settings = os.environ | {"FAIRMATCH_WORKERS": str(threads)}
    started = [
        start(
            ["--database", url, "worker"],
            environment=settings | {"FAIRMATCH_HOST_NAME": host},
            folder=ROOT,
        )
        for host in hosts or ("",)
    ]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait()


@pytest.fixture
def jobs(engine: Engine) -> Iterator[Jobs]:
    prepare(engine)
    opened = Jobs(engine)
    yield opened
    opened.close()


def _big_fair(engine: Engine, code: str = "fair") -> None:
    """A fair that keeps the solver busy for as long as it is let: more asked than seats."""
    with writing(engine) as session:
        fair = add_fair(session, code, slots=12)
        booths = [add_agency(session, fair, f"A{n}", at=(40 * n, 0)) for n in range(12)]
        for n in range(60):
            add_interests(session, add_firm(session, fair, f"F{n}"), *booths[n % 5 :: 2])


def _ask(engine: Engine, jobs: Jobs, code: str = "fair", seconds: float = 4.0) -> int:
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == code)).one()
        wish = Wish(seconds=seconds)
        run = jobs.enqueue(
            session, fair, wish, clock=lambda: AT, new_uid=lambda: f"{next(_numbers):032x}"
        )
        return run.id


def _wait(engine: Engine, run_id: int, until: Callable[[Run], bool]) -> Run:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with reading(engine) as session:
            run = session.get_one(Run, run_id)
            session.expunge(run)
        if until(run):
            return run
        sleep(0.1)
    raise AssertionError(f"run {run_id} stays {run.state}: {run.error}")


def _wait_for_workers(engine: Engine, number: int) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with reading(engine) as session:
            if session.scalars(select(func.count()).select_from(Worker)).one() == number:
                return
        sleep(0.1)
    raise AssertionError(f"there are not {number} workers")


def _over(run: Run) -> bool:
    return run.state not in (RunState.QUEUED, RunState.RUNNING)


def _in_work(run: Run) -> bool:
    return run.state is RunState.RUNNING and bool(run.problem)


def _drafts(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalars(select(func.count()).select_from(Timetable)).one()


def test_a_run_whose_worker_is_killed_is_taken_up_by_another_and_ends_once(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine)
    run_id = _ask(engine, jobs, seconds=60.0)
    with workers(database_url) as (first,):
        begun = _wait(engine, run_id, _in_work)
        with workers(database_url) as (second,):
            _wait_for_workers(engine, 2)
            first.kill()
            first.wait()
            lost = monotonic()
            again = _wait(engine, run_id, lambda run: _in_work(run) and run.attempts > 1)
            assert monotonic() - lost < TAKEN_OVER_SECONDS
            with writing(engine) as session:
                ask_to_cancel(session, run_id, clock=lambda: AT)
            ended = _wait(engine, run_id, _over)
            assert second.poll() is None
    assert begun.holder != again.holder
    assert (ended.attempts, ended.holder) == (2, None)
    assert _drafts(engine) == 1


def test_a_worker_that_is_told_to_stop_gives_its_run_back_at_once(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine)
    run_id = _ask(engine, jobs, seconds=30.0)
    with workers(database_url) as (only,):
        _wait(engine, run_id, _in_work)
        only.send_signal(signal.SIGTERM)
        assert only.wait(PATIENCE) == 0
    with reading(engine) as session:
        run = session.get_one(Run, run_id)
        assert (run.state, run.holder) == (RunState.QUEUED, None)
        assert session.scalars(select(Worker)).all() == []


def test_a_worker_ends_when_told_to_even_while_the_database_is_locked(
    sqlite_engine: Engine,
) -> None:
    """One with a run in work, one still starting: what waits for the database keeps neither."""
    prepare(sqlite_engine)
    jobs = Jobs(sqlite_engine)
    _big_fair(sqlite_engine)
    run_id = _ask(sqlite_engine, jobs, seconds=120.0)
    url = sqlite_engine.url.render_as_string()
    with workers(url) as (at_work,):
        _wait(sqlite_engine, run_id, _in_work)
        with writing(sqlite_engine) as session, workers(url) as (starting,):
            session.execute(text("SELECT 1"))
            sleep(3)
            for one in (at_work, starting):
                one.send_signal(signal.SIGTERM)
            at_work.wait(2 * LAST_SECONDS)
            starting.wait(2 * LAST_SECONDS)
        with workers(url):
            _wait(sqlite_engine, run_id, lambda run: _in_work(run) and run.attempts == 2)
    jobs.close()


def test_a_cancel_ends_a_run_with_what_it_has_and_a_waiting_one_at_once(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine)
    running, waiting = _ask(engine, jobs, seconds=60.0), _ask(engine, jobs, seconds=60.0)
    with workers(database_url):
        _wait(engine, running, lambda run: _in_work(run) and any("goal" in one for one in run.log))
        for run_id in (waiting, running):
            with writing(engine) as session:
                ask_to_cancel(session, run_id, clock=lambda: AT)
        ended = _wait(engine, running, _over)
        assert _wait(engine, waiting, _over).started_at is None
    assert ended.state in (RunState.CANCELLED, RunState.DONE)
    assert _drafts(engine) == 1


def test_two_workers_take_two_fairs_at_once_but_never_two_runs_of_one(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine, "one")
    _big_fair(engine, "two")
    at_once = set[tuple[int, ...]]()
    with workers(database_url, "", ""):
        _wait_for_workers(engine, 2)
        runs = [_ask(engine, jobs, code, 2.0) for code in ("one", "one", "two")]
        end = monotonic() + PATIENCE
        while monotonic() < end:
            with reading(engine) as session:
                rows = session.execute(select(Run.id, Run.state).order_by(Run.id)).all()
            at_once.add(tuple(row.id for row in rows if row.state is RunState.RUNNING))
            if all(row.state is RunState.DONE for row in rows):
                break
            sleep(0.05)
    assert not any({runs[0], runs[1]} <= set(together) for together in at_once)
    assert (runs[0], runs[2]) in at_once
    assert _drafts(engine) == 3


def test_a_stopped_process_is_not_taken_for_dead_while_its_machine_has_it(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine)
    run_id = _ask(engine, jobs, seconds=2.0)
    with workers(database_url) as (first,):
        begun = _wait(engine, run_id, _in_work)
        os.kill(first.pid, signal.SIGSTOP)
        with workers(database_url):
            sleep(3)
            os.kill(first.pid, signal.SIGCONT)
            ended = _wait(engine, run_id, _over)
    assert (ended.attempts, begun.attempts) == (1, 1)
    assert _drafts(engine) == 1


def _idles_with_locks(engine: Engine) -> bool:
    """Tell whether some process lies stopped in the midst of a transaction that has written."""
    stuck = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
        "state = 'idle in transaction' AND backend_xid IS NOT NULL AND "
        "state_change < clock_timestamp() - interval '0.1 s'"
    )
    with reading(engine) as session:
        return bool(session.scalars(stuck).one())


def _freeze(engine: Engine, process: Process) -> None:
    """Stop a process where it holds no lock; what lies there is rolled back by the database
    itself, but later than a test should wait. Beside a search its threads get on slowly: it is
    given time to end what it was stopped in."""
    end = monotonic() + PATIENCE / 2
    while monotonic() < end:
        process.send_signal(signal.SIGSTOP)
        sleep(0.15)
        if not _idles_with_locks(engine):
            return
        process.send_signal(signal.SIGCONT)
        sleep(0.4)
    raise AssertionError("the process was never found without a lock")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_what_a_dead_machine_held_is_taken_over_by_a_living_one(
    postgresql_url: str, end: signal.Signals
) -> None:
    engine = open_database(postgresql_url)
    prepare(engine)
    jobs = Jobs(engine)
    _big_fair(engine)
    run_id = _ask(engine, jobs, seconds=60.0)
    with workers(postgresql_url, "one", "two") as both:
        _wait_for_workers(engine, 2)
        begun = _wait(engine, run_id, _in_work)
        with reading(engine) as session:
            hosts = {one.name: one.host for one in session.scalars(select(Worker))}
        assert set(hosts.values()) == {"one", "two"}
        first, second = both if hosts[str(begun.holder)] == "one" else reversed(both)
        if end is signal.SIGSTOP:
            _freeze(engine, first)
        else:
            first.kill()
        lost = monotonic()
        again = _wait(engine, run_id, lambda run: _in_work(run) and run.attempts == 2)
        assert monotonic() - lost < TAKEN_OVER_SECONDS
        assert hosts[str(again.holder)] != hosts[str(begun.holder)]
        first.send_signal(signal.SIGCONT)
        assert first.wait(PATIENCE) == (OVERTAKEN if end is signal.SIGSTOP else -end)
        with writing(engine) as session:
            ask_to_cancel(session, run_id, clock=lambda: AT)
        ended = _wait(engine, run_id, _over)
        assert second.poll() is None
    assert (ended.attempts, ended.holder) == (2, None)
    assert _drafts(engine) == 1
    jobs.close()
    engine.dispose()


def test_a_run_is_worked_at_with_the_threads_of_the_worker_that_has_it(
    engine: Engine, database_url: str, jobs: Jobs
) -> None:
    _big_fair(engine)
    run_id = _ask(engine, jobs, seconds=1.0)
    with workers(database_url, threads=2):
        ended = _wait(engine, run_id, _over)
    assert ended.settings["workers"] == 2
