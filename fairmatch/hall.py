"""Geometry of the hall's picture: booths as boxes, in the units of an SVG or a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot

from fairmatch.models import AgencyKind, Booth

_WIDTH = 720
_MARGIN = 20
_SMALLEST, _LARGEST = 16.0, 56.0


@dataclass(frozen=True, slots=True)
class Box:
    """One booth: its middle, and the number of the visit paid there, if any."""

    booth: str
    agency_code: str
    agency: object
    kind: AgencyKind
    x: float
    y: float
    visit: int | None


@dataclass(frozen=True, slots=True)
class Hall:
    """All booths; ``side`` is the edge of a box.

    North is up, or, in a hall that is much longer from south to north, to the right.
    """

    width: float
    height: float
    side: float
    turned: bool
    boxes: tuple[Box, ...]


def draw_hall(booths: Iterable[Booth], visits: Sequence[str] = ()) -> Hall | None:
    """Place the booths; ``visits`` are booth codes in the order they are visited, from 1.

    Gives None where there is nothing to draw.
    """
    booths = list(booths)
    if not booths:
        return None
    turned = _extent(b.y for b in booths) > 1.5 * _extent(b.x for b in booths)
    # Distance from the picture's left and upper edge, in metres but for a shift.
    places = {b.code: (b.y, b.x) if turned else (b.x, -b.y) for b in booths}
    left = min(x for x, _ in places.values())
    top = min(y for _, y in places.values())
    near = _nearest([(float(b.x), float(b.y)) for b in booths])
    across = _extent(x for x, _ in places.values())
    scale = min((_WIDTH - 2 * _MARGIN) / (across + near), _LARGEST / 0.72 / near)
    side = max(_SMALLEST, near * scale * 0.72)
    order = {code: number for number, code in enumerate(dict.fromkeys(visits), start=1)}
    edge = _MARGIN + side / 2
    boxes = tuple(
        Box(
            booth=b.code,
            agency_code=b.agency.code,
            agency=b.agency,
            kind=b.agency.kind,
            x=round(edge + (places[b.code][0] - left) * scale, 1),
            y=round(edge + (places[b.code][1] - top) * scale, 1),
            visit=order.get(b.code),
        )
        for b in sorted(booths, key=lambda b: b.code)
    )
    return Hall(
        width=round(2 * edge + across * scale, 1),
        height=round(2 * edge + _extent(y for _, y in places.values()) * scale, 1),
        side=round(side, 1),
        turned=turned,
        boxes=boxes,
    )


def _extent(values: Iterable[int]) -> int:
    listed = list(values)
    return max(listed) - min(listed)


def _nearest(points: list[tuple[float, float]]) -> float:
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(points, 2)]
    return min((gap for gap in apart if gap > 0), default=1.0)
