import re

import pytest

from tests.data.consistency import faults
from tests.data.folder import DATA, Folder, read

BY_HAND = {
    ("F4", "A1"): ("2026-05-14", "10:00"),
    ("F1", "A1"): ("2026-05-14", "10:00"),
    ("F5", "A2"): ("2026-05-14", "10:00"),
    ("F5", "A1"): ("2026-05-14", "10:20"),
    ("F2", "A1"): ("2026-05-14", "10:20"),
    ("F4", "A2"): ("2026-05-14", "10:20"),
    ("F3", "A2"): ("2026-05-14", "10:40"),
    ("F3", "A1"): ("2026-05-14", "11:00"),
    ("F1", "A3"): ("2026-05-15", "10:00"),
}


@pytest.fixture(scope="module")
def fair() -> Folder:
    return read("small")


def written(fair: Folder) -> dict[tuple[str, str], tuple[str, str]]:
    """Read the timetable out of the README's tables."""
    agencies = {booth.code: booth.agency for booth in fair["booths"]}
    days = {"Thursday": "2026-05-14", "Friday": "2026-05-15"}
    found = {}
    columns: list[str] = []
    day = ""
    for line in (DATA / "small" / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in days:
            day, columns = days[cells[0]], [agencies[cell[:2]] for cell in cells[1:]]
        elif re.fullmatch(r"\d\d:\d\d", cells[0]):
            for agency, cell in zip(columns, cells[1:], strict=True):
                if cell.startswith("F"):
                    found[(cell[:2], agency)] = (day, cells[0])
    return found


def test_the_small_fair_contradicts_itself_nowhere(fair: Folder) -> None:
    assert faults(fair) == []


def test_it_is_small_enough_for_the_eye(fair: Folder) -> None:
    assert {stem: len(rows) for stem, rows in fair.rows.items()} == {
        "days": 2,
        "agencies": 3,
        "booths": 3,
        "booth_hours": 3,
        "plans": 12,
        "firms": 5,
        "firm_types": 6,
        "products": 6,
        "firm_hours": 1,
        "interests": 12,
        "marks": 4,
        "pins": 1,
        "programme": 2,
        "synonyms": 1,
    }
    assert len(fair.starts()) == 8


def test_the_readme_shows_the_timetable_found_by_hand(fair: Folder) -> None:
    assert written(fair) == BY_HAND


def test_the_timetable_by_hand_keeps_every_rule(fair: Folder) -> None:
    asked = {(wish.firm, wish.agency) for wish in fair["interests"]}
    refused = {(mark.firm, mark.agency) for mark in fair["marks"] if mark.mark == "no"}
    must = {(mark.firm, mark.agency) for mark in fair["marks"] if mark.mark == "must"}
    pinned = {
        (pin.firm, pin.agency): (str(pin.date), f"{pin.starts:%H:%M}") for pin in fair["pins"]
    }
    assert set(BY_HAND) <= asked - refused
    assert must <= set(BY_HAND)
    assert pinned.items() <= BY_HAND.items()
    for (firm, agency), (day, start) in BY_HAND.items():
        there = fair.firm_starts(firm) & fair.agency_starts(agency)
        assert (day, start) in {(str(date), f"{time:%H:%M}") for date, time in there}
    for booth in fair["booths"]:
        held = [at for (_, agency), at in BY_HAND.items() if agency == booth.agency]
        seats = booth.tables * len(fair.agency_starts(booth.agency))
        assert len(held) <= seats * (100 - fair.settings.walk_in_reserve) // 100
        assert max(held.count(at) for at in held) <= booth.tables
    for firm in fair.codes("firms"):
        times = [at for (who, _), at in BY_HAND.items() if who == firm]
        assert len(set(times)) == len(times) <= fair.settings.firm_quota


def test_three_wishes_are_left_for_the_three_reasons_told(fair: Folder) -> None:
    asked = {(wish.firm, wish.agency) for wish in fair["interests"]}
    assert asked - set(BY_HAND) == {("F5", "A3"), ("F4", "A3"), ("F2", "A2")}
    assert not fair.firm_starts("F4") & fair.agency_starts("A3")
    assert [mark.mark for mark in fair["marks"] if (mark.firm, mark.agency) == ("F5", "A3")] == [
        "no"
    ]
    given = [pair for pair in BY_HAND if pair[1] == "A2"]
    assert len(given) == len(fair.agency_starts("A2")) * 75 // 100
