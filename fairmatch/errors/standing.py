"""A program that cannot begin: its database, its secret, its port."""

from pathlib import Path

from fairmatch.errors.base import FairMatchError


class DatabaseNotReady(FairMatchError):
    """The database has no tables, or those of another edition of the program."""

    def __init__(self, url: str, found: str | None, wanted: str) -> None:
        self.url = url
        self.found = found
        self.wanted = wanted
        state = f"is at revision {found}" if found else "has no tables"
        super().__init__(f"the database {url} {state}; run `fairmatch init`")


class BadSecret(FairMatchError):
    """The file of the server's secret cannot be used; ``reason`` says why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"the server's secret {path} {reason}")


class WrongSecret(FairMatchError):
    """A secret address was made with another secret than the server's, so it cannot be shown."""

    def __init__(self) -> None:
        super().__init__(
            "this address was made with another secret of the server; put the old secret file "
            "back, or make a new address"
        )


class PortTaken(FairMatchError):
    """The server cannot listen there, mostly because another program does."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        self.reason = reason
        super().__init__(f"cannot listen on {host}:{port} ({reason}); choose another --port")


class NotACopy(FairMatchError):
    """A fair is to be played that nobody has called a copy."""

    def __init__(self, fair: str) -> None:
        self.fair = fair
        super().__init__(
            f"{fair} may be the real fair: what is played is written into the database and no "
            "mail about it leaves the house any more. Copy the database, then call it a copy "
            "with --copy"
        )


class OnlyACopy(FairMatchError):
    """A copy to practise with is to be served as if it were the fair."""

    def __init__(self, fair: str) -> None:
        self.fair = fair
        super().__init__(f"{fair} is a copy to practise with: serve it with --clock FILE")


class BadClock(FairMatchError):
    """A file that should say what time it is at a rehearsal does not."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{file} does not say what time it is: {reason}")
