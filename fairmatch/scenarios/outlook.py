"""What settings would mean for a fair, told before anything is solved."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fairmatch.availability import Availability
from fairmatch.errors import NothingToPlan, PlanningClash
from fairmatch.models import Fair
from fairmatch.plan_settings import PlanSettings
from fairmatch.planning import make_plan
from fairmatch.reserve import seats_to_give
from fairmatch.snapshot import Snapshot, read_snapshot
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Outlook:
    """A fair under some settings.

    Attributes
    ----------
    slots
        Slots of each day.
    seats, given
        Seats at staffed tables, and those of them that are not kept for walk-ins.
    asked
        Requests and arrangements.
    hindrances
        What of pins, musts and hours cannot be kept under these settings.
    """

    slots: tuple[int, ...]
    seats: int
    given: int
    asked: int
    hindrances: tuple[Words | str, ...]


def outlook(session: Session, fair: Fair, settings: PlanSettings | None = None) -> Outlook:
    """Say what settings would mean; None are the fair's own."""
    snapshot = read_snapshot(session, fair, settings)
    seats = _seats(snapshot)
    return Outlook(
        slots=tuple(Counter(slot.date for slot in snapshot.slots).values()),
        seats=sum(seats),
        given=sum(seats_to_give(count, snapshot.settings.walk_in_reserve) for count in seats),
        asked=len(snapshot.wanted()),
        hindrances=_hindrances(snapshot),
    )


def _seats(fair: Snapshot) -> list[int]:
    """Give the seats of each booth on each day."""
    there = Availability(fair)
    return [
        agency.booth.tables * count
        for key, agency in fair.agencies.items()
        for count in Counter(fair.slots[index].date for index in there.of_agency(key)).values()
    ]


def _hindrances(fair: Snapshot) -> tuple[Words | str, ...]:
    try:
        make_plan(fair)
    except PlanningClash as clash:
        return clash.words
    except NothingToPlan:
        return ()
    return ()
