"""Work in the background while the caller's thread keeps the time and listens."""

import threading
from collections.abc import Callable
from copy import copy
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TypeVar

from solver.running.memory import machine, resident

Made = TypeVar("Made")
Event = TypeVar("Event")

TICK = 0.05


class Watch:
    """The limits of a run: when it has to end, and who may end it before.

    Attributes
    ----------
    started
        Moment of the clock at which the run began, in seconds.
    memory
        Bytes of memory the process may hold.
    """

    def __init__(
        self,
        seconds: float,
        cancelled: Callable[[], bool] | None = None,
        memory: int | None = None,
    ) -> None:
        self.started = monotonic()
        self.memory = machine() if memory is None else memory
        self._looked = self.started
        self._deadline = self.started + seconds
        self._cancelled = cancelled
        self._over = False

    def sooner(self, seconds: float) -> "Watch":
        """Give a watch of the same run that ends so many seconds before it does."""
        early = copy(self)
        early._deadline -= seconds
        return early

    def until(self, done: Callable[[], bool], *, lent: int = 0) -> "Watch":
        """Give a watch of the same run that ends once ``done`` says so, if not before.

        Parameters
        ----------
        lent
            Bytes of memory that are left to another process meanwhile.
        """
        early, cancelled = copy(self), self._cancelled
        early.memory -= lent
        early._cancelled = lambda: done() or (cancelled is not None and cancelled())
        return early

    def elapsed(self) -> float:
        """Seconds since the start."""
        return monotonic() - self.started

    def left(self) -> float:
        """Seconds until the run has to end, never below 0."""
        return max(0.0, self._deadline - monotonic())

    def over(self) -> bool:
        """Whether the time or the memory is used up, or the run was cancelled."""
        if not self._over:
            called_off = self._cancelled is not None and self._cancelled()
            self._over = called_off or monotonic() >= self._deadline or self._is_full()
        return self._over

    def room(self, size: int) -> bool:
        """Whether so many bytes more still fit into the memory."""
        return resident() + size <= self.memory

    def _is_full(self) -> bool:
        """Look at the memory now and then, for that takes longer than the clock."""
        now = monotonic()
        if now < self._looked + TICK:
            return False
        self._looked = now
        return not self.room(0)

    def run(
        self,
        work: Callable[[], Made],
        stop: Callable[[], None],
        *,
        seconds: float | None = None,
        events: "SimpleQueue[Event] | None" = None,
        hear: Callable[[Event], None] | None = None,
    ) -> Made:
        """Do ``work`` in a thread of its own and give what it gives.

        Parameters
        ----------
        stop
            Called, again and again, once the run or ``seconds`` are over; ``work`` has to
            return soon after.
        events, hear
            What the work puts into the queue is handed to ``hear`` in the caller's thread.

        Raises
        ------
        BaseException
            What ``work``, ``hear`` or ``cancelled`` raised, after the work has ended.
        """
        done: SimpleQueue[tuple[Made | None, BaseException | None]] = SimpleQueue()

        def labour() -> None:
            try:
                done.put((work(), None))
            except BaseException as error:  # handed over to the caller's thread below
                done.put((None, error))

        end = monotonic() + (self.left() if seconds is None else seconds)
        thread = threading.Thread(target=labour, daemon=True)
        thread.start()
        try:
            while True:
                if monotonic() >= end or self.over():
                    stop()
                _drain(events, hear)
                try:
                    made, error = done.get(timeout=TICK)
                    break
                except Empty:
                    continue
        except BaseException:
            while thread.is_alive():
                stop()
                thread.join(TICK)
            raise
        _drain(events, hear)
        if error is not None:
            raise error
        return made  # type: ignore[return-value]


def _drain(events: "SimpleQueue[Event] | None", hear: Callable[[Event], None] | None) -> None:
    while events is not None and hear is not None:
        try:
            event = events.get_nowait()
        except Empty:
            return
        hear(event)
