"""A timetable that somebody looks at is made ready for questions before the first is asked."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Condition, Thread

from sqlalchemy.exc import SQLAlchemyError

from fairmatch.errors import FairMatchError

log = logging.getLogger(__name__)

Kept = tuple[int, int]
"""A timetable's id and edition."""


class Warming:
    """A thread that prepares what was looked at last, one timetable at a time.

    Parameters
    ----------
    prepare
        Makes a timetable ready; asks now and then whether that is still of use.
    first
        Gives what to prepare to begin with, as long as nobody looked at anything.
    breath
        Seconds after a page was asked for in which it and its pictures are answered first.
    """

    def __init__(
        self,
        prepare: Callable[[Kept, Callable[[], bool]], None],
        first: Callable[[], Kept | None],
        *,
        breath: float = 0.3,
    ) -> None:
        self._prepare, self._first, self._breath = prepare, first, breath
        self._changed = Condition()
        self._wanted: Kept | None = None
        self._over = False
        self._thread = Thread(target=self._work, name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, with what is being prepared given up."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join()

    def expect(self, one: Kept) -> None:
        """Have a timetable ready soon, and no other; what is being prepared else is given up."""
        with self._changed:
            self._wanted = one
            self._changed.notify_all()

    def asked(self, one: Kept) -> None:
        """Somebody waits for this timetable: none but it is worth preparing now."""
        with self._changed:
            if self._wanted != one:
                self._wanted = None

    def _stale(self, one: Kept) -> bool:
        return self._over or self._wanted != one

    def _next(self, done: Kept | None) -> Kept | None:
        """Wait for something wanted that was not just done; None at the end."""
        with self._changed:
            while not self._over and self._wanted in (None, done):
                self._changed.wait()
            while not self._over and self._changed.wait(self._breath):
                pass
            return None if self._over else self._wanted

    def _work(self) -> None:
        with _quietly():
            one = self._first()
            with self._changed:
                self._wanted = self._wanted or one
        done: Kept | None = None
        while not self._over:
            one = self._next(done)
            if one is None:
                continue
            with _quietly():
                self._prepare(one, partial(self._stale, one))
            done = None if self._stale(one) else one


@contextmanager
def _quietly() -> Iterator[None]:
    """Nobody waits here: whoever asks for a price is told what is wrong."""
    try:
        yield
    except (FairMatchError, SQLAlchemyError, ValueError, RuntimeError) as error:
        log.info("nothing was prepared: %s", type(error).__name__)
