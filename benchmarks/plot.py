"""Plots as SVG: panels with lines, drawn so that they can be read in grey and printed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import floor, log1p, log10

Point = tuple[float, float]

INK, SOFT, GRID, PAPER, FIELD = "#1d2420", "#5b625d", "#e3e1d8", "#f7f6f1", "#ffffff"
FONT = "Pretendard, system-ui, 'DejaVu Sans', sans-serif"
GAP, LEFT, RIGHT, TOP, BOTTOM = 22, 58, 18, 54, 46
LEGEND_ROW, SAMPLE = 22, 34

SCALES: dict[str, Callable[[float], float]] = {
    "linear": float,
    "log": log10,
    # Counts that may be 0 and span powers of ten.
    "log1p": log1p,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks: colour, dashes and mark differ, so that any two of them tell it."""

    colour: str
    dash: str = ""
    mark: str = "circle"
    width: float = 1.8


STYLES = (
    Style("#0d5c4d", "", "circle", 3.2),
    Style("#b3541e", "7 3", "square"),
    Style("#2f5d9b", "2 3", "triangle"),
    Style("#8a6d00", "10 3 2 3", "diamond"),
    Style("#7a3e86", "5 2", "plus"),
    Style("#c22f4e", "1 2", "cross"),
    Style("#3d8fa3", "12 4", "ring"),
    Style("#5f6660", "3 3", "down"),
    Style("#9a8f80", "14 3 3 3", "bar"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its ends, its scale ("linear", "log" or "log1p") and where it is labelled.

    Without ``ticks`` they fall on round numbers.
    """

    label: str
    low: float
    high: float
    scale: str = "linear"
    ticks: tuple[tuple[float, str], ...] = ()

    def share(self, value: float) -> float:
        """Give where a value lies between the ends, from 0 to 1; beyond them, the end."""
        scale = SCALES[self.scale]
        span = scale(self.high) - scale(self.low)
        inside = min(max(value, self.low), self.high)
        return (scale(inside) - scale(self.low)) / span if span else 0.5

    def marks(self) -> tuple[tuple[float, str], ...]:
        """Give the values that are labelled."""
        if self.ticks:
            return self.ticks
        found = round_numbers(self.low, self.high, self.scale)
        return tuple((value, plain(value)) for value in found)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel.

    Attributes
    ----------
    name
        As the legend has it.
    points
        Ascending in x.
    stepped
        Whether a value holds until the next point, rather than leading to it.
    marked
        Whether each point has its mark.
    end
        A word written at the last point.
    """

    name: str
    points: tuple[Point, ...]
    style: Style
    stepped: bool = False
    marked: bool = True
    end: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes with its lines; ``rules`` are named horizontal lines across it."""

    title: str
    note: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, str], ...] = ()


def plain(value: float) -> str:
    """Write a number as people read it."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


def round_numbers(low: float, high: float, scale: str) -> list[float]:
    """Give some four to eight round numbers between two ends."""
    if scale == "linear":
        return _even(low, high)
    whole = [power * 10.0**exponent for exponent in range(-3, 10) for power in (1, 2, 5)]
    found = [value for value in whole if low <= value <= high]
    if scale == "log1p":
        found = [float(low), *(value for value in found if value >= 1 and value > low)]
    if len(found) > 8:
        found = [value for value in found if value == low or log10(value).is_integer()]
    return found


def _even(low: float, high: float) -> list[float]:
    span = high - low
    if span <= 0:
        return [low]
    step = 10.0 ** floor(log10(span / 3))
    step *= next((factor for factor in (1, 2, 5) if span / (step * factor) <= 6), 10)
    first = floor(low / step + 0.999999)
    count = floor((high - first * step) / step + 1e-9) + 1
    return [round((first + i) * step, 10) for i in range(count)]


def draw(
    panels: Sequence[Panel],
    *,
    title: str,
    columns: int = 2,
    width: int = 1120,
    height: int = 300,
) -> str:
    """Draw panels in rows, a legend of all names above them.

    Parameters
    ----------
    title
        What the picture shows, in words: read aloud in its place, and written above it.
    height
        Of one panel, in pixels, as ``width`` is of the picture.
    """
    styles = {line.name: line.style for panel in panels for line in panel.lines}
    legend, legend_rows = _legend(styles, width)
    head = 44 + LEGEND_ROW * legend_rows
    rows = -(-len(panels) // columns)
    panel_width = (width - GAP * (columns + 1)) / columns
    total = head + rows * (height + GAP)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" role="img"'
        f' aria-labelledby="t" font-family="{FONT}">',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{width}" height="{total}" rx="14" fill="{PAPER}"/>',
        _text(GAP, 32, title, 17, INK, weight=700),
        *legend,
    ]
    for index, panel in enumerate(panels):
        x = GAP + (index % columns) * (panel_width + GAP)
        y = head + (index // columns) * (height + GAP)
        body.extend(_panel(panel, x, y, panel_width, height))
    return "\n".join([*body, "</svg>\n"])


def _legend(styles: dict[str, Style], width: int) -> tuple[list[str], int]:
    x, row = float(GAP), 0
    body = []
    for name, style in styles.items():
        needed = SAMPLE + 12 + 7.4 * len(name) + 14
        if x + needed > width - GAP and x > GAP:
            x, row = float(GAP), row + 1
        y = 54 + LEGEND_ROW * row
        body.append(_path([(x, y), (x + SAMPLE, y)], style))
        body.append(_mark(x + SAMPLE / 2, y, style))
        body.append(_text(x + SAMPLE + 8, y + 4.5, name, 13, INK))
        x += needed
    return body, row + 1


def _panel(panel: Panel, x: float, y: float, width: float, height: float) -> list[str]:
    left, right = x + LEFT, x + width - RIGHT
    top, bottom = y + TOP, y + height - BOTTOM

    def at(point: Point) -> Point:
        across = left + panel.x.share(point[0]) * (right - left)
        return across, bottom - panel.y.share(point[1]) * (bottom - top)

    body = [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="10"'
        f' fill="{FIELD}"/>',
        _text(x + 16, y + 23, panel.title, 14.5, INK, weight=700),
        _text(x + 16, y + 40, panel.note, 11.5, SOFT),
    ]
    for value, label in panel.x.marks():
        across = at((value, panel.y.low))[0]
        body.append(_straight((across, top), (across, bottom), GRID))
        body.append(_text(across, bottom + 16, label, 11, SOFT, anchor="middle"))
    for value, label in panel.y.marks():
        down = at((panel.x.low, value))[1]
        body.append(_straight((left, down), (right, down), GRID))
        body.append(_text(left - 7, down + 4, label, 11, SOFT, anchor="end"))
    middle = (left + right) / 2
    body.append(_text(middle, bottom + 35, panel.x.label, 11.5, SOFT, anchor="middle"))
    turned = f'transform="rotate(-90 {x + 15:.1f} {(top + bottom) / 2:.1f})"'
    body.append(
        _text(x + 15, (top + bottom) / 2, panel.y.label, 11.5, SOFT, anchor="middle", more=turned)
    )
    for value, label in panel.rules:
        down = at((panel.x.low, value))[1]
        body.append(_straight((left, down), (right, down), INK, "2 3"))
        body.append(_text(right - 4, down - 5, label, 11, INK, anchor="end"))
    # The first line is the one that matters most, so it is drawn last, above all others.
    for line in reversed(panel.lines):
        body.extend(_line(line, [at(point) for point in line.points]))
    return body


def _line(line: Line, points: list[Point]) -> list[str]:
    if not points:
        return []
    corners = points
    if line.stepped:
        corners = [points[0]]
        for (_, before), (across, down) in pairwise(points):
            corners += [(across, before), (across, down)]
    body = [_path(corners, line.style)]
    if line.marked:
        body += [_mark(across, down, line.style) for across, down in points]
    if line.end:
        across, down = points[-1]
        body.append(_text(across + 8, down - 6, line.end, 11, line.style.colour, weight=700))
    return body


def _path(points: Iterable[Point], style: Style) -> str:
    drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    return (
        f'<path d="M{drawn}" fill="none" stroke="{style.colour}" stroke-width="{style.width}"'
        f'{dash} stroke-linejoin="round"/>'
    )


def _straight(one: Point, other: Point, colour: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = "L".join(f"{x:.1f} {y:.1f}" for x, y in (one, other))
    return f'<path d="M{ends}" stroke="{colour}"{dashes}/>'


def _mark(x: float, y: float, style: Style) -> str:
    shapes = {
        "square": "M-3.4-3.4H3.4V3.4H-3.4z",
        "triangle": "M0-4.4L4.2 3.2H-4.2z",
        "down": "M0 4.4L4.2-3.2H-4.2z",
        "diamond": "M0-4.8L4.8 0L0 4.8L-4.8 0z",
        "plus": "M-4.4 0H4.4M0-4.4V4.4",
        "cross": "M-3.6-3.6L3.6 3.6M-3.6 3.6L3.6-3.6",
        "bar": "M0-4.8V4.8",
    }
    if style.mark in ("circle", "ring"):
        fill = style.colour if style.mark == "circle" else FIELD
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{fill}" stroke="{style.colour}"'
            ' stroke-width="1.6"/>'
        )
    fill = "none" if style.mark in ("plus", "cross", "bar") else style.colour
    return (
        f'<path d="{shapes[style.mark]}" transform="translate({x:.1f} {y:.1f})" fill="{fill}"'
        f' stroke="{style.colour}" stroke-width="1.6"/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    anchor: str = "start",
    weight: int = 400,
    more: str = "",
) -> str:
    if not text:
        return ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}"'
        f' fill="{colour}" text-anchor="{anchor}" {more}>{escape(text)}</text>'
    )
