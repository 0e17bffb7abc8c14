"""Work side by side: done in other threads, handed on to this one, and ended whatever happens."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from solver.running.beside import Hand, side_by_side
from solver.running.watch import Watch


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def until_stopped(watch: Watch, _hand: Hand) -> None:
    while not watch.over():
        threading.Event().wait(0.01)


def test_all_labours_go_on_at_once_and_what_they_hand_on_is_done_here_in_order() -> None:
    meeting = threading.Barrier(2)
    done: list[tuple[str, threading.Thread]] = []

    def note(name: str) -> None:
        done.append((name, threading.current_thread()))

    def labour(_watch: Watch, hand: Hand) -> None:
        meeting.wait(20)
        for name in ("first", "second"):
            hand(partial(note, name))

    side_by_side(
        Watch(30),
        [labour, labour],
        enough=lambda: False,
    )
    names = [name for name, _ in done]
    assert sorted(names) == ["first", "first", "second", "second"]
    assert names[0] == "first"
    assert names[-1] == "second"
    assert {thread for _, thread in done} == {threading.current_thread()}


def test_once_it_is_enough_labours_end_and_nothing_more_is_done() -> None:
    done: list[int] = []

    def labour(watch: Watch, hand: Hand) -> None:
        for number in range(3):
            hand(partial(done.append, number))
        until_stopped(watch, hand)

    side_by_side(Watch(30), [labour], enough=lambda: done == [0])
    assert done == [0]


def test_a_time_limit_ends_labours_in_the_middle() -> None:
    watch = Watch(0.2)
    side_by_side(watch, [until_stopped, until_stopped], enough=lambda: False)
    assert watch.over()


def test_whether_to_cancel_is_asked_in_this_thread_alone() -> None:
    asked: list[threading.Thread] = []

    def cancelled() -> bool:
        asked.append(threading.current_thread())
        return len(asked) > 3

    watch = Watch(30, cancelled)
    side_by_side(watch, [until_stopped], enough=lambda: False)
    assert set(asked) == {threading.current_thread()}


def test_an_error_of_one_labour_ends_the_others_and_is_raised_here() -> None:
    def broken(_watch: Watch, _hand: Hand) -> None:
        raise ArithmeticError("labour")

    with pytest.raises(ArithmeticError):
        side_by_side(Watch(30), [until_stopped, broken], enough=lambda: False)


def test_an_error_in_this_thread_ends_all_labours_and_is_raised() -> None:
    def broken() -> None:
        raise LookupError("act")

    def labour(watch: Watch, hand: Hand) -> None:
        hand(broken)
        until_stopped(watch, hand)

    with pytest.raises(LookupError):
        side_by_side(Watch(30), [labour, until_stopped], enough=lambda: False)
