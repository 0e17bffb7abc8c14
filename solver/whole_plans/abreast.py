"""Two processes at one tier: each bounds it and draws up mixtures in a way of its own.

The first begins with few slots apart, which is soon bounded, while the second betters the
timetable there is. From the plans of the first the second goes on to a closer bound while the
first looks for a mixture at its own. What one has reached the other takes over: bounds,
timetables, and the plans behind the closer bound.
"""

from dataclasses import dataclass

from solver.choosing.choose import Choice
from solver.layout import Layout
from solver.problem import Problem
from solver.running.beside import Beside, Line
from solver.running.memory import resident
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.whole_plans.company import Drawn
from solver.whole_plans.mixtures import ATTEMPTS
from solver.whole_plans.tier_work import KINDS, Work
from solver.whole_plans.who import groups_of, planned_parties

# Fewer parties are mixed before a second process has begun.
MANY = 500


@dataclass(frozen=True, slots=True)
class Task:
    """All that a second process has to know."""

    problem: Problem
    choice: Choice
    placing: dict[int, int]
    bounds: tuple[int, ...]
    index: int
    seed: int
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Reached:
    """The bound of the tier, and a better timetable if there is one."""

    placing: dict[int, int] | None
    bound: int


class Fellow:
    """The other process, as one of the two sees it.

    Parameters
    ----------
    second
        Whether this is the second process, so that the other is the first.
    edges
        In which way plans are drawn up here.
    """

    def __init__(self, line: Line, tally: Tally, index: int, edges: int, *, second: bool) -> None:
        self.turns, self.relieves, self.edges = range(int(second), ATTEMPTS, 2), second, edges
        self._second, self._line, self._tally, self._index = second, line, tally, index
        self._drawn: Drawn | None = None

    def begin(self) -> Drawn | None:
        """Give plans to begin with, which the first to work has to draw up by itself."""
        while self._second and self._drawn is None:
            self.take_over(self._line.next())
        return self._drawn

    def listen(self) -> None:
        """Take over what the other has reached."""
        for message in self._line.heard():
            self.take_over(message)

    def take_over(self, message: object) -> None:
        """Take over what the other says it has reached."""
        if isinstance(message, Reached):
            self._tally.prove(self._index, message.bound)
            if message.placing is not None:
                self._tally.offer(message.placing, trusted=False)
        elif isinstance(message, Drawn):
            self._drawn = message

    def tell(self, placing: dict[int, int] | None, bound: int) -> None:
        """Let the other know the tier's bound and a better timetable, if there is one."""
        self._line.say(Reached(placing, bound))

    def hand_over(self, drawn: Drawn) -> None:
        """Let the other go on from plans drawn up here."""
        self._line.say(drawn)

    def handed_over(self) -> Drawn | None:
        """Give the plans that the other has drawn up, if there are any."""
        return self._drawn


def improve(work: Work, index: int, *, many: int = MANY) -> None:
    """Bound a tier and look for timetables at the bound, with a second process if that pays.

    Parameters
    ----------
    many
        How many parties it takes for that.
    """
    run = work.whole
    ways = work.ways(run.tally.entries[index].aim.goal.kind)
    parties = sum(len(group.parties) for group in work.groups)
    if run.style.workers < 2 or len(ways) < 2 or parties < many:
        work.improve(index)
        return
    try:
        second = Beside(labour)
    except OSError:
        work.improve(index)
        return
    lent = max(0, run.watch.memory - resident()) // 2
    with second as beside:
        beside.line.say(task_of(work, index, memory=lent))
        fellow = Fellow(beside.line, run.tally, index, ways[0], second=False)
        work.improve(index, fellow, lent=lent)


def task_of(work: Work, index: int, *, memory: int) -> Task:
    """Give what a second process has to know of a tier."""
    run, choice = work.whole, work.choice
    return Task(
        problem=run.layout.problem,
        choice=Choice(choice.bounds, slots=choice.slots, held=choice.held),
        placing=run.tally.placing or {},
        bounds=tuple(entry.bound for entry in run.tally.entries),
        index=index,
        seed=run.style.seed,
        seconds=run.watch.left(),
        memory=memory,
    )


def labour(line: Line) -> None:
    """Work at a tier in a second process, which is what it is started for."""
    task = line.next()
    if isinstance(task, Task):
        assist(task, line)


def assist(task: Task, line: Line) -> None:
    """Make every other attempt at a tier, telling the other process what is reached."""
    layout, watch = Layout(task.problem), Watch(task.seconds, memory=task.memory)
    tally = Tally(layout, watch, None)
    for index, bound in enumerate(task.bounds):
        tally.prove(index, bound)
    tally.offer(task.placing)
    groups = groups_of(layout, task.choice, planned_parties(layout) or set())
    work = Work(
        Run(layout, tally, watch, Style(workers=1, seed=task.seed)), task.choice, groups or []
    )
    for index in range(len(task.choice.bounds), task.index):
        if tally.entries[index].aim.goal.kind in KINDS:
            work.settle(index)
    ways = work.ways(tally.entries[task.index].aim.goal.kind)
    fellow = Fellow(line, tally, task.index, ways[1], second=True)
    work.relaxation(ways[1])
    work.improve(task.index, fellow)
