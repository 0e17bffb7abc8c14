from fairmatch.hall import draw_hall
from fairmatch.models import Agency, AgencyKind, Booth


def _booth(code: str, x: int, y: int) -> Booth:
    agency = Agency(code=code.lower(), name_ko=code, name_en=code, kind=AgencyKind.CITY)
    return Booth(code=code, x=x, y=y, agency=agency)


def test_nothing_is_drawn_of_no_booths() -> None:
    assert draw_hall([]) is None


def test_north_is_up_and_boxes_lie_inside_without_touching() -> None:
    hall = draw_hall([_booth("S", 0, 0), _booth("N", 0, 10), _booth("E", 30, 0)])
    assert hall is not None
    south, north, east = (
        next(box for box in hall.boxes if box.booth == code) for code in ("S", "N", "E")
    )
    assert not hall.turned
    assert north.y < south.y
    assert east.x > south.x
    assert south.y - north.y > hall.side
    for box in hall.boxes:
        assert hall.side / 2 <= box.x <= hall.width - hall.side / 2
        assert hall.side / 2 <= box.y <= hall.height - hall.side / 2


def test_a_long_hall_is_turned_so_that_north_is_right() -> None:
    hall = draw_hall([_booth("S", 0, 0), _booth("N", 0, 100), _booth("E", 16, 0)])
    assert hall is not None
    south, north, east = (
        next(box for box in hall.boxes if box.booth == code) for code in ("S", "N", "E")
    )
    assert hall.turned
    assert north.x > south.x
    assert east.y > south.y
    assert hall.width > hall.height


def test_booths_are_numbered_in_the_order_of_the_first_visit() -> None:
    booths = [_booth("A", 0, 0), _booth("B", 10, 0), _booth("C", 20, 0)]
    hall = draw_hall(booths, ["C", "A", "C"])
    assert hall is not None
    assert {box.booth: box.visit for box in hall.boxes} == {"A": 2, "B": None, "C": 1}


def test_booths_in_one_spot_can_still_be_drawn() -> None:
    hall = draw_hall([_booth("A", 5, 5), _booth("B", 5, 5)])
    assert hall is not None
    assert hall.width > 0
