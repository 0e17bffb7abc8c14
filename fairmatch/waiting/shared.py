"""Who waits where, read once for all who look: whether anything is another for one of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.models import Fair
from fairmatch.waiting.estimates import Estimate
from fairmatch.waiting.lists import waiting_list
from fairmatch.waiting.looking import read_floor


@dataclass(frozen=True, slots=True)
class Stands:
    """How somebody stands on a list; ``offer``: the row of the seat that is offered, until then."""

    firm_id: int
    agency_id: int
    position: int
    estimate: Estimate
    offer: int | None
    until: datetime | None


@dataclass(frozen=True)
class Waits:
    """All lists of a fair; what each firm has of the day besides is a seat at a time.

    ``closed``: booths, by their agencies' row ids, that are closed for the rest of the day.
    """

    lists: Mapping[int, tuple[Stands, ...]]
    closed: frozenset[int]
    seats: Mapping[int, tuple[tuple[str, int, datetime], ...]]

    def of_firm(self, firm_id: int) -> object:
        """Give what is another as soon as a firm has something new to see."""
        own = [one for entries in self.lists.values() for one in entries if one.firm_id == firm_id]
        return own, self.seats.get(firm_id)

    def of_agency(self, agency_id: int) -> object:
        """Give what is another as soon as an officer has something new to see."""
        return self.lists.get(agency_id), agency_id in self.closed

    def of_desk(self) -> object:
        """Give what is another as soon as the desk has something new to see."""
        return self.lists, self.closed


def read_waits(session: Session, fair: Fair, now: datetime) -> Waits:
    """Give who waits where at a moment."""
    floor = read_floor(session, fair, now)
    seats: dict[int, list[tuple[str, int, datetime]]] = defaultdict(list)
    for one in floor.taken:
        seats[one.firm_id].append((one.booth_code, one.table, one.starts_at))
    return Waits(
        lists={
            agency_id: tuple(
                Stands(
                    place.entry.firm_id,
                    agency_id,
                    place.position,
                    place.estimate,
                    None if place.offer is None else place.offer.id,
                    None if place.offer is None else place.offer.expires_at,
                )
                for place in waiting_list(floor, agency_id)
            )
            for agency_id in floor.lists
        },
        closed=frozenset(one for one in floor.agencies if floor.closed(one)),
        seats={key: tuple(own) for key, own in seats.items()},
    )
