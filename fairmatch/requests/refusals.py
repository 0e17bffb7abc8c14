"""What requests, answers and invitations are refused for."""

from fairmatch.errors import FairMatchError


class NoRequestLeft(FairMatchError):
    """A firm has asked for as many consultations as the fair allows."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"all {limit} requests are used; withdraw one to ask for another")


class AlreadyAsked(FairMatchError):
    """A firm has asked this agency before, about something else or in other words."""

    def __init__(self, agency_code: str) -> None:
        self.agency_code = agency_code
        super().__init__(f"the firm has a request with {agency_code} already; change that one")


class NotAsked(FairMatchError):
    """A firm has no request with this agency, or has withdrawn it meanwhile."""

    def __init__(self, firm_code: str, agency_code: str) -> None:
        self.firm_code, self.agency_code = firm_code, agency_code
        super().__init__(f"{firm_code} has no request with {agency_code}")


class ItemOfAnother(FairMatchError):
    """A plan item is not of the agency that is asked, or is not published."""

    def __init__(self, item_code: str, agency_code: str) -> None:
        self.item_code, self.agency_code = item_code, agency_code
        super().__init__(f"{agency_code} has published no plan item {item_code!r}")


class TextTooLong(FairMatchError):
    """A purpose, reason or message is longer than a file may have it."""

    def __init__(self, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        super().__init__(f"{length} characters; at most {limit} are kept")


class ChangedMeanwhile(FairMatchError):
    """What is to be overwritten is not what the page showed any more."""

    def __init__(self) -> None:
        super().__init__("somebody else has changed this since the page was shown")


class NotInvited(FairMatchError):
    """There is no invitation to answer: it was called back, or never made."""

    def __init__(self, firm_code: str, agency_code: str) -> None:
        self.firm_code, self.agency_code = firm_code, agency_code
        super().__init__(f"{agency_code} has no invitation for {firm_code}")


class AlreadyAnswered(FairMatchError):
    """An invitation that is to be called back was answered meanwhile."""

    def __init__(self, firm_code: str, answer: str) -> None:
        self.firm_code, self.answer = firm_code, answer
        super().__init__(f"{firm_code} has {answer} the invitation already")


class HasDeclined(FairMatchError):
    """A firm that is to be invited again has declined before; once is enough."""

    def __init__(self, firm_code: str) -> None:
        self.firm_code = firm_code
        super().__init__(f"{firm_code} has declined an invitation; it is not invited again")


class NoInvitationLeft(FairMatchError):
    """An agency has as many invitations out as it has seats to give."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"all {limit} invitations are used: the agency has no more seats to give")


class HasAskedItself(FairMatchError):
    """A firm that is to be invited has asked for a consultation by itself: mark it."""

    def __init__(self, firm_code: str) -> None:
        self.firm_code = firm_code
        super().__init__(f"{firm_code} has asked for a consultation itself; mark it instead")


class NotThere(FairMatchError):
    """A firm does not take part: it waits for approval, was refused, or withdrew."""

    def __init__(self, firm_code: str) -> None:
        self.firm_code = firm_code
        super().__init__(f"{firm_code} does not take part in the fair")
