"""The quality report as pages show it: read from a timetable, laid out for tables and bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairmatch.half_days import HalfDay
from fairmatch.hand.measuring import measured
from fairmatch.models import Timetable
from fairmatch.reports import QualityReport
from fairmatch.reports.model import BoothLoad
from web.database import reading

_SHADES = (0.5, 1.0, 2.0, 4.0)


def report_of(timetable: Timetable | None) -> QualityReport | None:
    """Give the timetable's report as it stands; None where there is no timetable or it has none."""
    if timetable is None or not timetable.report:
        return None
    return measured(reading(), timetable)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the histogram, in units of its SVG (height grows downwards from 0)."""

    consultations: int
    firms: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Firms by number of consultations; ``ground`` is where the bars stand."""

    width: float
    height: float
    ground: float
    bars: tuple[Bar, ...]


def draw_histogram(counts: Sequence[int]) -> Histogram:
    """Lay out a bar for each number of consultations, 0 first."""
    step, top, ground = 64.0, 24.0, 204.0
    most = max(counts, default=0) or 1
    bars = []
    for consultations, firms in enumerate(counts):
        height = round((ground - top) * firms / most, 1)
        bars.append(
            Bar(consultations, firms, 12 + step * consultations, ground - height, 48.0, height)
        )
    return Histogram(24 + step * max(1, len(counts)) - 16, ground + 44, ground, tuple(bars))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One booth's load, a cell for each half-day; None where nothing is known of it."""

    booth: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    cells: tuple[BoothLoad | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Booth × half-day, the most wanted first."""

    columns: tuple[tuple[date, HalfDay], ...]
    rows: tuple[HeatRow, ...]


def lay_out_heat(load: Sequence[BoothLoad]) -> Heat:
    """Sort the load into rows of booths and columns of half-days."""
    columns = sorted({(one.date, one.half) for one in load}, key=_when)
    by_place = {(one.booth, one.date, one.half): one for one in load}
    named = {one.booth: one for one in load}
    rows = [
        HeatRow(
            booth=code,
            agency_code=one.agency_code,
            agency_name_ko=one.agency_name_ko,
            agency_name_en=one.agency_name_en,
            cells=tuple(by_place.get((code, *column)) for column in columns),
        )
        for code, one in named.items()
    ]
    rows.sort(key=lambda row: (-max(pressure(cell) for cell in row.cells), row.booth))
    return Heat(tuple(columns), tuple(rows))


def pressure(cell: BoothLoad | None) -> float:
    """Give wishes for each seat; a closed half-day has none."""
    return cell.asked / cell.seats if cell is not None and cell.seats else 0.0


def shade(cell: BoothLoad | None) -> int:
    """Give how dark a cell is drawn: 0 (half the seats or less) to 4 (over 4 a seat)."""
    return sum(pressure(cell) > limit for limit in _SHADES)


def _when(column: tuple[date, HalfDay]) -> tuple[date, bool]:
    day, half = column
    return day, half is HalfDay.AFTERNOON
