"""What the publishing of plans refuses."""

from collections.abc import Mapping

from fairmatch.errors import FairMatchError
from fairmatch.wording import Words


class PlanChanged(FairMatchError):
    """A plan item is not the version any more that somebody saw who wants to change it."""

    def __init__(self, code: str, seen: int, now: int) -> None:
        self.code = code
        self.seen = seen
        self.now = now
        super().__init__(f"plan item {code} was changed meanwhile (version {seen} → {now})")


class BadPlan(FairMatchError):
    """A plan item cannot be what was typed; ``expected`` tells it by field."""

    def __init__(self, expected: Mapping[str, Words]) -> None:
        self.expected = dict(expected)
        super().__init__("; ".join(f"{name}: {said}" for name, said in self.expected.items()))


class PlanNotDraft(FairMatchError):
    """A plan item that is or was published cannot be removed, only withdrawn."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"plan item {code} is or was published; withdraw it instead")


class UnknownUpload(FairMatchError):
    """An agency has no such file waiting to be confirmed, or none any more."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"no file {uid!r} waits to be confirmed")


class UploadChanged(FairMatchError):
    """A file would do something else by now than was shown before it was confirmed."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__("the agency's plan items changed after the file was tried; look again")
