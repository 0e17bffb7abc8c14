"""What a timetable is made from, read at one moment in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.models import (
    Agency,
    Booth,
    Fair,
    FairDay,
    Firm,
    Interest,
    Mark,
    MarkKind,
    Pin,
    Slot,
)

Said = TypeVar("Said", Interest, Mark, Pin)
Pair = tuple[int, int]
"""A firm's row id and an agency's."""


@dataclass(frozen=True)
class Snapshot:
    """The rows of one fair; slots by time, the others by row id or by (firm, agency).

    Interests, marks and pins are those of firms that take part; ``firms`` has the others too,
    because earlier timetables may name them. ``told`` has the pairs of which the agency lets the
    firm see what it marked.
    """

    fair: Fair
    slots: tuple[Slot, ...]
    days: Mapping[date, FairDay]
    firms: Mapping[int, Firm]
    agencies: Mapping[int, Agency]
    interests: Mapping[Pair, Interest]
    marks: Mapping[Pair, MarkKind]
    pins: Mapping[Pair, Pin]
    told: frozenset[Pair] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        """The zone the fair's clocks show."""
        return ZoneInfo(self.fair.zone)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates on which there are slots, in order."""
        return tuple(dict.fromkeys(slot.date for slot in self.slots))

    def wanted(self) -> list[Pair]:
        """Give every pair somebody asked for or arranged, by code of firm and agency."""
        return sorted(
            {*self.interests, *self.pins},
            key=lambda pair: (self.firms[pair[0]].code, self.agencies[pair[1]].code),
        )


def read_snapshot(session: Session, fair: Fair) -> Snapshot:
    """Read everything a timetable of the fair is made from."""
    agencies = session.scalars(
        select(Agency)
        .where(Agency.fair_id == fair.id)
        .options(joinedload(Agency.booth).selectinload(Booth.hours))
        .order_by(Agency.code)
    )
    firms = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id)
        .options(selectinload(Firm.hours))
        .order_by(Firm.code)
    )
    slots = session.scalars(
        select(Slot).where(Slot.fair_id == fair.id).order_by(Slot.date, Slot.starts)
    )
    days = session.scalars(select(FairDay).where(FairDay.fair_id == fair.id))
    interests = session.scalars(_said(Interest, fair))
    marks = session.scalars(_said(Mark, fair)).all()
    pins = session.scalars(_said(Pin, fair))
    return Snapshot(
        fair=fair,
        slots=tuple(slots),
        days={day.date: day for day in days},
        firms={firm.id: firm for firm in firms},
        agencies={agency.id: agency for agency in agencies},
        interests={(row.firm_id, row.agency_id): row for row in interests},
        marks={(row.firm_id, row.agency_id): row.kind for row in marks},
        pins={(row.firm_id, row.agency_id): row for row in pins},
        told=frozenset((row.firm_id, row.agency_id) for row in marks if row.shown),
    )


def _said(model: type[Said], fair: Fair) -> Select[Said]:
    """Ask for the rows of a kind, of firms that take part."""
    return (
        select(model)
        .join(Firm, Firm.id == model.firm_id)
        .where(model.fair_id == fair.id, Firm.takes_part)
    )
