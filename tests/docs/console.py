"""Runs the console blocks of a document as a reader would, and compares what is printed."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"^\(exit code (\d+)\)$")
REST = "…"


@dataclass(frozen=True)
class Step:
    """One command, the lines it should print (``…`` stands for anything), its exit code."""

    command: str
    expected: tuple[str, ...]
    code: int


def steps(document: str) -> list[Step]:
    """Give the commands of all console blocks, in order."""
    found = []
    for block in _BLOCK.findall(document):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            while lines and lines[0].startswith("> "):
                command += "\n" + lines.pop(0)[2:]
            code = 0
            if lines and (match := _EXIT.match(lines[-1])):
                code = int(match[1])
                lines.pop()
            found.append(Step(command, tuple(lines), code))
    return found


def run(step: Step, folder: Path) -> tuple[int, str]:
    """Run a command in the folder; give its exit code and all it printed."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "200",
    }
    done = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def matches(expected: tuple[str, ...], printed: str) -> bool:
    """Tell whether it was printed; ``…`` alone stands for any lines, within one for any text."""
    pattern = ""
    for line in expected:
        if line.strip() == REST:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split(REST)) + r"[ ]*\n"
    return (
        re.fullmatch(pattern, printed if printed.endswith("\n") or not printed else printed + "\n")
        is not None
    )
