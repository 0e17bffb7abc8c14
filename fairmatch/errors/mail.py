"""Mails that did not arrive, or nobody knows."""

from fairmatch.errors.base import FairMatchError


class MailRefused(FairMatchError):
    """A mail server, or the folder in its place, did not take a mail.

    ``for_good`` says that trying again would change nothing: the address does not exist, say.
    """

    def __init__(self, reason: str, *, for_good: bool) -> None:
        self.reason = reason
        self.for_good = for_good
        super().__init__(f"the mail was not taken: {reason}")


class MailServerGone(MailRefused):
    """The mail server cannot be reached, or hung up; whatever else waits need not be tried."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, for_good=False)


class MailUncertain(FairMatchError):
    """The line broke while the words of a mail were handed over: it may have arrived or not."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"nobody knows whether the mail arrived: {reason}")
