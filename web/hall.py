"""Geometry of the hall's picture: booths as boxes, in the units of an SVG."""

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
    """One booth: its middle, and the numbers of the visits paid there."""

    booth: str
    agency_code: str
    agency: object
    kind: AgencyKind
    x: float
    y: float
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """All booths; north is up; ``side`` is the edge of a box."""

    width: float
    height: float
    side: float
    boxes: tuple[Box, ...]


def draw_hall(booths: Iterable[Booth], visits: Sequence[str] = ()) -> Hall | None:
    """Place the booths; ``visits`` are booth codes in the order they are visited, from 1.

    Gives None where there is nothing to draw.
    """
    booths = list(booths)
    if not booths:
        return None
    left, right = min(b.x for b in booths), max(b.x for b in booths)
    south, north = min(b.y for b in booths), max(b.y for b in booths)
    near = _nearest([(float(b.x), float(b.y)) for b in booths])
    across = right - left + near
    scale = min((_WIDTH - 2 * _MARGIN) / across, _LARGEST / 0.72 / near)
    side = max(_SMALLEST, near * scale * 0.72)
    order: dict[str, list[int]] = {}
    for number, code in enumerate(dict.fromkeys(visits), start=1):
        order.setdefault(code, []).append(number)
    edge = _MARGIN + side / 2
    boxes = tuple(
        Box(
            booth=b.code,
            agency_code=b.agency.code,
            agency=b.agency,
            kind=b.agency.kind,
            x=round(edge + (b.x - left) * scale, 1),
            y=round(edge + (north - b.y) * scale, 1),
            visits=tuple(order.get(b.code, ())),
        )
        for b in sorted(booths, key=lambda b: b.code)
    )
    return Hall(
        width=round(2 * edge + (right - left) * scale, 1),
        height=round(2 * edge + (north - south) * scale, 1),
        side=round(side, 1),
        boxes=boxes,
    )


def _nearest(points: list[tuple[float, float]]) -> float:
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(points, 2)]
    return min((gap for gap in apart if gap > 0), default=1.0)
