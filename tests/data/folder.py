"""A fair's folder read into validated rows, and its slots worked out anew."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from fairmatch.files.rows import ROWS, FairRow, Row

DATA = Path(__file__).parents[2] / "data"

Start = tuple[date, time]


@dataclass(frozen=True)
class Folder:
    """The settings and the rows of every file, by stem."""

    settings: FairRow
    rows: dict[str, list[Any]]

    def __getitem__(self, stem: str) -> list[Any]:
        return self.rows[stem]

    def codes(self, stem: str) -> set[str]:
        return {row.code for row in self[stem]}

    def starts(self) -> list[Start]:
        """Give the starts of all slots."""
        length = timedelta(minutes=self.settings.slot_minutes)
        step = length + timedelta(minutes=self.settings.buffer_minutes)
        found = []
        for day in self["days"]:
            edges = [day.opens, day.lunch_from, day.lunch_to, day.closes]
            moments = [datetime.combine(day.date, edge) for edge in edges if edge is not None]
            for opens, closes in list(pairwise(moments))[::2]:
                at = opens
                while at + length <= closes:
                    found.append((day.date, at.time()))
                    at += step
        return found

    def firm_starts(self, firm: str) -> set[Start]:
        """Give the slots in which a firm is there."""
        windows = [(r.date, r.comes, r.leaves) for r in self["firm_hours"] if r.firm == firm]
        return self._within(windows)

    def agency_starts(self, agency: str) -> set[Start]:
        """Give the slots in which an agency's booth is staffed."""
        booth = next(row.code for row in self["booths"] if row.agency == agency)
        windows = [(r.date, r.opens, r.closes) for r in self["booth_hours"] if r.booth == booth]
        return self._within(windows)

    def _within(self, windows: list[tuple[date, time, time]]) -> set[Start]:
        length = timedelta(minutes=self.settings.slot_minutes)
        return {
            (day, start)
            for day, start in self.starts()
            if not windows
            or any(
                on == day
                and first <= start
                and (datetime.combine(day, start) + length).time() <= last
                for on, first, last in windows
            )
        }


def read(name: str) -> Folder:
    """Read a fair's folder; every row goes through its class."""
    folder = DATA / name
    settings = FairRow(**tomllib.loads((folder / "fair.toml").read_text(encoding="utf-8")))
    return Folder(settings, {kind.stem: _rows(folder, kind) for kind in ROWS})


def _rows(folder: Path, kind: type[Row]) -> list[Row]:
    with (folder / f"{kind.stem}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = list(reader)
    assert reader.fieldnames == list(kind.model_fields), kind.stem
    required = {name for name, info in kind.model_fields.items() if info.is_required()}
    return [
        kind.model_validate({k: v for k, v in row.items() if v or k in required}) for row in rows
    ]
