"""``python -m solver``: a problem as JSON in, a timetable as JSON out."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from solver.errors import InvalidProblem
from solver.json_form import problem_from_json, result_to_json
from solver.problem import Problem
from solver.running.memory import read_size
from solver.running.signals import interrupting
from solver.solve import solve
from solver.timetable import Progress, Result, Status

FOUND, BAD_INPUT, INFEASIBLE, NOTHING_FOUND = 0, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve one file; see ``--help``. Ctrl-C and SIGTERM end the search, not the program.

    Returns
    -------
    int
        0 with a timetable, 2 for bad input, 3 if no timetable can exist, 4 if none was found
        within the limits.
    """
    options = _parser().parse_args(arguments)
    try:
        problem = _read(options.problem)
        _refuse_bad_target(options.output)
    except _BadInput as error:
        _say(f"solver: {error}")
        return BAD_INPUT
    on_progress = None if options.quiet else _progress(sys.stderr.isatty())
    with interrupting() as cancelled:
        result = solve(
            problem,
            seconds=options.seconds,
            workers=options.workers,
            seed=options.seed,
            on_progress=on_progress,
            cancelled=cancelled,
            memory=options.memory,
        )
    _write(options.output, json.dumps(result_to_json(result), indent=1, ensure_ascii=False))
    return _conclude(result)


class _BadInput(Exception):
    """What is wrong with a file, in words for the caller."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m solver",
        description="Find and prove the best timetable of a problem (see docs/solver.md).",
        epilog="Exit codes: 0 timetable found, 2 bad input, 3 no timetable can exist,"
        " 4 none found within the limits.",
    )
    parser.add_argument("problem", type=Path, help="problem as JSON")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, help="where to write the result as JSON"
    )
    parser.add_argument(
        "--seconds", type=_positive(float), default=30.0, help="time limit (default 30)"
    )
    parser.add_argument(
        "--workers", type=_positive(int), default=2, help="threads of the search (default 2)"
    )
    parser.add_argument(
        "--memory", type=_size, help="memory limit, such as 2G (default: what the machine has)"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the search (default 0)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    return parser


def _positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < 1e9:
            raise argparse.ArgumentTypeError(f"expected a number above 0, found {text!r}")
        return value

    return read


def _size(text: str) -> int:
    try:
        return read_size(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _read(path: Path) -> Problem:
    try:
        return problem_from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise _BadInput(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise _BadInput(f"{path}: not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _BadInput(f"{path}: no JSON at {place}: {error.msg}") from None
    except InvalidProblem as error:
        raise _BadInput(f"{path}: {error}") from None


def _refuse_bad_target(path: Path) -> None:
    if path.is_dir() or not path.parent.is_dir():
        raise _BadInput(f"{path}: cannot be written: no file in an existing folder")


def _write(path: Path, text: str) -> None:
    """Write beside the target and move into place, so that no reader sees half a file."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        file.write(text + "\n")
    new = Path(file.name)
    umask = os.umask(0)
    os.umask(umask)
    new.chmod(0o666 & ~umask)
    new.replace(path)


def _progress(live: bool) -> Callable[[Progress], None]:
    end = "\x1b[K\r" if live else "\n"

    def tell(event: Progress) -> None:
        level = "" if event.level is None else f" {event.level}"
        value = "-" if event.value is None else event.value
        sys.stderr.write(
            f"{event.seconds:7.2f} s  {event.goal}{level}: {value} (bound {event.bound}){end}"
        )
        sys.stderr.flush()

    return tell


def _conclude(result: Result) -> int:
    if result.timetable is not None:
        _say(f"{result.status}: {len(result.timetable.slot_of)} meetings in {result.seconds:.2f} s")
        for tier in result.tiers:
            level = "" if tier.level is None else f" {tier.level}"
            side = f" ({tier.side})" if tier.side else ""
            _say(f"  {tier.goal}{level}{side}: {tier.value}, bound {tier.bound}, {tier.status}")
        return FOUND
    if result.status is Status.INFEASIBLE:
        names = [*result.clash, *result.clash_parties]
        which = f": these clash: {', '.join(names)}" if names else ""
        _say(f"solver: no timetable can exist{which}")
        return INFEASIBLE
    _say(f"solver: no timetable found within {result.seconds:.1f} s")
    return NOTHING_FOUND


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
