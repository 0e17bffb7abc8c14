"""What falls due while the server runs: done at once when something was written, else every while.

Mails are carried out and seats that came free are offered. Any number of servers may do so: a mail
is taken by one of them only (see `Sender`), and a seat is offered once (see `make_offers`).
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from fairmatch.errors import FairMatchError

_KEY = "fairmatch-postman"
PAUSE = 5.0
"""Seconds between two rounds when nobody wakes the postman."""

log = logging.getLogger(__name__)


class Postman:
    """A thread that does its errands, one after the other, again and again until told to stop."""

    def __init__(self, *errands: Callable[[], object], pause: float = PAUSE) -> None:
        self._errands = errands
        self._pause = pause
        self._called = Event()
        self._over = Event()
        self._thread = Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Begin the next round now."""
        self._called.set()

    def stop(self) -> None:
        """End after the errand in hand."""
        self._over.set()
        self._called.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._over.is_set():
            for errand in self._errands:
                try:
                    errand()
                except (FairMatchError, SQLAlchemyError, OSError) as error:
                    # Only the kind: what such an error says may name a person.
                    log.warning("what was due could not be done: %s", type(error).__name__)
            self._called.wait(self._pause)
            self._called.clear()


def employ(app: Flask, postman: Postman) -> None:
    """Let the app's views wake the postman, and let him begin."""
    app.extensions[_KEY] = postman
    postman.start()


def dismiss(app: Flask) -> None:
    """End the rounds of the app's postman."""
    postman = app.extensions.pop(_KEY)
    assert isinstance(postman, Postman), "only `employ` puts something there"
    postman.stop()


def wake() -> None:
    """Let what was just written be sent now, where the server sends mails itself."""
    postman = current_app.extensions.get(_KEY)
    if isinstance(postman, Postman):
        postman.wake()
