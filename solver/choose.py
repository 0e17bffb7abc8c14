"""Which meetings: the tiers that ask for more, bounded by the relaxation and often attained."""

from dataclasses import dataclass, field

from solver.bounds import WHOLE, Relaxation, RelaxationSolver, Relaxed
from solver.layout import Layout
from solver.tally import Tally
from solver.watch import Watch


@dataclass
class Choice:
    """What the relaxation says about the leading tiers.

    Attributes
    ----------
    bounds
        For each leading tier what it cannot exceed, as long as those before attain theirs.
    placing
        The relaxation's best timetable, if it came out whole; travel and the spread of
        breaks may still be broken in it.
    sure, maybe
        Requests held wholly, and in part, in the relaxation's best point.
    slots, held
        What every timetable that attains all ``bounds`` has in common.
    impossible
        Whether the relaxation itself cannot be met.
    """

    bounds: list[int] = field(default_factory=list)
    placing: dict[int, int] | None = None
    sure: list[int] = field(default_factory=list)
    maybe: list[int] = field(default_factory=list)
    slots: list[tuple[int, ...]] | None = None
    held: set[int] = field(default_factory=set)
    impossible: bool = False


def choose(layout: Layout, tally: Tally, watch: Watch) -> Choice:
    """Solve the relaxation for the tiers at the front that are to be maximised."""
    leading = []
    for entry in tally.entries:
        if not entry.aim.maximised:
            break
        leading.append(entry)
    choice = Choice()
    if not leading or set(layout.musts) == set(range(len(layout.requests))):
        return choice
    relaxation = Relaxation(layout, [entry.aim for entry in leading])
    solver = RelaxationSolver(relaxation)
    best: Relaxed | None = None
    for entry in leading:
        began = watch.elapsed()
        answer = solver.maximise(entry.aim, watch)
        if answer is False:
            choice.impossible = True
            return choice
        if not isinstance(answer, Relaxed):
            return choice
        best = answer
        entry.seconds += watch.elapsed() - began
        choice.bounds.append(best.bound)
        note_bounds(choice, tally)
        if entry is not leading[-1]:
            solver.hold(entry.aim, best.bound)
    if best is not None:
        _read(choice, relaxation, best)
    return choice


def note_bounds(choice: Choice, tally: Tally) -> None:
    """Pass on the bounds that hold by now: each as long as those before it are attained."""
    for index, bound in enumerate(choice.bounds):
        tally.prove(index, bound)
        if tally.entries[index].value != bound:
            return


def _read(choice: Choice, relaxation: Relaxation, best: Relaxed) -> None:
    choice.placing = relaxation.slot_of(best)
    for request, share in enumerate(relaxation.shares(best)):
        if share > 1 - WHOLE:
            choice.sure.append(request)
        elif share > WHOLE:
            choice.maybe.append(request)
    choice.slots, choice.held = relaxation.settled(best)
