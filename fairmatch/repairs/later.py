"""A day that runs late: its slots, its lunch and its end put off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fairmatch.fairs import OpeningHours, SlotTime
from fairmatch.repairs.disruptions import AtClosing, OverLunch, RunningLate
from fairmatch.repairs.errors import LunchGone, NoSuchTime


@dataclass(frozen=True, slots=True)
class LaterDay:
    """A day's hours as they become, its slots, and how many of these fit into it."""

    hours: OpeningHours
    slots: tuple[SlotTime, ...]
    fit: int


def put_off(hours: OpeningHours, slots: Sequence[SlotTime], late: RunningLate) -> LaterDay:
    """Put off what is still to come of a day.

    Parameters
    ----------
    slots
        The slots of the day that have not begun, in order.

    Raises
    ------
    LunchGone
        If the lunch is to be shorter by as much as it is long, or more.
    NoSuchTime
        If something would end after midnight.
    """
    moved = [_later(slot, late.minutes) for slot in slots]
    if hours.lunch_from is not None and hours.lunch_to is not None:
        began, ended = hours.lunch_from, hours.lunch_to
        morning = sum(slot.starts < began for slot in slots)
        begins = max([began, *(slot.ends for slot in moved[:morning])])
        if morning and late.lunch is OverLunch.LATER:
            ends = _plus(ended, _minutes(began, begins))
            hours = replace(hours, lunch_from=begins, lunch_to=ends)
        elif morning and begins < ended:
            hours = replace(hours, lunch_from=begins)
            moved = [*moved[:morning], *slots[morning:]]
        elif morning:
            raise LunchGone(_minutes(began, ended))
    end = max(slot.ends for slot in moved)
    if late.closing is AtClosing.LATER:
        return LaterDay(replace(hours, closes=max(hours.closes, end)), tuple(moved), len(moved))
    return LaterDay(hours, tuple(moved), sum(slot.ends <= hours.closes for slot in moved))


def _later(slot: SlotTime, minutes: int) -> SlotTime:
    return SlotTime(slot.date, _plus(slot.starts, minutes), _plus(slot.ends, minutes))


def _plus(at: time, minutes: int) -> time:
    day = date(2000, 1, 1)
    later = datetime.combine(day, at) + timedelta(minutes=minutes)
    if later.date() != day:
        raise NoSuchTime
    return later.time()


def _minutes(since: time, until: time) -> int:
    day = date(2000, 1, 1)
    return int((datetime.combine(day, until) - datetime.combine(day, since)).total_seconds()) // 60
