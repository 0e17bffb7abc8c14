from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.jobs import Jobs
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Run
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
