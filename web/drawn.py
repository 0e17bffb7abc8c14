"""Parts of pages that many look at: drawn once for all of them, as long as they show the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

ROOM = 512
"""Parts that are kept; those not asked for longest make room for others."""


class Drawn:
    """Parts by what they show; may be used by many threads at once."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._parts: OrderedDict[Hashable, str] = OrderedDict()
        self._drawing: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def part(self, shows: Hashable, draw: Callable[[], str]) -> str:
        """Give the part that shows this, drawn anew only if it is not kept.

        Whoever asks while another thread draws the same waits for it instead of drawing too.
        """
        with self._lock:
            kept = self._kept(shows)
            if kept is not None:
                return kept
            alone = self._drawing.setdefault(shows, Lock())
        with alone:
            with self._lock:
                kept = self._kept(shows)
            if kept is not None:
                return kept
            try:
                made = draw()
                with self._lock:
                    self._parts[shows] = made
                    while len(self._parts) > self._room:
                        self._parts.popitem(last=False)
            finally:
                with self._lock:
                    self._drawing.pop(shows, None)
        return made

    def _kept(self, shows: Hashable) -> str | None:
        kept = self._parts.get(shows)
        if kept is not None:
            self._parts.move_to_end(shows)
        return kept
