"""Calendar programs: each poll a connection of its own, sent at a steady pace."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import quantiles


@dataclass
class Polled:
    """What became of the polls.

    Attributes
    ----------
    statuses
        How often each status was answered; 0 for no answer.
    waits
        Seconds from when a poll was due until its answer had come.
    seconds, cpu_seconds
        How long the polling took, and what the pollers themselves took of a processor.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def p95(self) -> float:
        """Within how many seconds 95 % were answered."""
        return quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else sum(self.waits)

    def add(self, other: "Polled") -> None:
        """Count another spell of polling in."""
        self.statuses.update(other.statuses)
        self.waits.extend(other.waits)
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds


def first_look(port: int, tokens: Sequence[str]) -> list[str]:
    """Ask for every calendar once; give their fingerprints, in the same order."""
    return asyncio.run(_first_look(port, tokens))


@contextmanager
def polling(port: int, tokens: Sequence[str], tags: Sequence[str], rate: float) -> Iterator[Polled]:
    """Poll one calendar after the other until the block ends, ``rate`` polls a second.

    A process of its own sends them, whether answers come or not. What became of them is told
    when the block has ended.
    """
    asks = [
        f"GET /feeds/{token}.ics HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: {tag}\r\n"
        "Accept: text/calendar\r\nConnection: close\r\n\r\n".encode()
        for token, tag in zip(tokens, tags, strict=True)
    ]
    found = Polled()
    ours, theirs = get_context("spawn").Pipe()
    poller = get_context("spawn").Process(target=_poll, args=(theirs, port, asks, rate))
    poller.start()
    try:
        ours.recv()
        yield found
    finally:
        ours.send("stop")
        found.add(ours.recv())
        poller.join()


def _poll(told: Connection, port: int, asks: Sequence[bytes], rate: float) -> None:
    told.send("begun")
    began, busy = time.perf_counter(), time.process_time()
    found = asyncio.run(_spell(told, port, asks, rate))
    found.seconds = time.perf_counter() - began
    found.cpu_seconds = time.process_time() - busy
    told.send(found)


async def _spell(told: Connection, port: int, asks: Sequence[bytes], rate: float) -> Polled:
    found = Polled()
    began = time.perf_counter()
    under_way: set[asyncio.Task[None]] = set()
    number = 0
    while not told.poll():
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(_one(port, asks[number % len(asks)], due, found))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        number += 1
    await asyncio.gather(*under_way)
    return found


async def _one(port: int, ask: bytes, due: float, found: Polled) -> None:
    try:
        answer = await _ask(port, ask)
        found.statuses[int(answer[9:12])] += 1
    except (OSError, ValueError):
        found.statuses[0] += 1
    found.waits.append(time.perf_counter() - due)


async def _first_look(port: int, tokens: Sequence[str]) -> list[str]:
    tags = []
    for token in tokens:
        ask = f"GET /feeds/{token}.ics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        head = (await _ask(port, ask.encode())).partition(b"\r\n\r\n")[0].decode()
        named = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        tags.append(named["ETag"])
    return tags


async def _ask(port: int, ask: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(ask)
        return await reader.read()
    finally:
        writer.close()
