"""Addresses that open nothing, and places that are not for whoever asks."""

from fairmatch.errors.base import FairMatchError


class BadToken(FairMatchError):
    """A secret address opens nothing: it never did, or it was revoked."""

    def __init__(self) -> None:
        super().__init__("this address opens nothing; ask the organiser for a new one")


class RevokedToken(BadToken):
    """A secret address that once opened something was rotated or revoked."""


class BadAddress(FairMatchError):
    """What was given is no mail address."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(f"{typed!r} is no mail address")


class NoEntry(FairMatchError):
    """There is no such place, or none that this account may enter; which, is not told."""

    def __init__(self) -> None:
        super().__init__("there is nothing here for this account")


class LastOrganiser(FairMatchError):
    """The fair would be left without an organiser."""

    def __init__(self) -> None:
        super().__init__("a fair keeps at least one organiser; name another one first")


class SpentSignIn(FairMatchError):
    """A code or link for signing in was used, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__("this code or link is no longer good")
