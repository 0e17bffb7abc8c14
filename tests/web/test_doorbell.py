import threading
from collections.abc import Iterator
from queue import SimpleQueue
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from web import doorbell
from web.doorbell import HERE, LATER, Doorbells, stream


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(doorbell, "BREATH_SECONDS", 0.2)


def _changes(events: Iterator[str], number: int) -> list[str]:
    heard: list[str] = []
    while len(heard) < number:
        event = next(events)
        if "event: changed" in event:
            heard.append(event)
    return heard


def _bells() -> int:
    return sum(thread.name.startswith("bell ") for thread in threading.enumerate())


def _until_silent() -> None:
    end = monotonic() + 10
    while _bells():
        assert monotonic() < end
        sleep(0.01)


def test_the_first_ring_comes_at_once_and_one_more_with_every_change() -> None:
    state = [0]
    events = Doorbells(room=20).listen("thing", lambda: state[0])
    assert "event: changed" in next(events)
    _changes(events, 1)
    for turn in range(3):
        state[0] = turn + 1
        _changes(events, 1)
    assert next(events) == HERE


def test_all_who_watch_the_same_thing_share_one_look_and_all_hear_of_it() -> None:
    state, heard = [0], SimpleQueue[str]()
    bells = Doorbells(room=20)

    def watch() -> None:
        events = bells.listen("thing", lambda: state[0])
        heard.put(_changes(events, 3)[-1])
        events.close()  # type: ignore[attr-defined]

    watchers = [threading.Thread(target=watch) for _ in range(20)]
    for watcher in watchers:
        watcher.start()
    sleep(0.3)
    assert _bells() == 1
    state[0] = 1
    for watcher in watchers:
        watcher.join(10)
    assert heard.qsize() == 20
    _until_silent()


def test_nobody_looks_once_the_last_has_gone_and_whoever_comes_again_is_told() -> None:
    bells = Doorbells(room=20)
    for _ in range(2):
        events = bells.listen("thing", lambda: 1)
        _changes(events, 2)
        assert _bells() == 1
        events.close()  # type: ignore[attr-defined]
        _until_silent()


def test_whoever_shows_what_it_showed_before_is_not_rung_for() -> None:
    state = {"mine": 0, "other": 0}
    events = Doorbells(room=20).listen("thing", lambda: dict(state), lambda: state["mine"])
    _changes(events, 1)
    next(events)
    state["other"] = 1
    assert [next(events) for _ in range(3)] == [HERE] * 3
    state["mine"] = 1
    _changes(events, 1)


def test_one_who_cannot_tell_what_it_shows_looks_for_itself() -> None:
    state = [0]

    def part() -> object:
        raise OperationalError("", {}, Exception())

    events = Doorbells(room=20).listen("thing", lambda: state[0], part)
    _changes(events, 1)
    state[0] = 1
    _changes(events, 1)


def test_whoever_finds_no_room_is_told_to_look_once_and_to_come_again_later() -> None:
    bells = Doorbells(room=1)
    first = bells.listen("thing", lambda: 1)
    _changes(first, 1)
    assert list(bells.listen("other", lambda: 1)) == [LATER]
    first.close()  # type: ignore[attr-defined]
    assert next(bells.listen("other", lambda: 1)) != LATER


def test_a_database_that_does_not_answer_for_once_ends_nothing() -> None:
    answers = iter([1, OperationalError("", {}, Exception()), 2])

    def look() -> object:
        answer = next(answers, 2)
        if isinstance(answer, Exception):
            raise answer
        return answer

    events = Doorbells(room=20).listen("thing", look)
    assert len(_changes(events, 3)) == 3
    events.close()  # type: ignore[attr-defined]
    _until_silent()


def test_events_pass_every_cache_and_buffer() -> None:
    with Flask(__name__).test_request_context():
        answer = stream(iter(["data: 1\n\n"]))
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Accel-Buffering"] == "no"
