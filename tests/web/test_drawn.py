"""Parts that many look at are drawn once, also by those who ask at the same time."""

from threading import Barrier, Thread
from time import sleep

import pytest

from web.drawn import Drawn


def test_those_who_ask_at_once_wait_for_one_drawing() -> None:
    drawn, together = Drawn(), Barrier(8)
    drawings: list[int] = []
    seen: list[str] = []

    def draw() -> str:
        drawings.append(1)
        sleep(0.02)
        return "list"

    def look() -> None:
        together.wait()
        seen.append(drawn.part("day", draw))

    lookers = [Thread(target=look) for _ in range(8)]
    for one in lookers:
        one.start()
    for one in lookers:
        one.join()
    assert seen == ["list"] * 8
    assert len(drawings) == 1


def test_what_could_not_be_drawn_is_tried_again() -> None:
    drawn = Drawn()

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        drawn.part("day", fail)
    assert drawn.part("day", lambda: "list") == "list"


def test_what_was_not_asked_for_longest_makes_room() -> None:
    drawn = Drawn(room=2)
    for name in ("a", "b", "a", "c"):
        drawn.part(name, lambda name=name: name)  # type: ignore[misc]
    assert drawn.part("a", lambda: "new") == "a"
    assert drawn.part("b", lambda: "new") == "new"
