"""What a timetable is made from, read at one moment in a constant number of queries."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.fairs import OpeningHours, SlotTime
from fairmatch.hours import Hours, booth_hours, firm_hours, moment
from fairmatch.models import (
    Agency,
    Booth,
    Consultation,
    Fair,
    FairDay,
    Firm,
    Interest,
    Mark,
    MarkKind,
    Pin,
    Slot,
    Timetable,
)
from fairmatch.plan_settings import PlanSettings, kept_settings, own_settings

Said = TypeVar("Said", Interest, Mark, Pin)
Pair = tuple[int, int]
"""A firm's row id and an agency's."""

_OF_ALL_ROWS = ("zone", "stretches", "firm_hours", "booth_hours", "staffed", "walk_ins")


@dataclass(frozen=True)
class Snapshot:
    """The rows of one fair; slots by time, the others by row id or by (firm, agency).

    Interests, marks and pins are those of firms that take part; ``firms`` has the others too,
    because earlier timetables may name them. ``told`` has the pairs of which the agency lets the
    firm see what it marked. ``missed`` has the pairs of which one did not come to their
    consultation: nobody has to plan them again. ``settings`` are the fair's own or those laid
    over them; slots and lunches are theirs, and ``slot_ids`` has the rows of those slots that are
    the fair's own too.
    """

    fair: Fair
    settings: PlanSettings
    slots: tuple[SlotTime, ...]
    slot_ids: Mapping[SlotTime, int]
    days: Mapping[date, OpeningHours]
    firms: Mapping[int, Firm]
    agencies: Mapping[int, Agency]
    interests: Mapping[Pair, Interest]
    marks: Mapping[Pair, MarkKind]
    pins: Mapping[Pair, Pin]
    told: frozenset[Pair] = frozenset()
    missed: frozenset[Pair] = frozenset()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone the fair's clocks show."""
        return ZoneInfo(self.fair.zone)

    @cached_property
    def stretches(self) -> frozenset[tuple[datetime, datetime]]:
        """When each slot begins and ends."""
        return frozenset(
            (moment(slot.date, slot.starts, self.zone), moment(slot.date, slot.ends, self.zone))
            for slot in self.slots
        )

    @cached_property
    def firm_hours(self) -> Mapping[int, Hours]:
        """When each firm can be there."""
        return {key: firm_hours(firm) for key, firm in self.firms.items()}

    @cached_property
    def booth_hours(self) -> Mapping[str, Hours]:
        """When each booth is staffed, by its code."""
        booths = (agency.booth for agency in self.agencies.values())
        return {booth.code: booth_hours(booth) for booth in booths}

    @cached_property
    def staffed(self) -> Mapping[tuple[int, date], int]:
        """In how many slots of a day an agency's booth is staffed."""
        return Counter(
            (key, slot.date)
            for key, agency in self.agencies.items()
            for slot in self.slots
            if self.booth_hours[agency.booth.code].cover(slot.date, slot.starts, slot.ends)
        )

    @cached_property
    def walk_ins(self) -> Mapping[tuple[int, date], int]:
        """How many came to an agency's waiting list on a day."""
        return Counter(
            (pair[1], one.walk_in_on) for pair, one in self.interests.items() if one.walk_in_on
        )

    def narrowed(self, pairs: Collection[Pair], pins: Mapping[Pair, Pin]) -> "Snapshot":
        """Give the rows of some pairs only, beside what was worked out of all rows."""
        part = replace(
            self,
            firms={key: self.firms[key] for key in {pair[0] for pair in pairs}},
            agencies={key: self.agencies[key] for key in {pair[1] for pair in pairs}},
            interests={key: self.interests[key] for key in pairs if key in self.interests},
            marks={key: self.marks[key] for key in pairs if key in self.marks},
            pins=pins,
        )
        vars(part).update({name: getattr(self, name) for name in _OF_ALL_ROWS})
        return part

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates on which there are slots, in order."""
        return tuple(dict.fromkeys(slot.date for slot in self.slots))

    def wanted(self) -> list[Pair]:
        """Give every pair that is to be planned, asked for or arranged, by code of both."""
        return sorted(
            {*self.interests, *self.pins} - self.missed,
            key=lambda pair: (self.firms[pair[0]].code, self.agencies[pair[1]].code),
        )


def read_for(session: Session, timetable: Timetable) -> Snapshot:
    """Read the fair as a timetable is bound by it: a draft by the settings it was made with."""
    return read_snapshot(session, timetable.fair, kept_settings(timetable))


def read_snapshot(session: Session, fair: Fair, settings: PlanSettings | None = None) -> Snapshot:
    """Read everything a timetable of the fair is made from.

    Parameters
    ----------
    settings
        What counts instead of the fair's own settings; None for those.
    """
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
    rows = session.execute(
        select(Slot.id, Slot.date, Slot.starts, Slot.ends)
        .where(Slot.fair_id == fair.id)
        .order_by(Slot.date, Slot.starts)
    )
    stored = {SlotTime(day, starts, ends): key for key, day, starts, ends in rows}
    days = session.scalars(select(FairDay).where(FairDay.fair_id == fair.id)).all()
    own = own_settings(fair, days)
    settings = settings or own
    interests = session.scalars(_said(Interest, fair))
    marks = session.scalars(_said(Mark, fair)).all()
    pins = session.scalars(_said(Pin, fair))
    missed = session.execute(
        select(Consultation.firm_id, Consultation.agency_id).where(
            Consultation.fair_id == fair.id, Consultation.missed_at.is_not(None)
        )
    ).all()
    return Snapshot(
        fair=fair,
        settings=settings,
        slots=tuple(stored) if settings.same_grid(own) else settings.slots(days),
        slot_ids=stored,
        days=settings.hours(days),
        firms={firm.id: firm for firm in firms},
        agencies={agency.id: agency for agency in agencies},
        interests={(row.firm_id, row.agency_id): row for row in interests},
        marks={(row.firm_id, row.agency_id): row.kind for row in marks},
        pins={(row.firm_id, row.agency_id): row for row in pins},
        told=frozenset((row.firm_id, row.agency_id) for row in marks if row.shown),
        missed=frozenset((firm_id, agency_id) for firm_id, agency_id in missed),
    )


def _said(model: type[Said], fair: Fair) -> Select[Said]:
    """Ask for the rows of a kind, of firms that take part."""
    return (
        select(model)
        .join(Firm, Firm.id == model.firm_id)
        .where(model.fair_id == fair.id, Firm.takes_part)
    )
