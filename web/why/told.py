"""A price as the page shows it: what each goal loses, who goes, who moves, who comes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from fairmatch.reports.prices import verdict_words
from fairmatch.why import Basis
from fairmatch.wording import Words
from solver.price import Loss, Price, Verdict
from solver.problem import Slot


@dataclass(frozen=True, slots=True)
class GoalLoss:
    """One goal with the wish held; named as the report's tiers are."""

    goal: str
    level: int | None
    now: int
    then: int | None
    lost: int
    least: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A consultation that goes, comes or moves: between whom, and when (local times)."""

    names: Words
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """A price for the page."""

    verdict: Verdict
    words: Words
    goals: tuple[GoalLoss, ...]
    displaced: tuple[Talk, ...]
    moved: tuple[Talk, ...]
    added: tuple[Talk, ...]
    clash: tuple[Talk, ...]
    no_fewer: bool
    at: datetime | None
    possible: bool
    exact: bool


def tell(basis: Basis, price: Price) -> Told:
    """Lay a price out."""
    before = basis.result.timetable.slot_of if basis.result.timetable else {}
    after = price.timetable.slot_of if price.timetable else {}

    def talks(requests: Iterable[str]) -> tuple[Talk, ...]:
        return tuple(
            Talk(basis.names(one), when(before.get(one)), when(after.get(one))) for one in requests
        )

    def when(slot: int | None) -> datetime | None:
        return None if slot is None else _when(basis, basis.problem.slots[slot])

    own = price.losses[: len(basis.result.tiers)]
    return Told(
        verdict=price.verdict,
        words=verdict_words(price),
        goals=tuple(_goal(loss) for loss in own if loss.lost),
        displaced=talks(price.displaced),
        moved=talks(price.moved),
        added=talks(price.added),
        clash=talks(one for one in price.clash if one != price.request),
        no_fewer=bool(price.displaced) and len(price.displaced) == price.fewest_displaced,
        at=when(after.get(price.request)),
        possible=price.timetable is not None,
        exact=price.exact or price.verdict is Verdict.IMPOSSIBLE,
    )


def _goal(loss: Loss) -> GoalLoss:
    lost = loss.lost or 0
    least = lost if loss.exact or loss.least is None else max(0, min(loss.least, lost))
    return GoalLoss(
        loss.aim.goal.kind.value, loss.aim.level, loss.now, loss.value, lost, least, loss.exact
    )


def _when(basis: Basis, slot: Slot) -> datetime:
    hour, minute = divmod(slot.start, 60)
    return datetime.combine(basis.dates[slot.day], time(hour, minute))
