from datetime import UTC, datetime
from itertools import count
from threading import Event, Timer

from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.jobs.attending import Hands, attend
from fairmatch.models import Run, RunState
from fairmatch.runs import Wish, add_run, take_up
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _now() -> datetime:
    return AT


def _run(engine: Engine) -> int:
    with writing(engine) as session:
        fair = add_fair(session)
        add_interests(session, add_firm(session, fair, "F1"), add_agency(session, fair, "A1"))
        return add_run(session, fair, Wish(seconds=5.0), job="job", clock=_now).id


def _hands(engine: Engine) -> Hands:
    numbers = count(1)
    return Hands(engine, "own", 1, _now, lambda: f"{next(numbers):032x}")


def _read(engine: Engine, run_id: int) -> Run:
    with reading(engine) as session:
        run = session.get_one(Run, run_id)
        session.expunge(run)
        return run


def test_a_run_whose_end_could_not_be_written_is_begun_again(sqlite_engine: Engine) -> None:
    run_id = _run(sqlite_engine)
    assert take_up(sqlite_engine, run_id, "own", clock=_now)
    attend(run_id, _hands(sqlite_engine), Event())
    run = _read(sqlite_engine, run_id)
    assert (run.state, run.attempts, run.holder) == (RunState.DONE, 2, None)
    assert run.settings["workers"] == 1


def test_a_run_that_another_has_is_left_to_it(sqlite_engine: Engine) -> None:
    run_id = _run(sqlite_engine)
    assert take_up(sqlite_engine, run_id, "another", clock=_now)
    stop = Event()
    Timer(1.0, stop.set).start()
    attend(run_id, _hands(sqlite_engine), stop)
    run = _read(sqlite_engine, run_id)
    assert (run.state, run.attempts, run.holder) == (RunState.RUNNING, 1, "another")
