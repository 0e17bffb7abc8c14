"""Figures of timetables side by side: each with its difference to the first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from fairmatch.reports import QualityReport
from fairmatch.reports.model import TierFigures


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one timetable.

    Attributes
    ----------
    delta
        What it is more or less than in the first; empty where it is the same.
    better
        Whether that is better; None where neither is, or nobody can say.
    tier
        The goal whose proof belongs to it.
    """

    text: str
    delta: str = ""
    better: bool | None = None
    tier: TierFigures | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in all timetables; a goal names itself by its tier."""

    label: LazyString | str
    cells: tuple[Cell, ...]
    tier: TierFigures | None = None

    @property
    def differs(self) -> bool:
        """Whether the timetables differ in it."""
        return any(cell.delta for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Figure:
    label: LazyString
    value: Callable[[QualityReport], float]
    written: str
    more: bool | None
    """Whether more of it is better."""


_MINUTES, _METRES, _WHOLE, _SHARE, _INDEX = "{:.1f}", "{:,.0f}", "{:,.0f}", "{:.1%}", "{:.3f}"
_FIGURES = (
    _Figure(_("Consultations"), lambda r: r.demand.held, _WHOLE, True),
    _Figure(_("Wishes met"), lambda r: r.demand.share_met, _SHARE, True),
    _Figure(_("First wishes met"), lambda r: r.fairness.first_wishes_met, _SHARE, True),
    _Figure(_("Wanted by both sides"), lambda r: r.demand.mutual, _WHOLE, True),
    _Figure(_("Firms with none"), lambda r: r.fairness.firms_with_none, _WHOLE, False),
    _Figure(_("Fewest of a firm"), lambda r: r.fairness.fewest, _WHOLE, True),
    _Figure(_("Most of a firm"), lambda r: r.fairness.most, _WHOLE, None),
    _Figure(_("Gini coefficient"), lambda r: r.fairness.gini, _INDEX, False),
    _Figure(_("Jain's index"), lambda r: r.fairness.jain, _INDEX, True),
    _Figure(_("Come on one day only"), lambda r: r.fairness.one_day, _SHARE, True),
    _Figure(_("Mean waiting, minutes"), lambda r: r.comfort.waiting_minutes.mean, _MINUTES, False),
    _Figure(_("Longest waiting, minutes"), lambda r: r.comfort.waiting_minutes.most, _WHOLE, False),
    _Figure(_("Breaks"), lambda r: r.comfort.breaks, _WHOLE, False),
    _Figure(_("Mean walk, metres"), lambda r: r.comfort.walking_metres.mean, _METRES, False),
    _Figure(_("Seats"), lambda r: sum(day.seats for day in r.days), _WHOLE, None),
    _Figure(_("Seats left free"), lambda r: sum(day.kept_free for day in r.days), _WHOLE, None),
)
_MAXIMISED = ("coverage", "worth")


def figure_rows(reports: Sequence[QualityReport | None]) -> list[FigureRow]:
    """Give what people ask of a timetable, in all of them."""
    return [
        FigureRow(
            figure.label,
            tuple(_cell(_of(report, figure), _of(base, figure), figure) for report in reports),
        )
        for base in [reports[0]]
        for figure in _FIGURES
    ]


def goal_rows(
    reports: Sequence[QualityReport | None], *, same_worth: bool = True
) -> list[FigureRow]:
    """Give every goal that any of them was made by, in the order of the first that has it.

    Without ``same_worth`` wishes count otherwise in some of them, so that no worth is better.
    """
    tiers = [
        {(one.goal, one.level): one for one in report.tiers} if report else {} for report in reports
    ]
    keys = dict.fromkeys(key for own in tiers for key in own)
    rows = []
    for key in keys:
        named = next(own[key] for own in tiers if key in own)
        more = None if key[0] == "worth" and not same_worth else key[0] in _MAXIMISED
        shape = _Figure(_("Goal"), lambda _: 0, _WHOLE, more)
        base = tiers[0].get(key)
        cells = []
        for own in tiers:
            tier = own.get(key)
            cell = _cell(tier.value if tier else None, base.value if base else None, shape)
            cells.append(Cell(cell.text, cell.delta, cell.better, tier))
        rows.append(FigureRow("", tuple(cells), named))
    return rows


def _of(report: QualityReport | None, figure: _Figure) -> float | None:
    return None if report is None else figure.value(report)


def _cell(value: float | None, base: float | None, figure: _Figure) -> Cell:
    if value is None:
        return Cell("–")
    text = figure.written.format(value)
    if base is None or text == figure.written.format(base):
        return Cell(text)
    more = value > base
    delta = figure.written.format(abs(value - base))
    if figure.written == _SHARE:
        delta = gettext("%(points)s points", points=f"{100 * abs(value - base):.1f}")
    better = None if figure.more is None else more is figure.more
    return Cell(text, f"{'+' if more else '−'}{delta}", better)
