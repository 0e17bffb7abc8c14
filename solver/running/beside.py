"""A second process that works beside this one: the two talk in pickled messages.

Python does one thing at a time, however many threads it has. A process of its own is started
anew rather than forked: what other threads hold at that moment would stay locked in a fork.
"""

import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

_FOLDER = Path(__file__).parents[2]
_END = object()


class Line:
    """What two processes say to each other, in the order in which it was said.

    Parameters
    ----------
    incoming, outgoing
        Pipes from and to the other process.
    on_end
        Called once the other process has hung up, in a thread of its own.
    """

    def __init__(
        self, incoming: IO[bytes], outgoing: IO[bytes], on_end: Callable[[], None] | None = None
    ) -> None:
        self._incoming, self._outgoing, self._on_end = incoming, outgoing, on_end
        self._heard: SimpleQueue[object] = SimpleQueue()
        self._said: SimpleQueue[bytes | None] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._speaker = threading.Thread(target=self._speak, daemon=True)
        self._listener.start()
        self._speaker.start()

    def _listen(self) -> None:
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                self._heard.put(pickle.load(self._incoming))
        self._heard.put(_END)
        if self._on_end is not None:
            self._on_end()

    def _speak(self) -> None:
        with suppress(OSError):
            while (words := self._said.get()) is not None:
                self._outgoing.write(words)
                self._outgoing.flush()

    def say(self, message: object) -> None:
        """Send a message, without waiting until the other process has time for it.

        Nobody hears it if that has ended.
        """
        self._said.put(pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL))

    def finish(self) -> None:
        """Say no more, once all that was said has been sent."""
        self._said.put(None)
        self._speaker.join()

    def heard(self) -> Iterator[object]:
        """Give what was said since this was asked last."""
        while not self._heard.empty():
            message = self._heard.get()
            if message is not _END:
                yield message

    def next(self) -> object:
        """Give what is said next, however long that takes.

        Raises
        ------
        EOFError
            If the other process has hung up.
        """
        message = self._heard.get()
        if message is _END:
            self._heard.put(_END)
            raise EOFError
        return message

    def hang_up(self) -> None:
        """Say and hear no more, once the other process has ended."""
        self.finish()
        with suppress(OSError):
            self._outgoing.close()
        self._listener.join()
        self._incoming.close()


class Beside:
    """A function at work in a process of its own, ended with the block it is opened for.

    The process ends at once when this one does, however that comes about. If it fails, it says
    why on standard error, and nothing more is heard of it.

    Parameters
    ----------
    work
        A function of a module, called there with the line to here.

    Attributes
    ----------
    line
        To the function.
    process
        The number of its process.

    Raises
    ------
    OSError
        If no process can be started.
    """

    def __init__(self, work: Callable[[Line], None]) -> None:
        paths = [str(_FOLDER), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, work.__module__, work.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # Ctrl-C is for this process to hear.
            start_new_session=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        self.line = Line(self._process.stdout, self._process.stdin)
        self.process = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self.line.hang_up()


def main() -> None:
    """Do the work that the arguments name: a module and its function."""
    module, name = sys.argv[1:]
    work: Callable[[Line], None] = getattr(import_module(module), name)
    # What somebody prints here must not get among the messages.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    line = Line(sys.stdin.buffer, answers, on_end=lambda: os._exit(0))
    failed = False
    try:
        work(line)
    except Exception:
        failed = True
        traceback.print_exc()
    line.finish()
    # Not as programs end: that would wait for the thread that listens.
    os._exit(failed)


if __name__ == "__main__":
    main()
