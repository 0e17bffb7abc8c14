"""How the records of one instance stand to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.rivals.judge import Found, Record, proved
from benchmarks.rivals.ledger import Sheet

ONE_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """One rival on one instance.

    Attributes
    ----------
    proved
        Tiers, from the first on, that it says are proved.
    behind
        The first tier in which it falls short of the best that anybody found; None for none.
    reached
        Seconds until its best timetable, or its value, was told; None without one.
    refuted
        A tier whose bound, as it says, somebody's timetable beats; None for none.
    """

    record: Record
    proved: int
    behind: int | None
    reached: float | None
    refuted: int | None = None

    @property
    def whole(self) -> bool:
        """Whether it proved its timetable to be the best."""
        best = self.record.best
        return best is not None and not best.broken and self.proved == len(best.values)


def key(values: Sequence[int], maximised: Sequence[bool]) -> tuple[int, ...]:
    """Give what sorts timetables, the best first."""
    return tuple(-v if more else v for v, more in zip(values, maximised, strict=True))


def best_of(sheet: Sheet, records: Sequence[Record]) -> Found | None:
    """Give the best timetable that breaks nothing."""
    right = [one.best for one in records if one.best is not None and not one.best.broken]
    return min(right, key=lambda one: key(one.values, sheet.maximised), default=None)


def standings(sheet: Sheet, records: Sequence[Record]) -> list[Standing]:
    """Compare the records of an instance, the best first."""
    best = best_of(sheet, records)
    found = [_standing(sheet, record, best) for record in records]
    return sorted(found, key=lambda one: _order(sheet, one))


def _standing(sheet: Sheet, record: Record, best: Found | None) -> Standing:
    own = record.best
    count = proved(record, sheet.maximised)
    if own is None or own.broken or best is None:
        return Standing(record, 0, None, None)
    pairs = enumerate(zip(own.values, best.values, strict=True))
    behind = next((tier for tier, (one, other) in pairs if one != other), None)
    refuted = behind if behind is not None and behind < count else None
    return Standing(record, count, behind, _reached(record, own), refuted)


def _reached(record: Record, own: Found) -> float:
    """Give the moment from which on every tier had its last value, as far as was told."""
    moments = [0.0]
    for tier, value in enumerate(own.values):
        told = sorted(
            [(one.seconds, one.values[tier]) for one in record.found if not one.broken]
            + [(one.seconds, one.value) for one in record.claims if one.tier == tier]
        )
        since = 0.0
        for seconds, one in reversed(told):
            if one != value:
                break
            since = seconds
        moments.append(since)
    return max(moments)


def _order(sheet: Sheet, one: Standing) -> tuple[object, ...]:
    own = one.record.best
    if own is None or own.broken:
        return (1, own is None, (), 0, 0.0, one.record.rival)
    rank = key(own.values, sheet.maximised)
    ended = one.record.seconds if one.whole else one.reached
    return (0, False, rank, -one.proved, ended, one.record.rival)
