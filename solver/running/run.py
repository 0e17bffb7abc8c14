"""What the stages of one run share."""

from dataclasses import dataclass

from solver.layout import Layout
from solver.running.search import Placing, Style
from solver.running.tally import Tally
from solver.running.watch import Watch


@dataclass(frozen=True, slots=True)
class Run:
    """A problem being solved: what follows from it, what is known, the limits, the manner."""

    layout: Layout
    tally: Tally
    watch: Watch
    style: Style

    def take(self, placing: Placing) -> None:
        """Offer a timetable of a model that has all rules.

        Raises
        ------
        BrokenTimetable
            If it breaks one nevertheless.
        """
        self.tally.offer(placing)

    def over(self) -> bool:
        """Whether every tier is proved, or the time is up."""
        done = self.tally.placing is not None and self.tally.first_open() is None
        return done or self.watch.over()
