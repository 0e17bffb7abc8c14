"""Server-sent events that say only that something changed; pages then ask for what.

All who watch the same thing share one thread that looks, so that many watchers cost no more looks
than one. What changed is asked for as any page is, with the visitor's own rights and language.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Lock, Thread

from flask import Response
from sqlalchemy.exc import SQLAlchemyError

LOOK_SECONDS = 0.5
"""How often it is looked whether something changed."""
BREATH_SECONDS = 5.0
"""How long a line stays silent at most: after twice as long a page takes it for dead."""
LATER_SECONDS = 10
"""After which whoever finds no room asks again."""
ONCE = "event: changed\ndata: 0\n\n"
"""What a watcher hears first."""
HERE = "event: here\ndata: 0\n\n"
"""What a watcher hears when there is nothing new."""
LATER = f"retry: {1000 * LATER_SECONDS}\n{ONCE}event: later\ndata: {LATER_SECONDS}\n\n"
"""What a watcher hears for whom there is no room: look once, hang up, ask again later."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Bell:
    """One thing that is watched; ``rung`` grows with each change of what ``look`` gives."""

    look: Callable[[], object]
    changed: Condition = field(default_factory=Condition)
    watchers: int = 0
    rung: int = 0
    _seen: object = None

    def keep_looking(self) -> None:
        """Look again and again, until nobody watches any more."""
        while True:
            try:
                now = self.look()
            except SQLAlchemyError:
                log.warning("the database did not answer; the next look asks it again")
                now = self._seen
            with self.changed:
                if now != self._seen:
                    self._seen = now
                    self.rung += 1
                    self.changed.notify_all()
                if self.changed.wait_for(lambda: not self.watchers, LOOK_SECONDS):
                    return

    def wait(self, heard: int) -> int:
        """Wait until it rings again, but no longer than a breath; give how often it has rung."""
        with self.changed:
            self.changed.wait_for(lambda: self.rung != heard, BREATH_SECONDS)
            return self.rung


class Doorbells:
    """All that is being watched on this server, by name.

    Parameters
    ----------
    room
        How many may watch over an open line at once. Each takes one of the server's threads, and
        there have to be some left to answer with.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._bells: dict[str, _Bell] = {}
        self._lock = Lock()

    def listen(
        self,
        name: str,
        look: Callable[[], object],
        part: Callable[[], object] | None = None,
    ) -> Iterator[str]:
        """Give events for one watcher, the first at once, until the watcher goes.

        Without room for one more watcher there is the first event only, and when to come again.

        Parameters
        ----------
        look
            Gives something that is equal as long as nothing changed; called in a thread of its
            own, without the request.
        part
            Gives what this watcher shows of it; one that shows what it showed before is not
            rung for.
        """
        bell = self._come(name, look)
        if bell is None:
            yield LATER
            return
        heard, shown = 0, _asked(part)
        try:
            yield f"retry: 2000\n{ONCE}"
            while True:
                rung, before = bell.wait(heard), shown
                if rung != heard:
                    shown = _asked(part)
                news = rung != heard and (shown is None or shown != before)
                heard = rung
                yield f"event: changed\ndata: {rung}\n\n" if news else HERE
        finally:
            self._go(name, bell)

    def _come(self, name: str, look: Callable[[], object]) -> _Bell | None:
        with self._lock:
            if sum(bell.watchers for bell in self._bells.values()) >= self._room:
                return None
            bell = self._bells.get(name)
            if bell is None:
                bell = self._bells[name] = _Bell(look, watchers=1)
                Thread(target=bell.keep_looking, name=f"bell {name}", daemon=True).start()
            else:
                bell.watchers += 1
            return bell

    def _go(self, name: str, bell: _Bell) -> None:
        with self._lock, bell.changed:
            bell.watchers -= 1
            if not bell.watchers:
                del self._bells[name]
                bell.changed.notify_all()


def _asked(part: Callable[[], object] | None) -> object:
    """Give what a watcher shows; None where that is not known, so that it looks for itself."""
    if part is None:
        return None
    try:
        return part()
    except SQLAlchemyError:
        return None


def stream(events: Iterator[str]) -> Response:
    """Give the answer that sends events as they come, past every cache and buffer."""
    answer = Response(events, mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer
