"""Boards left open for long while things happen: what the server and the pages come to hold."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from benchmarks.browser import chromium
from benchmarks.serving import Serving
from fairmatch.db import writing
from fairmatch.models import Fair

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

Happening = Callable[[Session, Fair, int], None]
EVERY = 10.0
"""Seconds from one thing that happens to the next; a busy day has one in half a minute."""
DAY = 10.0
"""Hours that a day at the fair is long."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at a moment, ``hours`` after the beginning.

    Attributes
    ----------
    server
        Megabytes of the server's processes.
    page
        Megabytes of the scripts' heap of the watched pages together, after a collection.
    nodes
        Nodes of their documents.
    listeners
        Listeners to events in them.
    """

    hours: float
    server: float
    page: float
    nodes: float
    listeners: float


def soak(
    engine: Engine,
    serving: Serving,
    screens: Sequence[str],
    happenings: Sequence[Happening],
    minutes: float,
) -> Iterator[str]:
    """Keep screens open in a browser, and tell each minute what is held.

    At the end it is told by how much each figure grew in the second half, when all is warm, and
    what that comes to over a day.

    Parameters
    ----------
    screens
        Their paths.
    happenings
        What happens, in turns, as long as it lasts.
    """
    held: list[Held] = []
    with chromium() as browser:
        watched = []
        for screen in screens:
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(f"http://127.0.0.1:{serving.port}{screen}")
            watched.append((page, page.context.new_cdp_session(page)))
        began = time.monotonic()
        number, told = 0, 0.0
        while (passed := time.monotonic() - began) < 60 * minutes:
            _happen(engine, happenings[number % len(happenings)], number)
            number += 1
            watched[0][0].wait_for_timeout(1000 * EVERY)
            if passed - told >= min(60.0, 6 * minutes):
                told = passed
                held.append(_look(passed / 3600, serving, watched))
                yield _words(held[-1])
    yield (f"{number} things happened; over a day of {DAY:.0f} hours, by the second half:")
    for field in fields(Held)[1:]:
        yield (f"  {field.name}: {_a_day(held[len(held) // 2 :], field.name):+.1f}")


def _happen(engine: Engine, happens: Happening, number: int) -> None:
    # Nobody is found where everybody is there already, or nothing is still to come.
    with suppress(NoResultFound), writing(engine) as session:
        happens(session, session.scalars(select(Fair)).one(), number)


def _look(hours: float, serving: Serving, watched: "Sequence[tuple[Page, CDPSession]]") -> Held:
    sums = dict.fromkeys(("JSHeapUsedSize", "Nodes", "JSEventListeners"), 0.0)
    for _page, line in watched:
        line.send("HeapProfiler.collectGarbage")
        line.send("Performance.enable")
        for one in line.send("Performance.getMetrics")["metrics"]:
            if one["name"] in sums:
                sums[one["name"]] += one["value"]
    return Held(
        hours,
        serving.resident_bytes() / 1e6,
        sums["JSHeapUsedSize"] / 1e6,
        sums["Nodes"],
        sums["JSEventListeners"],
    )


def _words(held: Held) -> str:
    return (
        f"{60 * held.hours:5.1f} min: server {held.server:.1f} MB, pages {held.page:.2f} MB, "
        f"{held.nodes:.0f} nodes, {held.listeners:.0f} listeners"
    )


def _a_day(held: Sequence[Held], name: str) -> float:
    """Give by how much a figure grows in a day, by the straight line nearest to it."""
    if len(held) < 2:
        return 0.0
    at = sum(one.hours for one in held) / len(held)
    mean = sum(float(getattr(one, name)) for one in held) / len(held)
    rise = sum((one.hours - at) * (float(getattr(one, name)) - mean) for one in held)
    return DAY * rise / sum((one.hours - at) ** 2 for one in held)
