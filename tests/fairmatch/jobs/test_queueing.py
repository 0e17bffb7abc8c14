from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.jobs import Jobs
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Fair, Run
from fairmatch.runs import Wish
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
        wish = Wish(seconds=1.0, workers=1)
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
            wish = Wish(seconds=1.0, workers=1)
            run = jobs.ask(session, fair, wish, clock=lambda: AT, new_uid=lambda: str(next(uids)))
            return run.id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1
    assert len(jobs.waiting()) == 1
