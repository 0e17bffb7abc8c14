import os
import subprocess
import sys
from datetime import UTC, datetime
from itertools import count
from threading import Event
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, delete, select

from fairmatch import workers
from fairmatch.db import reading, writing
from fairmatch.models import Worker
from fairmatch.workers import Lookout, present

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _add(engine: Engine, name: str, **values: object) -> None:
    told = {"host": "elsewhere", "pid": 1, "born": "1", "beats": 0, "started_at": AT} | values
    with writing(engine) as session:
        session.add(Worker(name=name, **told))


def _own(engine: Engine) -> Worker:
    with present(engine, "own", AT, lambda: None), reading(engine) as session:
        own = session.scalars(select(Worker)).one()
        session.expunge(own)
    return own


def test_a_worker_is_known_while_it_is_present(engine: Engine) -> None:
    own = _own(engine)
    assert own.pid == os.getpid()
    with reading(engine) as session:
        assert session.scalars(select(Worker)).all() == []


def test_a_worker_of_another_machine_is_dead_once_its_beats_stand_still(engine: Engine) -> None:
    _add(engine, "still")
    _add(engine, "living")
    lookout = Lookout(still=0.2)
    end, beats = monotonic() + 10, count(1)
    while not (dead := lookout.dead(engine)):
        assert monotonic() < end
        sleep(0.02)
        with writing(engine) as session:
            session.get_one(Worker, "living").beats = next(beats)
    assert dead == {"still"}


def test_a_silence_in_which_nobody_could_look_proves_nothing(engine: Engine) -> None:
    _add(engine, "unseen")
    lookout = Lookout(still=0.2)
    lookout.dead(engine)
    sleep(0.3)
    assert lookout.dead(engine) == frozenset()


def test_two_machines_can_be_told_apart_by_names_of_one_s_own(engine: Engine) -> None:
    with present(engine, "own", AT, lambda: None, host_name="one"), reading(engine) as session:
        assert session.get_one(Worker, "own").host == "one"
        _add(engine, "gone", host="one")
        assert Lookout("one", still=60.0).dead(engine) == {"gone"}
        assert Lookout("two", still=60.0).dead(engine) == frozenset()


def test_a_look_back_later_does_not_kill_whom_it_never_saw(engine: Engine) -> None:
    lookout = Lookout(still=0.0001)
    lookout.dead(engine)
    _add(engine, "new")
    assert lookout.dead(engine) == frozenset()


def test_on_one_s_own_machine_the_process_is_asked_for(engine: Engine) -> None:
    own = _own(engine)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    _add(engine, "gone", host=own.host, pid=gone.pid, born="12345")
    _add(engine, "number used again", host=own.host, pid=own.pid, born="1")
    _add(engine, "here", host=own.host, pid=own.pid, born=own.born)
    assert Lookout(still=0.0).dead(engine) == {"gone", "number used again"}


def test_whoever_is_taken_for_dead_hears_of_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "BEAT_SECONDS", 0.05)
    heard = Event()
    with present(engine, "own", AT, heard.set):
        end = monotonic() + 10
        while monotonic() < end:
            with reading(engine) as session:
                if session.get_one(Worker, "own").beats > 1:
                    break
            sleep(0.02)
        assert not heard.is_set()
        with writing(engine) as session:
            session.execute(delete(Worker))
        assert heard.wait(10)
