"""The hall as a picture of its own: drawn once, and laid under everybody's visits."""

from xml.sax.saxutils import escape

from fairmatch.hall import Hall

_LINE, _INK = "#ddd8ca", "#4b5854"


def hall_picture(hall: Hall) -> str:
    """Give the booths as an SVG picture, in the hall's own units.

    It is the same for every party, so that the typesetter reads it once for all of them.
    """
    half, round_ = hall.side / 2, hall.side / 8
    booths = "".join(
        f'<rect x="{box.x - half:.1f}" y="{box.y - half:.1f}" width="{hall.side}" '
        f'height="{hall.side}" rx="{round_:.1f}" fill="#ffffff" stroke="{_LINE}"/>'
        f'<text x="{box.x}" y="{box.y + 0.13 * hall.side:.1f}" text-anchor="middle" '
        f'font-family="Pretendard" font-size="{_size(hall.side, box.booth):.1f}" '
        f'fill="{_INK}">{escape(box.booth)}</text>'
        for box in hall.boxes
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {hall.width} {hall.height}" width="{hall.width}" height="{hall.height}">'
        f"{booths}</svg>"
    )


def _size(side: float, booth: str) -> float:
    return min(side * 0.36, side * 1.3 / max(len(booth), 1))
