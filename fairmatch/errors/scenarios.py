"""Scenarios that cannot be found or kept."""

from collections.abc import Sequence

from fairmatch.errors.base import FairMatchError
from fairmatch.wording import Words


class UnknownScenario(FairMatchError):
    """The fair has no such scenario; ``known`` lists the names of those it has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        there = f"there are: {', '.join(self.known)}" if known else "it has none yet"
        super().__init__(f"the fair has no scenario called {name!r}; {there}")


class ScenarioNameTaken(FairMatchError):
    """Another scenario of the fair has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"another scenario is called {name!r}; choose another name")


class ScenarioChanged(FairMatchError):
    """Somebody else changed the scenario after it was read; nothing was stored."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the scenario {name!r} was changed meanwhile; look at it as it is now")


class TooManyScenarios(FairMatchError):
    """The fair has as many scenarios as it may have; ``most`` says how many."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"a fair has at most {most} scenarios; delete one first")


class BadScenario(FairMatchError):
    """Settings that do not fit; ``wrong`` has the name of each and what was expected."""

    def __init__(self, wrong: Sequence[tuple[str, Words]]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("; ".join(f"{setting}: {words.en}" for setting, words in self.wrong))
