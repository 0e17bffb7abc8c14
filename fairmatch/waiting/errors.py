"""What a walk-in, or whoever waits, is refused for; classes with fields."""

from collections.abc import Sequence
from datetime import datetime

from fairmatch.errors import FairMatchError


class KnownFirm(FairMatchError):
    """The fair may have this firm already; ``sure``: it has the same registration number."""

    def __init__(self, codes: Sequence[str], *, sure: bool) -> None:
        self.codes = tuple(codes)
        self.sure = sure
        super().__init__(f"the fair may have this firm already: {', '.join(codes)}")


class NotToday(FairMatchError):
    """The fair is not held today, so nobody can wait for a booth."""

    def __init__(self) -> None:
        super().__init__("the fair has no waiting lists today")


class ListClosed(FairMatchError):
    """A booth sees nobody any more today."""

    def __init__(self, agency_code: str) -> None:
        self.agency_code = agency_code
        super().__init__(f"the booth of {agency_code} is closed for today")


class AlreadyMeets(FairMatchError):
    """The firm has, or had, a consultation with the agency."""

    def __init__(self, agency_code: str, starts_at: datetime) -> None:
        self.agency_code = agency_code
        self.starts_at = starts_at
        super().__init__(f"the firm meets {agency_code} already")


class QuotaReached(FairMatchError):
    """The firm has as many consultations as it may, in all or (``a_day``) today."""

    def __init__(self, limit: int, *, a_day: bool) -> None:
        self.limit = limit
        self.a_day = a_day
        super().__init__(f"the firm has {limit} consultations{' today' if a_day else ''}, no more")


class NotOpenToFirm(FairMatchError):
    """The agency does not see this firm; the firm is not told why."""

    def __init__(self, agency_code: str) -> None:
        self.agency_code = agency_code
        super().__init__(f"{agency_code} has no place for this firm")


class NotWaiting(FairMatchError):
    """The firm is not on this waiting list, or not any more."""

    def __init__(self) -> None:
        super().__init__("the firm is not on this waiting list")


class NoSuchOffer(FairMatchError):
    """There is no such offer for whoever answers it."""

    def __init__(self) -> None:
        super().__init__("there is no such offer")


class NobodyToCall(FairMatchError):
    """No seat of the booth is free now that anybody on its list could take."""

    def __init__(self, agency_code: str) -> None:
        self.agency_code = agency_code
        super().__init__(f"{agency_code} has no free seat that anybody who waits could take")
