"""Fairs: finding one, listing them, and cutting a day into slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import UnknownFair
from fairmatch.models import Fair


def list_fairs(session: Session) -> Sequence[Fair]:
    """Give all fairs, by code."""
    return session.scalars(select(Fair).order_by(Fair.code)).all()


def find_fair(session: Session, code: str | None) -> Fair:
    """Give the fair of this code; without a code, the only fair there is.

    Raises
    ------
    UnknownFair
        If there is none of that code, or no code is given and there is not exactly one fair.
    """
    fairs = list_fairs(session)
    if code is None and len(fairs) == 1:
        return fairs[0]
    for fair in fairs:
        if fair.code == code:
            return fair
    raise UnknownFair(code, [fair.code for fair in fairs])


@dataclass(frozen=True)
class OpeningHours:
    """One day's hours in local time; no slot touches lunch where lunch is set."""

    date: date
    opens: time
    closes: time
    lunch_from: time | None = None
    lunch_to: time | None = None


@dataclass(frozen=True, order=True)
class SlotTime:
    """The local time of one slot."""

    date: date
    starts: time
    ends: time


def cut_slots(hours: OpeningHours, slot_minutes: int, buffer_minutes: int) -> list[SlotTime]:
    """Cut a day into slots of equal length with free minutes between, starting anew after lunch."""
    if hours.lunch_from is None or hours.lunch_to is None:
        spans = [(hours.opens, hours.closes)]
    else:
        spans = [(hours.opens, hours.lunch_from), (hours.lunch_to, hours.closes)]
    length = timedelta(minutes=slot_minutes)
    slots: list[SlotTime] = []
    for opens, closes in spans:
        start = datetime.combine(hours.date, opens)
        end = datetime.combine(hours.date, closes)
        while start + length <= end:
            slots.append(SlotTime(hours.date, start.time(), (start + length).time()))
            start += length + timedelta(minutes=buffer_minutes)
    return slots
