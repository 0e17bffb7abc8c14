"""Command ``rehearse``: the same crowd with our desk, without repairs, and standing in line."""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.played import published_fair
from benchmarks.queueing import Guests, Lines
from fairmatch.db import open_database, reading
from fairmatch.fairs import find_fair
from fairmatch.rehearsal import Cast, Policy, Rehearsal
from fairmatch.rehearsal.stage import read_stage
from fairmatch.rehearsal.world import World
from fairmatch.snapshot import read_snapshot


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    parser = kinds.add_parser("rehearse", parents=[common], help="a fair's days, three ways")
    parser.add_argument("--fair", type=Path, default=Path("data/seoul-2015"))
    parser.add_argument("--no-shows", type=int, default=10)
    parser.add_argument("--walk-ins", type=int, default=60)
    parser.add_argument("--out", type=Path, help="both reports as JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Publish the fair once, and play its days three times."""
    cast = Cast(options.seed, options.no_shows, walk_ins=options.walk_ins)
    told = {}
    clean = True
    with tempfile.TemporaryDirectory() as place:
        published = Path(place) / "published.sqlite3"
        published_fair(published, options.fair, options.workers).dispose()
        for policy in Policy:
            copy = Path(place) / f"{policy}.sqlite3"
            shutil.copyfile(published, copy)
            engine = open_database(f"sqlite:///{copy}")
            report = Rehearsal(engine, None, cast, policy=policy, workers=options.workers).play()
            engine.dispose()
            told[policy.value] = report.as_json()
            clean = clean and report.clean
            sys.stdout.write(f"{policy}:\n")
            sys.stdout.writelines(f"  {line}\n" for line in report.lines())
            sys.stdout.flush()
        _stand_in_line(published, cast)
    if options.out:
        options.out.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    return 0 if clean else 1


def _stand_in_line(published: Path, cast: Cast) -> None:
    engine = open_database(f"sqlite:///{published}")
    stage = read_stage(engine, None)
    codes = [code for _, code in stage.agencies]
    guests: Guests = {
        f"W{number}": (at, cast.wants(number, codes, stage.asked))
        for at, number in cast.guests([opens for _, opens, _ in stage.days])
    }
    with reading(engine) as session:
        fair = read_snapshot(session, find_fair(session, None))
        lines = Lines(fair, cast, World(stage, cast), guests)
        lines.play()
    engine.dispose()
    guests_served = sum(guest in lines.served for guest in guests)
    sys.stdout.write(
        "first come, first served:\n"
        f"  {lines.held:,} consultations held; {len(lines.served):,} firms served, "
        f"{guests_served} of them walked in\n"
        f"  {mean(lines.waits):.0f} minutes in line in the mean, "
        f"{sum(one > 30 for one in lines.waits):,} times more than half an hour\n"
    )
