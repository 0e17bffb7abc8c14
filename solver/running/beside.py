"""Several pieces of work side by side, each in a thread of its own."""

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue

from solver.running.watch import Watch

# Seconds after which plain Python gives way to another thread. Whoever counts in numpy asks for
# the interpreter after each sum, and would wait ten times as long for it else.
TURN = 0.0005

Act = Callable[[], None]
Hand = Callable[[Act], None]
Labour = Callable[[Watch, Hand], None]
"""Work under a watch of its own, which hands on what is to be done in the caller's thread."""


def side_by_side(
    watch: Watch,
    labours: Sequence[Labour],
    *,
    enough: Callable[[], bool],
) -> None:
    """Do all labours at once, and in this thread what they hand on, in the order it comes.

    OR-Tools and numpy let other threads go on while they count, so that a second core has
    something to do. No thread is left behind, whatever happens.

    Parameters
    ----------
    enough
        Whether all is done, asked in this thread after each of its acts. The labours are told
        to end then, as when the watch is over, and nothing more that they hand on is done.

    Raises
    ------
    BaseException
        What a labour, or an act in this thread, raised, after all labours have ended.
    """
    stopped = threading.Event()
    acts: SimpleQueue[Act] = SimpleQueue()

    def work() -> None:
        with ThreadPoolExecutor(len(labours)) as threads:
            tasks = [
                threads.submit(labour, watch.aside(stopped.is_set), acts.put) for labour in labours
            ]
            for task in as_completed(tasks):
                if task.exception() is not None:
                    stopped.set()
            for task in tasks:
                task.result()

    def act(one: Act) -> None:
        if not stopped.is_set():
            one()
            if enough():
                stopped.set()

    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        watch.run(work, stopped.set, events=acts, hear=act)
    finally:
        sys.setswitchinterval(before)
