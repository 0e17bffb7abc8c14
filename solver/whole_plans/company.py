"""What somebody who works at a tier knows of whoever else works at it at the same time."""

from dataclasses import dataclass
from typing import Protocol

from solver.whole_plans.mixtures import ATTEMPTS
from solver.whole_plans.plans import Plan

Known = tuple[tuple[int, Plan], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Plans that a bound was proved with, drawn up with some slots beside a pause apart."""

    edges: int
    bound: int
    plans: Known


class Company(Protocol):
    """Whoever else works at the tier at the same time."""

    turns: range
    """The attempts to be made here."""

    relieves: bool
    """Whether the timetable there is is bettered here before anything else."""

    @property
    def edges(self) -> int | None:
        """Plans are drawn up here with so many slots beside a pause apart; None for all ways."""

    def begin(self) -> "Drawn | None":
        """Give plans to begin with, once the other has drawn them up; None for none."""

    def listen(self) -> None:
        """Take over what the other has reached."""

    def tell(self, placing: dict[int, int] | None, bound: int) -> None:
        """Let the other know the tier's bound and a better timetable, if there is one."""

    def hand_over(self, drawn: Drawn) -> None:
        """Let the other go on from plans drawn up here."""

    def handed_over(self) -> Drawn | None:
        """Give the plans that the other has drawn up, if there are any."""


class Alone:
    """Nobody else."""

    turns, relieves, edges = range(ATTEMPTS), True, None

    def begin(self) -> Drawn | None:
        """Begin with nothing."""
        return None

    def listen(self) -> None:
        """Hear nothing."""

    def tell(self, placing: dict[int, int] | None, bound: int) -> None:
        """Say nothing."""

    def hand_over(self, drawn: Drawn) -> None:
        """Keep it."""

    def handed_over(self) -> Drawn | None:
        """Give nothing."""
        return None
