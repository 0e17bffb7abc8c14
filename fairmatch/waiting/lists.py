"""The waiting lists as people see them: places, what is offered, and how long it will take."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairmatch.models import Firm, SeatOffer, Waiting
from fairmatch.waiting.estimates import (
    WITH_NOTHING,
    WITH_SOME,
    Estimate,
    Opening,
    estimate,
    no_show_share,
)
from fairmatch.waiting.floor import Floor


@dataclass(frozen=True, slots=True)
class Place:
    """Where a firm stands on a list.

    ``position`` counts from 1 those who are offered nothing; it is 0 for whoever has an offer.
    """

    entry: Waiting
    position: int
    offer: SeatOffer | None
    estimate: Estimate


def waiting_list(floor: Floor, agency_id: int) -> list[Place]:
    """Give the list of an agency's booth, in the order in which seats are offered."""
    places = []
    position = 0
    for entry in floor.lists.get(agency_id, ()):
        offer = next((one for one in floor.offers if one.waiting_id == entry.id), None)
        position += offer is None
        own = 0 if offer is not None else position
        places.append(Place(entry, own, offer, wait_of(floor, entry, max(own, 1))))
    return places


def places_of(floor: Floor, firm: Firm) -> list[Place]:
    """Give the places of a firm, in the order in which it asked."""
    agencies = dict.fromkeys(one.agency_id for one in floor.entries if one.firm_id == firm.id)
    return [
        place
        for agency_id in agencies
        for place in waiting_list(floor, agency_id)
        if place.entry.firm_id == firm.id
    ]


def wait_of(floor: Floor, entry: Waiting, position: int) -> Estimate:
    """Tell how long a firm waits at a position of its list; see `estimate`."""
    share = no_show_share(floor.missed, floor.due)
    chances = WITH_SOME if floor.by_firm.get(entry.firm_id) else WITH_NOTHING
    return estimate(position, openings(floor, entry), share, now=floor.now, chances=chances)


def openings(floor: Floor, entry: Waiting) -> Sequence[Opening]:
    """Give the slots of the booth still to begin today, as the firm could use them."""
    agency_id = entry.agency_id
    known = {one.starts_at for one in entry.offers}
    tables = floor.agencies[agency_id].booth.tables
    found = []
    for time in floor.times:
        if time.starts_at < floor.now or not floor.staffed(agency_id, time):
            continue
        free = len(floor.free_tables(agency_id, time))
        offered = len(floor.offered_tables(agency_id, time))
        suits = time.starts_at not in known and floor.could_sit(entry.firm, agency_id, time)
        found.append(Opening(time.starts_at, max(0, free - offered), tables - free, suits))
    return found
