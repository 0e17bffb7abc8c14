"""Made fairs: what makes them hard is in them, and the command tells every tier."""

import pytest

from benchmarks.__main__ import main
from benchmarks.fair import SLOTS, TIGHT, make_fair


def test_a_fair_has_ways_tables_marks_and_a_reserve() -> None:
    fair = make_fair(1, 44, 60)
    assert any(way.minutes for way in fair.travels)
    assert any(party.seats > 1 for party in fair.parties)
    assert any(request.must for request in fair.requests)
    assert fair.bans
    assert fair.capacity is not None
    assert all(party.at_most_per_day for party in fair.parties if party.side == "booth")


def test_in_tight_fairs_nobody_can_meet_in_more_than_two_slots_in_a_row() -> None:
    for kind in ("alternate", "pieces"):
        for party in make_fair(1, 8, 30, tight=kind).parties:
            if party.side == "firm":
                slots = set(range(len(SLOTS)) if party.available is None else party.available)
                rows = [s for s in slots if {s + 1, s + 2} <= slots and s // 18 == (s + 2) // 18]
                assert not rows
    assert all(way.minutes for way in make_fair(1, 8, 30, tight="far").travels)


@pytest.mark.parametrize("tight", TIGHT)
def test_the_command_tells_each_tier_of_each_fair(
    tight: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ["--booths", "4", "--firms", "6", "8"]
    assert main(["fair", *sizes, "--tight", tight, "--seconds", "3", "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert f"4 × 8 {tight}" in out
    assert out.count("walking") == 2
