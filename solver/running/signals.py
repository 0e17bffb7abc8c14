"""Ending a run from outside: what Ctrl-C and SIGTERM mean to a program that solves."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interrupting() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C or SIGTERM into a wish to stop; a second one ends the program.

    Gives a function that tells whether to stop, as ``solve`` takes it for ``cancelled``. What
    the signals meant before holds again afterwards. To be used in the main thread.
    """
    wished = threading.Event()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def wish(_signal: int, _frame: FrameType | None) -> None:
        wished.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    for number in _SIGNALS:
        signal.signal(number, wish)
    try:
        yield wished.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
