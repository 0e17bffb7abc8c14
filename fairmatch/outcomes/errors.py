"""What whoever writes an outcome down is refused; classes with fields."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from fairmatch.errors import FairMatchError


class Wrong(StrEnum):
    """What is wrong with a field of an outcome or of a survey."""

    MISSING = "missing"
    NOT_HELD = "not_held"
    AMOUNT = "amount"
    AMOUNT_NEEDED = "amount_needed"
    UNSIGNED = "unsigned"
    BOTH = "both"
    ITEM = "item"
    TEXT = "text"
    LONG = "long"
    DAY = "day"
    SIDE = "side"
    MARK = "mark"


class BadOutcome(FairMatchError):
    """An outcome cannot be as it was written; ``wrong`` says why, by field."""

    def __init__(self, wrong: Mapping[str, Wrong]) -> None:
        self.wrong = dict(wrong)
        told = ", ".join(f"{field}: {why}" for field, why in self.wrong.items())
        super().__init__(f"this cannot be what came of a consultation ({told})")


class NotBegun(FairMatchError):
    """Nothing can have come of a consultation that is still to begin."""

    def __init__(self, starts_at: datetime) -> None:
        self.starts_at = starts_at
        super().__init__(f"the consultation begins at {starts_at.isoformat()} only")


class OutcomeChanged(FairMatchError):
    """Somebody else changed the outcome since it was shown; nothing was stored."""

    def __init__(self) -> None:
        super().__init__("this outcome was changed meanwhile; look at it as it is now")


class OutcomeDecided(FairMatchError):
    """The desk has decided what came of it; only the desk changes that."""

    def __init__(self) -> None:
        super().__init__("the organiser has decided what came of this consultation")


class NothingWritten(FairMatchError):
    """There is no outcome yet that could be answered, followed up or given a file."""

    def __init__(self) -> None:
        super().__init__("nothing has been written about this consultation yet")


class NothingPromised(FairMatchError):
    """No follow-up was promised in this outcome."""

    def __init__(self) -> None:
        super().__init__("nothing was promised in this consultation")


class SurveyClosed(FairMatchError):
    """A party cannot give its opinion now; ``too_early``: its consultations are not over."""

    def __init__(self, *, too_early: bool) -> None:
        self.too_early = too_early
        when = "once its last consultation is over" if too_early else "until its data is erased"
        super().__init__(f"a party is asked for its opinion {when}")


class SurveyChanged(FairMatchError):
    """The party's answers were changed since they were shown; nothing was stored."""

    def __init__(self) -> None:
        super().__init__("these answers were changed meanwhile; look at them as they are now")
