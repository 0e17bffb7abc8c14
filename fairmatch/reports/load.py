"""How full the fair is: seats by day, and wishes against seats by booth and half-day."""

from collections import Counter
from datetime import date

from fairmatch.fairs import SlotTime
from fairmatch.half_days import HalfDay, half_of
from fairmatch.reports.model import BoothLoad, DayFigures
from fairmatch.reports.outcome import Outcome
from fairmatch.reserve import seats_to_give


def day_figures(outcome: Outcome) -> tuple[DayFigures, ...]:
    """Count each day's seats at staffed tables: all, held, left, meant for walk-ins."""
    fair = outcome.fair
    held = Counter(fair.slots[slot].date for slot in outcome.slot_of.values())
    figures = []
    for day in fair.dates:
        seats = [
            agency.booth.tables
            * sum(fair.slots[slot].date == day for slot in outcome.there.of_agency(agency_id))
            for agency_id, agency in fair.agencies.items()
        ]
        given = sum(seats_to_give(count, fair.settings.walk_in_reserve) for count in seats)
        figures.append(
            DayFigures(
                date=day,
                seats=sum(seats),
                held=held[day],
                kept_free=sum(seats) - held[day],
                reserve=sum(seats) - given,
            )
        )
    return tuple(figures)


def booth_load(outcome: Outcome) -> tuple[BoothLoad, ...]:
    """Count wishes, seats and consultations of each booth in each half-day, by booth code.

    A wish counts in every half-day in which firm and booth have a slot in common: it is what
    the half-day might be asked for, so the wishes of two half-days may not be added up.
    """
    fair = outcome.fair
    half_of = {index: _half(outcome, slot) for index, slot in enumerate(fair.slots)}
    halves = sorted(set(half_of.values()), key=lambda half: (half[0], half[1] is HalfDay.AFTERNOON))
    asked = Counter(
        (pair[1], half)
        for pair in outcome.wanted
        for half in {half_of[slot] for slot in outcome.there.in_common(pair)}
    )
    held = Counter((pair[1], half_of[slot]) for pair, slot in outcome.slot_of.items())
    return tuple(
        BoothLoad(
            booth=agency.booth.code,
            agency_code=agency.code,
            agency_name_ko=agency.name_ko,
            agency_name_en=agency.name_en,
            date=half[0],
            half=half[1],
            asked=asked[agency_id, half],
            seats=agency.booth.tables
            * sum(half_of[slot] == half for slot in outcome.there.of_agency(agency_id)),
            held=held[agency_id, half],
        )
        for agency_id, agency in sorted(fair.agencies.items(), key=lambda item: item[1].booth.code)
        for half in halves
    )


def _half(outcome: Outcome, slot: SlotTime) -> tuple[date, HalfDay]:
    return slot.date, half_of(slot.starts, outcome.fair.days.get(slot.date))
