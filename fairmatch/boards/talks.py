"""What everybody may see of how a consultation goes: less than the two sides say of each other."""

from datetime import datetime, timedelta
from enum import StrEnum

from fairmatch.fairday.today import Talk
from fairmatch.fairday.verdicts import Standing, late_by, verdict
from fairmatch.models import Side


class TalkState(StrEnum):
    """How a consultation stands at a moment.

    ``late``: its time has come, and somebody is waited for; ``free``: its time has come, and its
    table is free, as it is over already or the firm did not come.
    """

    COMING = "coming"
    NOW = "now"
    LATE = "late"
    FREE = "free"
    OVER = "over"


_FREE = frozenset({Standing.FIRM_MISSING, Standing.HELD, Standing.UNKNOWN})


def state_of(talk: Talk, grace: timedelta, now: datetime) -> TalkState:
    """Tell how a consultation stands; ``grace`` is what a party may be late."""
    facts = talk.facts
    if now >= facts.ends_at:
        return TalkState.OVER
    if now < facts.starts_at:
        return TalkState.COMING
    standing = verdict(facts, grace=grace, now=now)
    if standing in _FREE:
        return TalkState.FREE
    if standing is Standing.AGENCY_MISSING or (standing is Standing.DUE and delay_of(talk)):
        return TalkState.LATE
    return TalkState.NOW


def delay_of(talk: Talk) -> int:
    """Give by how many minutes it begins late, as the side says that is later; 0 if none does."""
    return max(late_by(talk.facts, side) or 0 for side in (Side.FIRM, Side.AGENCY))
