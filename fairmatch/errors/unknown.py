"""Names that lead nowhere; where there is a like one, it is told."""

from collections.abc import Sequence
from difflib import get_close_matches

from fairmatch.errors.base import FairMatchError


class UnknownFair(FairMatchError):
    """No fair has this code; ``known`` lists those there are."""

    def __init__(self, code: str | None, known: Sequence[str]) -> None:
        self.code = code
        self.known = tuple(known)
        if not known:
            text = "there is no fair yet; read one in with `fairmatch import DIR`"
        elif code is None:
            text = f"there are several fairs; name one with --fair: {', '.join(known)}"
        else:
            text = f"no fair is called {code!r}; there are: {', '.join(known)}"
        super().__init__(text)


class UnknownRun(FairMatchError):
    """The fair has no such run of the solver."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(f"the fair has no run {run}")


class UnknownConsultation(FairMatchError):
    """Nobody has a published consultation of this identity, or not whoever asks."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"there is no consultation {uid!r} here")


class UnknownCode(FairMatchError):
    """A fair has nothing of this code; ``nearest`` is the code most like it, or empty."""

    what = "row"

    def __init__(self, code: str, known: Sequence[str]) -> None:
        self.code = code
        self.nearest = next(iter(get_close_matches(code, sorted(known), 1, 0.5)), "")
        hint = f"; the nearest is {self.nearest}" if self.nearest else ""
        super().__init__(f"the fair has no {self.what} {code!r}{hint}")


class UnknownFirm(UnknownCode):
    """A fair has no firm of this code."""

    what = "firm"


class UnknownPlanItem(UnknownCode):
    """A fair has no plan item of this code."""

    what = "plan item"


class UnknownWish(FairMatchError):
    """A timetable was made without a wish of this firm for this agency."""

    def __init__(self, firm: str, agency: str) -> None:
        self.firm, self.agency = firm, agency
        super().__init__(
            f"this timetable knows of no wish of {firm} for {agency}; give the codes of a firm "
            "and of an agency it asked for"
        )


class UnknownMail(FairMatchError):
    """The outbox has no mail of this name that could be sent again."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"no mail {uid!r} waits to be sent again")


class UnknownParty(FairMatchError):
    """The fair has no firm or agency of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"the fair has no party called {code!r}; `fairmatch links` lists them")


class UnknownAccount(FairMatchError):
    """Nobody here has this mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"nobody here has the address {email!r}; `fairmatch accounts invite` makes an account"
        )
