"""The made travel exchange: seeded, as large as said, and solved as a command."""

import pytest

from benchmarks.__main__ import main
from benchmarks.exchange import HALLS, make_exchange


def test_one_seed_makes_one_exchange() -> None:
    assert make_exchange(5, 20, 15) == make_exchange(5, 20, 15)
    assert make_exchange(5, 20, 15) != make_exchange(6, 20, 15)


def test_it_has_the_size_and_the_limits_of_the_known_one() -> None:
    problem = make_exchange(1)
    assert len(problem.slots) == 86
    assert len(problem.parties) == 1320
    assert 137_000 < len(problem.requests) < 139_000
    away = [who for who in problem.parties if len(who.available or ()) < 86]
    assert {"buyer", "seller"} == {who.side for who in away}
    assert any(who.at_most for who in problem.parties)
    assert any(who.at_most_per_day for who in problem.parties)
    assert {who.place for who in problem.parties if who.side == "seller"} == set(HALLS)


def test_a_change_of_hall_costs_a_slot_but_not_at_lunch() -> None:
    problem = make_exchange(1, 2, 2)
    pauses = {
        later.start - earlier.end
        for earlier, later in zip(problem.slots, problem.slots[1:], strict=False)
        if earlier.day == later.day
    }
    assert min(pauses) < problem.travels[0].minutes <= min(pauses) + 20
    assert max(pauses) >= problem.travels[0].minutes


def test_the_command_tells_tiers_times_and_memory(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["exchange", "--buyers", "12", "--sellers", "10", "--seconds", "10"]
    assert main([*arguments, "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "0 rules broken" in told
    assert "worth" in told
    assert "first whole timetable after" in told
    assert "MB at most" in told
