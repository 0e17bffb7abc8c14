"""Who takes part, what each needs to be installed, and in which versions it runs here."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.rivals.runner import Limits

INSTALL = "make rivals"


@dataclass(frozen=True, slots=True)
class Rival:
    """One way to make a timetable.

    Attributes
    ----------
    room
        Its module in ``benchmarks.rivals.rooms``.
    module, package
        What has to be importable, and the distribution that has its version.
    visits_only
        Whether it knows visit days and nothing else.
    tells_all
        Whether the values it claims are of all tiers at once, rather than of the one at hand.
    """

    room: str
    name: str
    module: str
    package: str
    visits_only: bool = False
    tells_all: bool = False

    def installed(self) -> bool:
        """Whether it can run here."""
        return find_spec(self.module) is not None


RIVALS = (
    Rival("fairmatch", "FairMatch", "ortools", "ortools", tells_all=True),
    Rival("cpsat", "CP-SAT, plain", "ortools", "ortools"),
    Rival("highs", "HiGHS", "ortools", "ortools"),
    Rival("scip", "SCIP", "ortools", "ortools"),
    Rival("clingo", "clingo", "clingo", "clingo"),
    Rival("rc2", "RC2 (PySAT)", "pysat", "python-sat"),
    Rival("cbc", "CBC (PuLP)", "pulp", "pulp"),
    Rival(
        "gradvisit",
        "grad-visitor-scheduler",
        "grad_visit_scheduler",
        "grad-visitor-scheduler",
        visits_only=True,
    ),
    Rival("greedy", "by hand", "solver", ""),
)


def conditions(limits: Limits) -> dict[str, Any]:
    """Give what all figures of a run have in common: machine, versions, limits."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "seconds": limits.seconds,
        "memory": limits.memory,
        "workers": limits.workers,
        "versions": {
            package: found
            for package in dict.fromkeys(rival.package for rival in RIVALS if rival.package)
            if (found := _version(package)) is not None
        },
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
