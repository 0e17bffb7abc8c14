"""Command ``rehearse``: the same crowd with our desk, without repairs, and standing in line."""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
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
    parser.add_argument("--crowds", type=int, nargs="+", default=[1, 2, 3], help="their seeds")
    parser.add_argument("--no-shows", type=int, default=10)
    parser.add_argument("--walk-ins", type=int, default=60)
    parser.add_argument("--out", type=Path, help="all figures as JSON")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Publish the fair once, and play its days three times with each crowd."""
    told: dict[str, dict[str, Any]] = {}
    clean = True
    with tempfile.TemporaryDirectory() as place:
        published = Path(place) / "published.sqlite3"
        published_fair(published, options.fair, options.workers).dispose()
        for seed in options.crowds:
            cast = Cast(seed, options.no_shows, walk_ins=options.walk_ins)
            told[str(seed)] = found = {}
            for policy in Policy:
                copy = Path(place) / f"{policy}.sqlite3"
                shutil.copyfile(published, copy)
                engine = open_database(f"sqlite:///{copy}")
                began = time.process_time()
                report = Rehearsal(
                    engine, None, cast, policy=policy, workers=options.workers
                ).play()
                engine.dispose()
                clean = clean and report.clean
                found[policy.value] = report.as_json()
                spent = f"{time.process_time() - began:.0f} s of the processor"
                _say(f"crowd {seed}, {policy} ({spent}):", report.lines())
            _stand_in_line(published, cast, found)
    if options.out:
        options.out.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    return 0 if clean else 1


def _stand_in_line(published: Path, cast: Cast, found: dict[str, Any]) -> None:
    engine = open_database(f"sqlite:///{published}")
    stage = read_stage(engine, None)
    codes = [code for _, code in stage.agencies]
    guests: Guests = {
        f"W{number}": (at, cast.wants(number, codes, stage.asked))
        for at, number in cast.guests([opens for _, opens, _ in stage.days])
    }
    with reading(engine) as session:
        fair = read_snapshot(session, find_fair(session, None))
        for minutes in (fair.settings.changeover_minutes, 0):
            changeover = timedelta(minutes=minutes)
            lines = Lines(fair, stage, cast, World(stage, cast), guests, changeover)
            figures = lines.play()
            found[f"lines_{minutes}"] = {**figures.as_json(), "gave_up": lines.gave_up}
            _say(
                f"crowd {cast.seed}, first come, first served, {minutes} minutes between two:",
                [*figures.lines(), f"gave up in line {lines.gave_up:,} times"],
            )
    engine.dispose()


def _say(title: str, lines: Sequence[str]) -> None:
    sys.stdout.write(f"{title}\n")
    sys.stdout.writelines(f"  {line}\n" for line in lines)
    sys.stdout.flush()
