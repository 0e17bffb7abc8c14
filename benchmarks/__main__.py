"""``python -m benchmarks``: each kind of measurement is a command of its own, see ``--help``."""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import (
    disruptions,
    growth,
    large,
    made,
    papers,
    price,
    published,
    rehearse,
    repair,
    visit_days,
    why,
)
from benchmarks.boards import command as boards
from benchmarks.browser import NoBrowser
from benchmarks.feeds import command as feeds
from benchmarks.grid import command as grid
from benchmarks.intake import command as intake
from benchmarks.matching import command as matching
from benchmarks.rivals import command as rivals

# Each has ``add_command``, which adds its parser and says what runs it.
KINDS = (
    published,
    made,
    visit_days,
    repair,
    disruptions,
    rehearse,
    large,
    growth,
    feeds,
    boards,
    intake,
    grid,
    matching,
    price,
    why,
    papers,
    rivals,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a benchmark; 0 when all ran, 2 for bad input or where there is no browser for it."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except NoBrowser as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    kinds = parser.add_subparsers(dest="benchmark", required=True)
    for kind in KINDS:
        # A fresh one each: a command's own default would else become everybody's.
        kind.add_command(kinds, _common())
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--seconds", type=float, default=30.0, help="limit for each instance")
    common.add_argument("--workers", type=int, default=2)
    common.add_argument("--seed", type=int, default=0, help="seed of the search")
    return common


if __name__ == "__main__":
    sys.exit(main())
