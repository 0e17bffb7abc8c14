"""Two processes at one tier: what one proves, the other knows; together they settle it."""

import pytest

from benchmarks.fair import make_fair
from solver.check import check
from solver.choosing.choose import choose, note_bounds
from solver.layout import Layout
from solver.problem import GoalKind
from solver.running.beside import Beside
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.whole_plans import abreast
from solver.whole_plans.company import Drawn
from solver.whole_plans.first_plans import place_by_plans
from solver.whole_plans.tier_work import Work
from solver.whole_plans.who import groups_of, planned_parties


def _work() -> Work:
    """Give a small fair of long ways, with one break more than there has to be."""
    layout, watch = Layout(make_fair(2, 8, 24, tight="far")), Watch(60)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=2))
    choice = choose(layout, run.tally, watch)
    planned = planned_parties(layout)
    assert choice.whole is not None
    assert planned is not None
    placing = place_by_plans(run, planned, sorted(choice.whole))
    assert placing is not None
    run.tally.offer(placing)
    note_bounds(choice, run.tally)
    return Work(run, choice, groups_of(layout, choice, planned) or [])


def _tier(work: Work, kind: GoalKind) -> int:
    entries = work.whole.tally.entries
    return next(i for i, entry in enumerate(entries) if entry.aim.goal.kind is kind)


@pytest.mark.parametrize("many", [0, 1000], ids=["two processes", "one"])
def test_second_days_and_breaks_are_settled_and_no_rule_is_broken(many: int) -> None:
    work = _work()
    tally = work.whole.tally
    for kind in (GoalKind.DAYS, GoalKind.BREAKS):
        index = _tier(work, kind)
        assert tally.entries[index].value != tally.entries[index].bound
        abreast.improve(work, index, many=many)
        assert tally.entries[index].closed
        work.settle(index)
    assert tally.placing is not None
    assert not check(work.whole.layout.problem, tally.timetable(tally.placing)).violations


def test_the_second_process_goes_on_from_the_plans_of_the_first_and_tells_its_bound() -> None:
    work = _work()
    index, plans = _tier(work, GoalKind.DAYS), work.plans_in(work.whole.tally.placing or {})
    with Beside(abreast.labour) as second:
        second.line.say(abreast.task_of(work, index, memory=1 << 40))
        second.line.say(Drawn(1, 0, tuple(plans)))
        drawn, reached = second.line.next(), second.line.next()
    assert isinstance(drawn, Drawn)
    assert isinstance(reached, abreast.Reached)
    assert (drawn.edges, drawn.bound) == (2, reached.bound)
    assert set(plans) <= set(drawn.plans)


def test_what_the_other_has_reached_is_taken_over_but_nothing_worse_or_broken() -> None:
    work = _work()
    tally, index = work.whole.tally, _tier(work, GoalKind.DAYS)
    known = dict(tally.placing or {})
    fewer = dict(list(known.items())[1:])
    broken = dict.fromkeys(known, 0)
    with Beside(abreast.labour) as second:
        fellow = abreast.Fellow(second.line, tally, index, 1, second=False)
        for placing, bound in ((fewer, 3), (broken, 2), (None, 1)):
            fellow.take_over(abreast.Reached(placing, bound))
        assert fellow.handed_over() is None
        fellow.take_over(Drawn(2, 3, ()))
        assert fellow.handed_over() == Drawn(2, 3, ())
    assert tally.placing == known
    assert tally.entries[index].bound == 3
