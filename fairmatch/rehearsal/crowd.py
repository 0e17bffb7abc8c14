"""How people behave at a rehearsal: each decision follows from the seed and its own name.

So nothing depends on the order of decisions: a rehearsal that was broken off and taken up again
goes on as if nothing had happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random


class Policy(StrEnum):
    """What the desk does: repairs and seats who waits, or lets everything take its course."""

    DESK = "desk"
    NOTHING = "nothing"


class Mishap(StrEnum):
    """What happens to a fair besides people who do not come."""

    AWAY = "away"
    CLOSED = "closed"
    LATE = "late"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Happens:
    """A mishap on a day: when, how long, and for a booth's the how-many-th agency by code."""

    mishap: Mishap
    day: int
    at: time
    minutes: int
    agency: int = 0


WALK_IN_MINUTES = 330
"""For how long after a day has opened firms walk in."""
HAPPENS = (
    Happens(Mishap.AWAY, 0, time(10, 50), 60, 3),
    Happens(Mishap.LATE, 0, time(13, 50), 20),
    Happens(Mishap.CLOSED, 0, time(15, 10), 240, 11),
    Happens(Mishap.TABLE, 1, time(10, 30), 0, 5),
    Happens(Mishap.AWAY, 1, time(11, 10), 60, 17),
    Happens(Mishap.AWAY, 1, time(14, 30), 60, 29),
)
"""What happens at every rehearsal, by the fair's clock."""


@dataclass(frozen=True)
class Cast:
    """Who comes and how they behave; shares in percent.

    Attributes
    ----------
    no_shows
        Firms that do not come on a day on which they have consultations.
    late
        Firms that come after their first consultation was to begin.
    overruns
        Consultations that take longer than their slot.
    walk_ins
        Firms that come without having registered, on all days together.
    mishaps
        Whether booths close, officers leave and a day runs late.
    """

    seed: int = 0
    no_shows: int = 10
    late: int = 8
    overruns: int = 15
    walk_ins: int = 60
    mishaps: bool = True

    def _lot(self, *about: object) -> Random:
        return Random(f"{self.seed} {' '.join(map(str, about))}")

    def comes(self, firm: str, day: date) -> bool:
        """Tell whether a firm comes on a day."""
        return self._lot("comes", firm, day).random() * 100 >= self.no_shows

    def lead(self, firm: str, day: date) -> timedelta:
        """Give how long before its first consultation a firm comes; negative: after."""
        lot = self._lot("lead", firm, day)
        if lot.random() * 100 < self.late:
            return timedelta(minutes=-lot.randint(2, 14))
        return timedelta(minutes=lot.randint(4, 40))

    def officer_lead(self, agency: str, day: date) -> timedelta:
        """Give how long before the day opens an officer comes; negative: after."""
        lot = self._lot("officer", agency, day)
        return timedelta(minutes=-lot.randint(3, 12) if lot.random() < 0.03 else lot.randint(3, 25))

    def takes(self, talk: str, slot: timedelta) -> timedelta:
        """Give how long a consultation takes."""
        lot = self._lot("takes", talk)
        if lot.random() * 100 < self.overruns:
            return slot + timedelta(minutes=lot.randint(1, 7))
        return slot - timedelta(minutes=lot.randint(1, 5))

    def writes(self, talk: str) -> bool:
        """Tell whether the officer writes down at once what came of it."""
        return self._lot("writes", talk).random() < 0.85

    def deals(self, talk: str) -> tuple[int, int]:
        """Give which of six kinds of outcome it has, and an amount in won."""
        lot = self._lot("deals", talk)
        return lot.randrange(6), lot.randint(1, 60) * 1_000_000

    def answers(self, offer: str) -> tuple[timedelta, bool]:
        """Give after how long a firm answers an offered seat, and whether it takes it."""
        lot = self._lot("answers", offer)
        return timedelta(minutes=lot.choice((1, 1, 2, 3, 7))), lot.random() < 0.9

    def guests(self, opens: Sequence[datetime]) -> list[tuple[datetime, int]]:
        """Give when each firm that walks in comes; ``opens`` are the moments the days open."""
        found = []
        for number in range(self.walk_ins):
            after = timedelta(minutes=self._lot("guest", number).randrange(WALK_IN_MINUTES))
            found.append((opens[number % len(opens)] + after, number))
        return sorted(found)

    def wants(self, guest: int, agencies: list[str], asked: dict[str, int]) -> list[str]:
        """Give the agencies a guest asks for, the much asked ones rather."""
        lot = self._lot("wants", guest)
        weights = [1 + asked.get(code, 0) for code in agencies]
        many = lot.choice((1, 2, 2, 3))
        return list(dict.fromkeys(lot.choices(agencies, weights, k=many)))

    def happens(self) -> tuple[Happens, ...]:
        """Give what happens besides."""
        return HAPPENS if self.mishaps else ()
