"""Timetables that cannot be made, kept or published."""

from collections.abc import Sequence

from fairmatch.errors.base import FairMatchError
from fairmatch.wording import Words, said_in


class SlotsInUse(FairMatchError):
    """Slots that new fair hours would remove hold published consultations."""

    def __init__(self, held: Sequence[tuple[str, str]]) -> None:
        self.held = tuple(held)
        shown = "; ".join(f"{slot}: {who}" for slot, who in self.held[:10])
        super().__init__(f"slots in use cannot be removed: {shown}")


class PartiesInUse(FairMatchError):
    """Agencies or firms that were to be removed have published consultations."""

    def __init__(self, held: Sequence[str]) -> None:
        self.held = tuple(held)
        shown = ", ".join(self.held[:10]) + (", …" if len(self.held) > 10 else "")
        super().__init__(
            f"these have published consultations and cannot be removed: {shown}; "
            "keep them in the files, or import without prune"
        )


class StaleInputs(FairMatchError):
    """The fair changed while the solver ran, so its timetable may not fit any more."""

    def __init__(self, solved: int, now: int) -> None:
        self.solved = solved
        self.now = now
        super().__init__(
            f"the fair changed while the solver ran (revision {solved} → {now}); solve again"
        )


class FairBusy(FairMatchError):
    """Another run of the same fair is running; there is one at a time."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(
            f"a timetable of this fair is being made already (run {run}); wait for its end, or "
            "cancel it"
        )


class RunLost(FairMatchError):
    """The run was taken from whoever worked at it, who seemed to be dead."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(f"run {run} was taken over by another worker; nothing is kept of this one")


class StaleDraft(FairMatchError):
    """The fair changed after a draft was made; publishing it would publish the past."""

    def __init__(self, drafted: int, now: int) -> None:
        self.drafted = drafted
        self.now = now
        super().__init__(
            f"the fair changed after the draft was made (revision {drafted} → {now}); solve again"
        )


class OutlookChanged(FairMatchError):
    """Publishing would change something else than was seen by whoever wants to publish."""

    def __init__(self) -> None:
        super().__init__("something else would change than was shown; look again")


class NotAcknowledged(FairMatchError):
    """Publishing has consequences that nobody said to know of; ``kinds`` names them."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        super().__init__(f"acknowledge first: {', '.join(self.kinds)}")


class BegunMoves(FairMatchError):
    """Publishing would move, drop or add consultations that have begun."""

    def __init__(self, who: Sequence[str]) -> None:
        self.who = tuple(who)
        shown = "; ".join(self.who[:5])
        super().__init__(f"what has begun cannot change any more ({len(self.who)}): {shown}")


class LatestVersion(FairMatchError):
    """The version to go back to is the one that is published."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"version {number} is the published one; there is nothing to go back to")


class NotPriceable(FairMatchError):
    """A timetable does not fit the fair as it is any more, so nothing can be priced against it."""

    def __init__(self) -> None:
        super().__init__("the timetable does not fit the fair as it is any more; solve again")


class AlreadyPublished(FairMatchError):
    """A timetable that is already a published version cannot be published again."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"the timetable is already published as version {number}")


class NothingToPlan(FairMatchError):
    """The fair has no slots or no interests, so there is no timetable to make."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"the fair has no {missing}; import them first")


class PlanningClash(FairMatchError):
    """The musts cannot all be kept; ``musts`` names a set of them that clash."""

    def __init__(self, musts: Sequence[Words | str]) -> None:
        self.words = tuple(musts)
        self.musts = tuple(map(str, musts))
        super().__init__("these cannot all be kept: " + "; ".join(self.musts))

    def in_language(self, language: str) -> tuple[str, ...]:
        """Give what clashes for a reader of Korean or English."""
        return tuple(said_in(language, words) for words in self.words)


class NoTimetable(FairMatchError):
    """The solver stopped before it had any timetable, or none has been made or published."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class RuleBroken(FairMatchError):
    """The independent checker found a timetable that breaks a rule; it is not saved."""

    def __init__(self, violations: Sequence[Words | str]) -> None:
        self.words = tuple(violations)
        self.violations = tuple(map(str, violations))
        super().__init__(
            f"the timetable breaks {len(self.violations)} rule(s): "
            + "; ".join(self.violations[:5])
        )

    def in_language(self, language: str) -> tuple[str, ...]:
        """Give what is broken for a reader of Korean or English."""
        return tuple(said_in(language, words) for words in self.words)
