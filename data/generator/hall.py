"""The hall: two rows of booths along the square, the busiest in the middle."""

from dataclasses import dataclass

from vocabulary import Body

STEP, AISLE = 11, 16


@dataclass(frozen=True)
class Place:
    """A booth: its number on the plan, its agency, its area and metres from the south-west."""

    code: str
    agency: str
    tables: int
    area: str
    x: int
    y: int


def places(bodies: list[Body]) -> list[Place]:
    """Seat the agencies: city and education in the middle, districts and corporations around."""
    order = _from_the_middle(bodies)
    half = len(order) // 2
    rows = (("W", 0, "서측"), ("E", AISLE, "동측"))
    found = []
    for column, (letter, x, side) in enumerate(rows):
        for at in range(half):
            body = order[at * 2 + column]
            area = ("남쪽", "가운데", "북쪽")[min(at * 3 // half, 2)]
            place = Place(
                f"{letter}{at + 1:02}", body.code, body.tables, f"{side} {area}", x, at * STEP
            )
            found.append(place)
    return sorted(found, key=lambda place: place.agency)


def _from_the_middle(bodies: list[Body]) -> list[Body]:
    """Put the largest plans into the middle of the line, the others outwards by turns."""
    line: list[Body] = []
    for number, body in enumerate(sorted(bodies, key=lambda b: (-b.tables, -b.lines, b.code))):
        line = [*line, body] if number // 2 % 2 else [body, *line]
    return line
