"""What a firm, or the organiser deciding on it, is refused; classes with fields."""

from fairmatch.errors import FairMatchError


class AlreadyRegistered(FairMatchError):
    """A firm of this number is there; whose address is known of it is nobody's business."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"a firm with the registration number {number} is registered already")


class ConsentMissing(FairMatchError):
    """A firm did not agree that its data be kept, so nothing of it can be."""

    def __init__(self) -> None:
        super().__init__("without consent to keep personal data no firm can register")


class ReasonMissing(FairMatchError):
    """A firm cannot be refused without a reason."""

    def __init__(self) -> None:
        super().__init__("a refusal needs a reason, which the firm will read")


class NotPossibleNow(FairMatchError):
    """What was to be done with a firm does not fit how it stands; ``state`` says how that is."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(f"that cannot be done with a firm that is {state}")


class ChangedMeanwhile(FairMatchError):
    """Somebody else, or another tab, changed what was to be overwritten; nothing was stored."""

    def __init__(self) -> None:
        super().__init__("this was changed meanwhile; look at it as it is now and change it again")


class TooMany(FairMatchError):
    """A firm would have more of something than it may; ``most`` says how many it may."""

    def __init__(self, what: str, most: int) -> None:
        self.what = what
        self.most = most
        super().__init__(f"at most {most} {what}")


class Twice(FairMatchError):
    """Something is there already that there may be once only; ``value`` names it."""

    def __init__(self, what: str, value: str) -> None:
        self.what = what
        self.value = value
        super().__init__(f"{what} {value!r} is there already")


class BadFile(FairMatchError):
    """A file is not taken; ``reason`` is ``empty``, ``large`` or ``type``."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"the file {name!r} is not taken ({reason})")


class UnknownFile(FairMatchError):
    """Nobody has such a file, or not whoever asks."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"there is no file {uid!r} here")


class UnknownContact(FairMatchError):
    """A firm has no contact of this address beside its main one."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__("the firm has no such contact")
