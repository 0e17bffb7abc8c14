"""Command ``disruptions``: something happens; how long until the whole answer is there."""

import argparse
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.played import published_fair
from fairmatch.acts import By
from fairmatch.db import reading
from fairmatch.fairs import find_fair
from fairmatch.models import Fair
from fairmatch.repairs import (
    AtClosing,
    BoothAway,
    FirmGone,
    Happened,
    OverLunch,
    RunningLate,
    Standings,
    TableMore,
    comparison_of,
    find_proposal,
    propose,
)
from fairmatch.repairs.standing import Standing

KINDS = (
    "firm gone",
    "booth closed",
    "officer away",
    "late",
    "late, closing kept",
    "late, lunch cut",
    "one table more",
)

TIMES_A_LINE = 20


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    parser = kinds.add_parser("disruptions", parents=[common], help="repairs on the spot, whole")
    parser.add_argument("--fair", type=Path, default=Path("data/seoul-2015"))
    parser.add_argument("--times", type=int, default=200)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Publish the fair once, then let one thing after the other happen to it, none accepted."""
    took: dict[str, list[float]] = defaultdict(list)
    proved = 0
    with tempfile.TemporaryDirectory() as place:
        engine = published_fair(Path(place) / "fair.sqlite3", options.fair, options.workers)
        with reading(engine) as session:
            fair_id = find_fair(session, None).id
        # None is accepted, so that what happens can be chosen from the same standing each time.
        standing = Standings(engine).of(fair_id)
        for number in range(options.times):
            # Nothing is known of the fair before: reading it is part of the answer.
            standings = Standings(engine)
            random = Random(f"{options.seed} {number}")
            kind = KINDS[number % len(KINDS)]
            happened, now = _happened(random, standing, kind)
            began = perf_counter()
            repair = propose(
                engine, standings, fair_id, happened, by=By(None, now), workers=options.workers
            )
            with reading(engine) as session:
                fair = session.get_one(Fair, fair_id)
                found = find_proposal(session, fair, repair)
                comparison_of(session, fair, found, held=0).by_party()
                proved += found.proved
            took[kind].append(perf_counter() - began)
            if (number + 1) % TIMES_A_LINE == 0:
                sys.stdout.write(f"{number + 1:4} so far: {_spread(_all(took))}\n")
                sys.stdout.flush()
        engine.dispose()
    for kind in KINDS:
        sys.stdout.write(f"{kind:20} {_spread(took[kind])}\n")
    every = _all(took)
    sys.stdout.write(f"{'all':20} {_spread(every)}; proved {proved} of {len(every)}\n")
    return 0


def _all(took: dict[str, list[float]]) -> list[float]:
    return [one for own in took.values() for one in own]


def _happened(random: Random, standing: Standing, kind: str) -> tuple[Happened, datetime]:
    """Give what happens, at any moment of the fair, to somebody who has something to come."""
    begun = random.randrange(1, len(standing.starts))
    now = standing.starts[begun - 1] + timedelta(minutes=random.choice((1, 5, 12)))
    begun = standing.begun(now)
    slot = standing.fair.slots[min(begun, len(standing.starts) - 1)]
    day = slot.date
    to_come = sorted(
        pair
        for pair, held in standing.held.items()
        if held.slot is not None and held.slot >= begun
        and standing.fair.slots[held.slot].date == day
    ) or sorted(standing.held)  # fmt: skip
    firm_id, agency_id = random.choice(to_come)
    firm, agency = standing.fair.firms[firm_id].code, standing.fair.agencies[agency_id].code
    hour = (datetime.combine(day, slot.starts) + timedelta(hours=1)).time()
    kept = AtClosing.KEPT
    things: dict[str, Happened] = {
        "firm gone": FirmGone(firm=firm, date=day),
        "booth closed": BoothAway(agency=agency, date=day),
        "officer away": BoothAway(agency=agency, date=day, since=slot.starts, until=hour),
        "late": RunningLate(date=day, minutes=20),
        "late, closing kept": RunningLate(date=day, minutes=20, closing=kept),
        "late, lunch cut": RunningLate(date=day, minutes=20, lunch=OverLunch.SHORTER, closing=kept),
        "one table more": TableMore(agency=agency),
    }
    return things[kind], now


def _spread(took: list[float]) -> str:
    if not took:
        return "-"
    ordered = sorted(took)
    late = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
    return f"median {median(took):.2f} s, 95 % within {late:.2f} s, most {ordered[-1]:.2f} s"
