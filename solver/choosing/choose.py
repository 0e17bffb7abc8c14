"""Which meetings: the tiers that ask for more, bounded by the relaxation and often attained."""

from dataclasses import dataclass, field
from typing import Protocol

from solver.choosing.bounds import WHOLE, Relaxation, RelaxationSolver, Relaxed
from solver.choosing.face import Face, find_face
from solver.layout import Layout
from solver.running.tally import Tally
from solver.running.watch import Watch

# Bytes of memory a number other than 0 takes in a relaxation being solved, as measured.
ENTRY = 750
# Of the time left; the rest is for placing the meetings chosen.
SHARE = 0.6


class Doubting(Protocol):
    """Can tell whether all timetables worth looking at hold a request."""

    def must_hold(self, request: int, watch: Watch) -> bool:
        """Whether some tier would fall short without the request."""


@dataclass
class Choice:
    """What the relaxation says about the leading tiers.

    Attributes
    ----------
    bounds
        For each leading tier what it cannot exceed, as long as those before attain theirs.
    whole
        The slots in which the relaxation's best point holds each of its meetings, if it came
        out whole, or those it may begin in; travel, the spread of breaks and who meets when
        are open yet.
    placing
        A timetable that attains all ``bounds``, if one was found for the meetings.
    sure, maybe
        Requests held wholly, and in part, in the relaxation's best point.
    slots, held
        What every timetable that attains all ``bounds`` has in common, as far as it is known.
    solver
        Which can find out more of it.
    relaxation, proofs
        The relaxation, and the point that bounds each leading tier from ``first`` on; None
        for a level that nobody can have.
    first
        How many leading tiers were kept at values known to be the best.
    impossible
        Whether the relaxation itself cannot be met.
    cut_short
        Whether time ran out before all leading tiers were bounded.
    """

    bounds: list[int] = field(default_factory=list)
    whole: dict[int, tuple[int, ...]] | None = None
    placing: dict[int, int] | None = None
    sure: list[int] = field(default_factory=list)
    maybe: list[int] = field(default_factory=list)
    slots: list[tuple[int, ...]] | None = None
    held: set[int] = field(default_factory=set)
    solver: Doubting | None = None
    relaxation: Relaxation | None = None
    proofs: list[Relaxed | None] = field(default_factory=list)
    first: int = 0
    impossible: bool = False
    cut_short: bool = False

    def face(self, index: int, gap: int) -> Face | None:
        """Give what all timetables share that miss the bound of a tier by a gap at most.

        They attain the bounds before it. None if it is not known how those were proved.
        """
        if self.relaxation is None or not self.first <= index < self.first + len(self.proofs):
            return None
        known = self.proofs[: index - self.first + 1]
        gaps = [0] * (len(known) - 1) + [gap]
        proofs = [(one, miss) for one, miss in zip(known, gaps, strict=True) if one is not None]
        return find_face(self.relaxation, proofs)


def choose(layout: Layout, tally: Tally, watch: Watch, *, first: int = 0) -> Choice:
    """Solve the relaxation for the tiers at the front that are to be maximised.

    Parameters
    ----------
    first
        How many of them are proved, at values that the relaxation does not know to be the best.
    """
    leading = []
    for entry in tally.entries:
        if not entry.aim.maximised:
            break
        leading.append(entry)
    choice = Choice(first=first)
    if not leading or set(layout.musts) == set(range(len(layout.requests))):
        return choice
    tiers = [entry.aim for entry in leading]
    relaxation = Relaxation(layout, tiers)
    if not watch.room(ENTRY * len(relaxation.rows.columns)):
        choice.cut_short = True
        return choice
    solver = RelaxationSolver(relaxation, tiers)
    best: Relaxed | None = None
    end = watch.elapsed() + SHARE * watch.left()
    for entry in leading[:first]:
        choice.bounds.append(entry.bound)
        solver.hold(entry.aim, entry.bound)
    for entry in leading[first:]:
        began = watch.elapsed()
        if choice.bounds and choice.bounds[-1] == 0 and (entry.aim.level or 1) > 1:
            # Nobody has so many meetings, and so nobody has one more.
            choice.bounds.append(0)
            choice.proofs.append(None)
            note_bounds(choice, tally)
            continue
        answer = None if began >= end else solver.maximise(entry.aim, watch, seconds=end - began)
        if answer is False:
            choice.impossible = True
            return choice
        if not isinstance(answer, Relaxed):
            choice.cut_short = True
            break
        best = answer
        entry.seconds += watch.elapsed() - began
        choice.bounds.append(best.bound)
        choice.proofs.append(best)
        note_bounds(choice, tally)
        solver.hold(entry.aim, best.bound)
    if best is not None:
        choice.solver, choice.relaxation = solver, relaxation
        _read(choice, relaxation, best)
    return choice


def spread(
    layout: Layout, watch: Watch, whole: dict[int, tuple[int, ...]]
) -> dict[int, int] | None:
    """Spread meetings over the slots of their stretches, each in one.

    The relaxation by slots has a point, each stretch spread evenly, and as a colouring of the
    edges of a graph of two sides it has one in whole numbers at a vertex.
    """
    slots = [whole.get(request, ()) for request in range(len(layout.requests))]
    relaxation = Relaxation(layout, (), chosen=slots, single=True)
    answer = RelaxationSolver(relaxation, once=True).most_meetings(watch)
    found = relaxation.stretch_of(answer) if isinstance(answer, Relaxed) else None
    return found if found is not None and found.keys() == whole.keys() else None


def note_bounds(choice: Choice, tally: Tally) -> None:
    """Pass on the bounds that hold by now: each as long as those before it are attained."""
    for index, bound in enumerate(choice.bounds):
        tally.prove(index, bound)
        if tally.entries[index].value != bound:
            return


def _read(choice: Choice, relaxation: Relaxation, best: Relaxed) -> None:
    stretch_of = relaxation.stretch_of(best)
    if stretch_of is not None:
        choice.whole = {r: relaxation.stretches[one] for r, one in stretch_of.items()}
    for request, share in enumerate(relaxation.shares(best)):
        if share > 1 - WHOLE:
            choice.sure.append(request)
        elif share > WHOLE:
            choice.maybe.append(request)
    choice.slots, choice.held = relaxation.settled(best)
