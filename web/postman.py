"""Mails carried out while the server runs: at once when something was written, else every while.

Any number of servers may do so: a mail is taken by one of them only (see `Sender`).
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from fairmatch.errors import FairMatchError
from fairmatch.mail import Sent

_KEY = "fairmatch-postman"
PAUSE = 5.0
"""Seconds between two looks into the outbox when nobody wakes the postman."""

log = logging.getLogger(__name__)


class Postman:
    """A thread that sends what is due until it is told to stop."""

    def __init__(self, send_due: Callable[[], Sent], *, pause: float = PAUSE) -> None:
        self._send_due = send_due
        self._pause = pause
        self._called = Event()
        self._over = Event()
        self._thread = Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Look into the outbox now."""
        self._called.set()

    def stop(self) -> None:
        """End after the mail in hand."""
        self._over.set()
        self._called.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                self._send_due()
            except (FairMatchError, SQLAlchemyError, OSError) as error:
                # Only the kind: what such an error says may name a person.
                log.warning("mails could not be sent: %s", type(error).__name__)
            self._called.wait(self._pause)
            self._called.clear()


def employ(app: Flask, postman: Postman) -> None:
    """Let the app's views wake the postman, and let him begin."""
    app.extensions[_KEY] = postman
    postman.start()


def wake() -> None:
    """Let what was just written be sent now, where the server sends mails itself."""
    postman = current_app.extensions.get(_KEY)
    if isinstance(postman, Postman):
        postman.wake()
