from dataclasses import replace
from typing import Any

import pytest

from solver.errors import InvalidProblem
from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel

SLOTS = (Slot(0, 600, 620), Slot(0, 620, 640), Slot(1, 600, 620))
GOOD = Problem(SLOTS, (Party("a"), Party("b")), (Request("ab", "a", "b"),))


def party(**fields: Any) -> dict[str, object]:
    return {"parties": (replace(Party("a"), **fields), Party("b"))}


def request(**fields: Any) -> dict[str, object]:
    return {"requests": (replace(Request("ab", "a", "b"), **fields),)}


@pytest.mark.parametrize(
    ("change", "field", "owner"),
    [
        ({"slots": ()}, "slots", ""),
        ({"slots": (Slot(-1, 600, 620),)}, "slots.day", "slot 0"),
        ({"slots": (Slot(0, -5, 620),)}, "slots.start", "slot 0"),
        ({"slots": (Slot(0, 600, 600),)}, "slots.end", "slot 0"),
        ({"slots": (Slot(0, 600, 1441),)}, "slots.end", "slot 0"),
        ({"slots": (Slot(1, 600, 620), Slot(0, 700, 720))}, "slots.day", "slot 1"),
        ({"slots": (Slot(0, 600, 620), Slot(0, 610, 630))}, "slots.start", "slot 1"),
        ({"parties": (Party(""), Party("b"))}, "parties.id", ""),
        ({"parties": (Party("a"), Party("a"))}, "parties.id", "a"),
        (party(seats=0), "parties.seats", "a"),
        (party(seats=True), "parties.seats", "a"),
        (party(available=(3,)), "parties.available", "a"),
        (party(available=(1, 1)), "parties.available", "a"),
        (party(at_least=-1), "parties.at_least", "a"),
        (party(at_least=2, at_most=1), "parties.at_most", "a"),
        (party(at_most_per_day=-1), "parties.at_most_per_day", "a"),
        (party(at_most_per_day=(1,)), "parties.at_most_per_day", "a"),
        (party(at_most_per_day=(1, -1)), "parties.at_most_per_day", "a"),
        (party(at_least_per_day=-1), "parties.at_least_per_day", "a"),
        (party(at_least_per_day=(1,)), "parties.at_least_per_day", "a"),
        (party(at_least_per_day=1, at_most=1), "parties.at_least_per_day", "a"),
        (party(at_least_per_day=(0, 2), at_most_per_day=1), "parties.at_least_per_day", "a"),
        (party(rest_after=0), "parties.rest_after", "a"),
        (request(group=""), "requests.group", "ab"),
        (request(length=0), "requests.length", "ab"),
        ({"requests": (Request("ab", "a", "b"),) * 2}, "requests.id", "ab"),
        (request(a="x"), "requests.a", "ab"),
        (request(b="x"), "requests.b", "ab"),
        (request(b="a"), "requests.b", "ab"),
        (request(worth=-1), "requests.worth", "ab"),
        (request(worth=1.5), "requests.worth", "ab"),
        (request(worth=10**8 + 1), "requests.worth", "ab"),
        (request(slots=(0, 7)), "requests.slots", "ab"),
        (request(pin=3), "requests.pin", "ab"),
        ({"capacity": (1,)}, "capacity", ""),
        ({"capacity": (1, 1, -1)}, "capacity", "slot 2"),
        ({"break_spread": -1}, "break_spread", ""),
        ({"bans": (("a", "x"),)}, "bans", "ban 0"),
        ({"bans": (("a", "a"),)}, "bans", "ban 0"),
        ({"precedences": (("ab", "x"),)}, "precedences", "precedence 0"),
        ({"precedences": (("ab", "ab"),)}, "precedences", "precedence 0"),
        ({"travels": (Travel("p", "p", 1),)}, "travels", "p to p"),
        ({"travels": (Travel("p", "q"), Travel("q", "p"))}, "travels", "q to p"),
        ({"travels": (Travel("p", "q", -1),)}, "travels.minutes", "p to q"),
        ({"travels": (Travel("p", "q", 1, -1),)}, "travels.metres", "p to q"),
        ({"lunches": (Lunch((), 0),)}, "lunches.slots", "lunch 0"),
        ({"lunches": (Lunch((9,), 0),)}, "lunches.slots", "lunch 0"),
        ({"lunches": (Lunch((0,), 2),)}, "lunches.free", "lunch 0"),
        ({"goals": (Goal(GoalKind.DAYS),) * 2}, "goals", "days"),
        ({"before": (Earlier("ax", 0),)}, "before.request", ""),
        ({"before": (Earlier("ab", 0),) * 2}, "before.request", "ab"),
        ({"before": (Earlier("ab", 3),)}, "before.slot", "ab"),
        ({"before": (Earlier("ab", 0, move=-1),)}, "before.move", "ab"),
        ({"before": (Earlier("ab", 0, drop=-1),)}, "before.drop", "ab"),
        (
            {**request(pin=1), "before": (Earlier("ab", 0, frozen=True),)},
            "before.slot",
            "ab",
        ),
    ],
)
def test_a_contradiction_is_refused_by_name(change: dict[str, Any], field: str, owner: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        replace(GOOD, **change)
    assert (caught.value.field, caught.value.owner) == (field, owner)
    assert str(caught.value).startswith(field)
    assert "expected" in str(caught.value)


def test_worths_too_large_to_add_up_are_refused_together() -> None:
    many = tuple(Request(str(number), "a", "b", worth=10**8) for number in range(1001))
    with pytest.raises(InvalidProblem, match="at most 100000000000 in all"):
        replace(GOOD, requests=many)
    assert len(replace(GOOD, requests=many[:1000]).requests) == 1000


def test_limits_at_their_edges_are_accepted() -> None:
    parties = (
        Party("a", at_least=1, at_most=1, at_most_per_day=(0, 2), at_least_per_day=(0, 1)),
        Party("b", available=(), rest_after=1),
    )
    changed = replace(
        GOOD,
        slots=(Slot(0, 0, 1440), Slot(3, 0, 20), Slot(3, 20, 40)),
        parties=parties,
        capacity=(0, 0, 0),
        lunches=(Lunch((0,), 1),),
        break_spread=0,
    )
    assert changed.parties == parties
