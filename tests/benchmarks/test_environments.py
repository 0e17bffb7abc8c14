"""Measuring solvers needs nothing that only the tests' environment has."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def _locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {canonicalize_name(one[1]) for line in lines if (one := re.match(r"([\w.-]+)==", line))}


def test_the_benchmarks_start_in_the_rivals_environment() -> None:
    missing = _locked("requirements-test.lock") - _locked("requirements-rivals.lock")
    modules = [
        module
        for module, names in packages_distributions().items()
        if {canonicalize_name(name) for name in names} <= missing
    ]
    assert "playwright" in modules
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({modules})); import benchmarks.__main__"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
