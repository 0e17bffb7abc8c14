"""A day of the fair as all desks and officers look at it: read once for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from fairmatch.fairday.finding import Expected, expected
from fairmatch.fairday.moments import shown_day
from fairmatch.fairday.today import Talk, presences, talks_of
from fairmatch.fairday.verdicts import Presence
from fairmatch.models import Fair


@dataclass(frozen=True, eq=False)
class SharedDay:
    """A day as it stood at a moment.

    Attributes
    ----------
    firms, agencies
        Who was checked in, by row id.
    everybody
        Who may come.
    """

    date: date
    at: datetime
    talks: tuple[Talk, ...]
    firms: Mapping[int, Presence]
    agencies: Mapping[int, Presence]
    everybody: tuple[Expected, ...]

    def of_agency(self, agency_id: int) -> tuple[object, ...]:
        """Give what is another as soon as an officer has something new to see."""
        own = tuple(one for one in self.talks if one.agency.id == agency_id)
        return self.date, own, self.agencies.get(agency_id)


def read_shared(session: Session, fair: Fair, now: datetime, day: date | None = None) -> SharedDay:
    """Give a day, today unless another is named, as it stands at a moment."""
    shown = shown_day(fair, now) if day is None else day
    firms, agencies = presences(session, fair, shown)
    return SharedDay(
        date=shown,
        at=now,
        talks=tuple(talks_of(session, fair, shown, now=now)),
        firms=firms,
        agencies=agencies,
        everybody=tuple(expected(session, fair)),
    )
