import threading
from queue import SimpleQueue
from time import sleep

import pytest

from solver.running.watch import Watch


def test_what_was_made_is_given_and_what_was_heard_is_handed_over_here() -> None:
    events: SimpleQueue[int] = SimpleQueue()
    heard: list[tuple[int, threading.Thread]] = []

    def work() -> str:
        for number in range(3):
            events.put(number)
        return "made"

    def hear(event: int) -> None:
        heard.append((event, threading.current_thread()))

    assert Watch(5).run(work, lambda: None, events=events, hear=hear) == "made"
    assert heard == [(number, threading.current_thread()) for number in range(3)]


def test_an_error_of_the_work_is_raised_here() -> None:
    def work() -> None:
        raise ArithmeticError("work")

    with pytest.raises(ArithmeticError):
        Watch(5).run(work, lambda: None)


def test_work_is_stopped_when_its_seconds_are_over() -> None:
    stopped = threading.Event()
    assert Watch(60).run(lambda: stopped.wait(30), stopped.set, seconds=0.05)


def test_work_is_stopped_when_the_run_is_called_off() -> None:
    stopped = threading.Event()
    asked = SimpleQueue[bool]()
    for answer in (False, False, True):
        asked.put(answer)
    watch = Watch(60, asked.get)
    assert watch.run(lambda: stopped.wait(30), stopped.set)
    assert watch.over()


def test_an_error_of_the_listener_waits_for_the_work_to_end() -> None:
    stopped = threading.Event()
    ended = threading.Event()

    def cancelled() -> bool:
        raise LookupError("listener")

    def work() -> None:
        stopped.wait(30)
        sleep(0.1)
        ended.set()

    with pytest.raises(LookupError):
        Watch(60, cancelled).run(work, stopped.set)
    assert ended.is_set()


def test_a_watch_tells_the_time() -> None:
    watch = Watch(0.0)
    assert watch.over()
    assert watch.left() == 0.0
    assert watch.elapsed() >= 0.0
    assert 0 < Watch(100).left() <= 100


def test_a_watch_that_ends_sooner_leaves_time_and_can_be_called_off() -> None:
    calls: list[int] = []
    watch = Watch(100, lambda: bool(calls))
    early = watch.sooner(99)
    assert 0 < early.left() <= 1
    assert watch.sooner(101).over()
    assert not early.over()
    calls.append(1)
    assert early.over()
    assert watch.over()


def test_a_watch_ends_sooner_for_a_part_of_the_run_and_the_run_goes_on() -> None:
    done = threading.Event()
    run = Watch(60)
    part = run.until(done.is_set, lent=run.memory // 2)
    assert not part.over()
    done.set()
    assert part.over()
    assert not run.over()
    assert part.memory <= run.memory - run.memory // 2


def test_a_part_of_a_run_ends_with_it() -> None:
    called_off = threading.Event()
    part = Watch(60, called_off.is_set).until(lambda: False)
    assert not part.over()
    called_off.set()
    assert part.over()
