"""A solve, as it goes: best value and bound of each goal, drawn live in a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table

from fairmatch.reports import QualityReport
from fairmatch.reports.model import TierFigures
from solver.timetable import Progress

_WORDS = {
    "coverage": "firms with a consultation",
    "worth": "worth of the consultations",
    "days": "firms' second days",
    "breaks": "firms' breaks",
    "walking": "metres walked between booths",
    "evenness": "unevenness of the booths' load",
    "change": "consultations moved or dropped",
}


def goal_words(goal: str, level: int | None) -> str:
    """Name a tier for people, as in ``firms with 2 consultations or more``."""
    if level is not None and level > 1:
        return f"firms with {level} consultations or more"
    return _WORDS.get(goal, goal)


def proof_words(value: int | None, bound: int | None) -> str:
    """Say how far a value may be from the best there is."""
    if value is None or bound is None:
        return "…"
    return "best possible" if value == bound else f"within {abs(value - bound):,}"


class ProgressTable:
    """Collects progress and draws it: a live table in a terminal, a line each elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._rows: dict[tuple[str, int | None], Progress] = {}
        self._live: Live | None = None

    def __call__(self, progress: Progress) -> None:
        """Take in one improvement of a value or a bound."""
        self._rows[progress.goal.value, progress.level] = progress
        if self._live is not None:
            self._live.update(self.table())
        else:
            self._console.print(
                f"{progress.seconds:6.1f} s  {goal_words(progress.goal, progress.level)}: "
                f"{_number(progress.value)} (bound {_number(progress.bound)})",
                soft_wrap=True,
            )

    def table(self) -> Table:
        """Give the table of all goals met so far."""
        table = Table(box=None, pad_edge=False)
        for heading in ("goal", "value", "bound", "proof", "at"):
            table.add_column(heading, justify="left" if heading in ("goal", "proof") else "right")
        for (goal, level), row in self._rows.items():
            table.add_row(
                goal_words(goal, level),
                _number(row.value),
                _number(row.bound),
                proof_words(row.value, row.bound),
                f"{row.seconds:.1f} s",
            )
        return table

    @contextmanager
    def drawn(self) -> Iterator["ProgressTable"]:
        """Draw while the block runs; lines are printed where there is no terminal."""
        if not self._console.is_terminal:
            yield self
            return
        with Live(self.table(), console=self._console, refresh_per_second=8) as live:
            self._live = live
            try:
                yield self
            finally:
                self._live = None


def outcome_lines(report: QualityReport) -> list[str]:
    """Say in a few lines what a timetable achieves and how well that is proved."""
    demand, fairness = report.demand, report.fairness
    lines = [
        f"{demand.held:,} of {demand.asked:,} consultations asked for are held "
        f"({demand.firms} firms, {demand.agencies} agencies)"
    ]
    lines.extend(tier_line(tier) for tier in report.tiers if tier.value or tier.level in (None, 1))
    lines.append(
        f"  firms with none: {fairness.firms_with_none}, "
        f"{fairness.first_wishes_met:.1%} of first wishes met, "
        f"{fairness.one_day:.1%} of firms come on one day only"
    )
    lines.extend(f"  {reason.count:,} unmet: {reason.words.en}" for reason in report.unmet_reasons)
    lines.extend(f"  note: {note}" for note in report.notes)
    return lines


def tier_line(tier: TierFigures) -> str:
    """Say in one line how a tier was left."""
    proof = proof_words(tier.value, tier.bound)
    return (
        f"  {goal_words(tier.goal, tier.level):<37} {_number(tier.value):>9}  {proof}"
        f"  ({tier.seconds:.1f} s)"
    )


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
