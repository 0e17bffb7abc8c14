"""Screens as browsers keep them: a line that rings, and a part that is asked for when it does."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

RING = b"event: changed"


@dataclass
class Screen:
    """One screen, or somebody's page: where it looks, and when it last had what.

    Attributes
    ----------
    cookie
        Of whoever is signed in; empty for a secret address.
    """

    path: str
    cookie: str = ""
    drawn_at: float = 0.0
    part: bytes = b""
    draws: int = 0


@dataclass
class Crowd:
    """Screens that listen, in a thread with a loop of its own, until they are told to go."""

    port: int
    screens: Sequence[Screen]
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def come(self) -> None:
        """Let all screens connect; come back when each has drawn once and all are quiet."""
        Thread(target=self._loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result()
        until = time.monotonic() + 60
        while any(not one.draws for one in self.screens) and time.monotonic() < until:
            time.sleep(0.05)

    def go(self) -> None:
        """Let all screens hang up."""

        async def end() -> None:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _begin(self) -> None:
        self._tasks = [self._loop.create_task(self._watch(one)) for one in self.screens]

    async def _watch(self, screen: Screen) -> None:
        while True:
            with suppress(OSError):
                await self._listen(screen)
            await asyncio.sleep(2)

    async def _listen(self, screen: Screen) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(_ask(f"{screen.path}/events", "text/event-stream", screen.cookie))
            while line := await reader.readline():
                if line.startswith(RING):
                    screen.part = await self._part(screen)
                    screen.drawn_at = time.perf_counter()
                    screen.draws += 1
        finally:
            writer.close()

    async def _part(self, screen: Screen) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(_ask(f"{screen.path}/part", "text/html", screen.cookie))
            return await reader.read()
        finally:
            writer.close()


def _ask(path: str, accept: str, cookie: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n"
        f"Accept-Encoding: gzip\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    ).encode()
