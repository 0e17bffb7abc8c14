"""What has been run so far, a JSON line each, so that a run can go on where it stopped.

The first line has the conditions; a ledger is not gone on with under other ones, so that its
figures stay comparable. Lines ``published`` quote others' figures of other machines.
"""

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.rivals.judge import Record, from_json, to_json
from solver.aims import aims
from solver.problem import Problem


class OtherConditions(Exception):
    """A ledger that was begun with other limits, versions or on another machine."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of an instance is needed to read its records: its tiers, and how large it is."""

    name: str
    tiers: tuple[tuple[str, int | None], ...]
    maximised: tuple[bool, ...]
    size: str

    @classmethod
    def of(cls, name: str, problem: Problem) -> "Sheet":
        """Sum up a problem."""
        found = aims(problem)
        size = f"{len(problem.parties)} parties, {len(problem.requests):,} requests, "
        return cls(
            name,
            tuple((str(aim.goal.kind), aim.level) for aim in found),
            tuple(aim.maximised for aim in found),
            size + f"{len(problem.slots)} slots",
        )


@dataclass
class Ledger:
    """A file of records, read once and added to."""

    path: Path
    conditions: dict[str, Any] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    published: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, conditions: dict[str, Any] | None = None) -> "Ledger":
        """Read a ledger, or begin one.

        Raises
        ------
        OtherConditions
            If it was begun under other conditions than those given.
        """
        ledger = cls(path)
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                ledger._take(json.loads(line))
        if conditions is None:
            return ledger
        if not ledger.conditions:
            ledger.conditions = conditions
            ledger._write({"conditions": conditions})
        for name, value in conditions.items():
            if ledger.conditions.get(name) != value:
                known = ledger.conditions.get(name)
                raise OtherConditions(f"{path}: {name} was {known}, is now {value}")
        return ledger

    def _take(self, line: dict[str, Any]) -> None:
        if "conditions" in line:
            self.conditions = line["conditions"]
        elif "published" in line:
            self.published[line["published"]["instance"]] = line["published"]
        elif "sheet" in line:
            sheet = line["sheet"]
            tiers = tuple((kind, level) for kind, level in sheet["tiers"])
            made = Sheet(sheet["name"], tiers, tuple(sheet["maximised"]), sheet["size"])
            self.sheets[made.name] = made
        else:
            record = from_json(line)
            self.records[record.instance, record.rival] = record

    def _write(self, line: dict[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")

    def add(self, record: Record) -> None:
        """Write a record down."""
        self.records[record.instance, record.rival] = record
        self._write(to_json(record))

    def describe(self, sheet: Sheet) -> None:
        """Write an instance down, once."""
        if self.sheets.get(sheet.name) != sheet:
            self.sheets[sheet.name] = sheet
            tiers = [list(tier) for tier in sheet.tiers]
            told = {"name": sheet.name, "tiers": tiers, "maximised": list(sheet.maximised)}
            self._write({"sheet": {**told, "size": sheet.size}})

    def quote(self, path: Path) -> None:
        """Take over the published figures of a CSV with a column ``instance``."""
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["instance"] in self.sheets and row["instance"] not in self.published:
                    self.published[row["instance"]] = row
                    self._write({"published": row})
