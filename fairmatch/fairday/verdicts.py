"""What is true of a consultation on the day: one pure function of what everybody said of it.

Nothing of this is stored, so nothing can contradict what it was derived from.

The rule for contradictions, the first that fits:

1. What is not over and of which nobody said anything is to come, or due once its time has begun.
2. The desk's word decides, the latest one if there are several.
3. Whoever says that it began, ended or was held, or wrote down an outcome of it, beats whoever
   says that somebody is missing: nobody talks with an empty chair. If an outcome says that it was
   *not* held, the two contradict each other and the desk decides.
4. Each side says that the other is missing: disputed. Both may be right, each at another booth.
5. One side says that the other is missing, and the other was checked in when its grace ended and
   had not left: disputed. It is in the hall, and may have been sent to the wrong table.
6. One side says that the other is missing, and nothing speaks against it: missing. Its seat is
   free until the consultation would have ended.
7. It is over and nobody said anything: unknown.

Of each side only its latest word counts, so that a slip of the finger is put right by saying the
other thing. A word about somebody missing counts from the end of the grace on; see `missing_from`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmatch.models import ClaimKind, Side


class Standing(StrEnum):
    """How a consultation stands on the day."""

    TO_COME = "to_come"
    DUE = "due"
    UNDER_WAY = "under_way"
    HELD = "held"
    FIRM_MISSING = "firm_missing"
    AGENCY_MISSING = "agency_missing"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


MISSING = {
    ClaimKind.FIRM_MISSING: Standing.FIRM_MISSING,
    ClaimKind.AGENCY_MISSING: Standing.AGENCY_MISSING,
}
"""What a word about somebody missing comes to where nothing speaks against it."""

ABOUT = {ClaimKind.FIRM_MISSING: Side.FIRM, ClaimKind.AGENCY_MISSING: Side.AGENCY}
"""Who is missing, by what is said."""

OVER = frozenset({ClaimKind.ENDED, ClaimKind.HELD})
TOOK_PLACE = OVER | {ClaimKind.BEGUN}


@dataclass(frozen=True, slots=True)
class Word:
    """One claim that was not taken back; ``minutes`` only with LATE."""

    side: Side
    kind: ClaimKind
    at: datetime
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Since when a party is there, and when it left; None while it is there."""

    at: datetime
    left_at: datetime | None = None

    def there(self, now: datetime) -> bool:
        """Tell whether the party is there at a moment."""
        return self.at <= now and (self.left_at is None or now < self.left_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one consultation at one time of the day; the order of words is none.

    ``outcome`` is whether its outcome says that it was held; None without an outcome.
    """

    starts_at: datetime
    ends_at: datetime
    words: tuple[Word, ...] = ()
    firm: Presence | None = None
    agency: Presence | None = None
    outcome: bool | None = None


def verdict(facts: Facts, *, grace: timedelta, now: datetime) -> Standing:
    """Give how a consultation stands, by the rule of this module.

    Parameters
    ----------
    grace
        How long after its beginning a party may come without being missing.
    """
    if not facts.words and facts.outcome is None:
        return _unsaid(facts, now)
    said = _said(facts, grace)
    if (desk := said.get(Side.DESK)) is not None:
        return MISSING.get(desk) or _taking_place(facts, desk in OVER, now)
    held = TOOK_PLACE & set(said.values())
    if facts.outcome is False and held:
        return Standing.DISPUTED
    if facts.outcome or held:
        return _taking_place(facts, bool(facts.outcome or OVER & held), now)
    return _missing(facts, said.values(), grace) or _unsaid(facts, now)


def missing_from(facts: Facts, missing: Side, *, grace: timedelta) -> datetime:
    """Give from when on a side may be said to be missing.

    That is when the grace ends. A side that said before, that it will be late, is waited for as
    long as it said, but not for more than half of the consultation.
    """
    ends = facts.starts_at + grace
    late = [
        timedelta(minutes=word.minutes)
        for word in facts.words
        if word.side is missing and word.minutes is not None and word.at <= ends
    ]
    most = (facts.ends_at - facts.starts_at) / 2
    return max(ends, facts.starts_at + min(max(late, default=timedelta()), most))


def seat_is_free(standing: Standing, facts: Facts, now: datetime) -> bool:
    """Tell whether somebody else may have the rest of the time, as one of the two is missing.

    Where the agency is missing nobody sits there to be talked to.
    """
    return standing is Standing.FIRM_MISSING and now < facts.ends_at


def late_by(facts: Facts, side: Side) -> int | None:
    """Give by how many minutes a side says that it will be late, in its latest word; else None."""
    said = [word for word in facts.words if word.side == side]
    latest = max(said, key=lambda word: word.at, default=None)
    return None if latest is None else latest.minutes


def _said(facts: Facts, grace: timedelta) -> dict[Side, ClaimKind]:
    """Give the latest word of each side that says whether it takes place."""
    said: dict[Side, ClaimKind] = {}
    for word in sorted(_counting(facts, grace), key=lambda word: (word.at, word.kind)):
        said[word.side] = word.kind
    return said


def _counting(facts: Facts, grace: timedelta) -> Iterable[Word]:
    for word in facts.words:
        missing = ABOUT.get(word.kind)
        if word.kind in TOOK_PLACE or (
            missing is not None and word.at >= missing_from(facts, missing, grace=grace)
        ):
            yield word


def _missing(facts: Facts, said: Collection[ClaimKind], grace: timedelta) -> Standing | None:
    missing = [kind for kind in said if kind in ABOUT]
    if len(missing) == 2 or any(_was_there(facts, ABOUT[kind], grace) for kind in missing):
        return Standing.DISPUTED
    return MISSING[missing[0]] if missing else None


def _unsaid(facts: Facts, now: datetime) -> Standing:
    if facts.outcome is False or facts.ends_at <= now:
        return Standing.UNKNOWN
    return Standing.DUE if facts.starts_at <= now else Standing.TO_COME


def _taking_place(facts: Facts, over: bool, now: datetime) -> Standing:
    return Standing.HELD if over or facts.ends_at <= now else Standing.UNDER_WAY


def _was_there(facts: Facts, side: Side, grace: timedelta) -> bool:
    presence = facts.firm if side is Side.FIRM else facts.agency
    return presence is not None and presence.there(missing_from(facts, side, grace=grace))
