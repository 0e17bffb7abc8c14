"""The same crowd without a timetable: firms stand in line at the booths they asked for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fairmatch.hours import Hours, booth_hours, firm_hours, moment
from fairmatch.rehearsal import Cast
from fairmatch.rehearsal.world import World
from fairmatch.snapshot import Snapshot

PATIENCE = timedelta(minutes=90)
"""After which somebody in line gives up and goes to another booth."""
MINUTE = timedelta(minutes=1)
Guests = dict[str, tuple[datetime, list[str]]]
"""Who walks in: when, and the codes of the agencies it wants."""


@dataclass
class Lines:
    """First come, first served; ``waits`` in minutes, from joining a line to sitting down."""

    fair: Snapshot
    cast: Cast
    world: World
    guests: Guests
    held: int = 0
    served: set[str] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)
    _wishes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _line: dict[str, list[tuple[str, datetime]]] = field(default_factory=lambda: defaultdict(list))
    _table: dict[str, list[tuple[str, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def play(self) -> None:
        """Play all days; a firm comes on the first day it can, and again if nobody saw it."""
        for firm_id, agency_id in self.fair.interests:
            self._wishes[self.fair.firms[firm_id].code].add(self.fair.agencies[agency_id].code)
        for number, (day, hours) in enumerate(sorted(self.fair.days.items())):
            self._line.clear()
            self._table.clear()
            now = moment(day, hours.opens, self.fair.zone)
            closes = moment(day, hours.closes, self.fair.zone)
            comes = self._comers(day, now)
            for guest, (at, wanted) in self.guests.items():
                if now <= at < closes:
                    comes[guest] = at
                    self._wishes[guest] = set(wanted)
            while now < closes:
                self.world.suffer(number, day, now)
                self._minute(now, comes)
                now += MINUTE

    def _comers(self, day: date, opens: datetime) -> dict[str, datetime]:
        found = {}
        for firm in self.fair.firms.values():
            own = [one.comes for one in firm.hours if one.date == day]
            wants = firm.takes_part and firm.code not in self.served
            if wants and (firm_hours(firm).always or own) and self.cast.comes(firm.code, day):
                at = moment(day, min(own), self.fair.zone) if own else opens
                found[firm.code] = at + abs(self.cast.lead(firm.code, day))
        return found

    def _minute(self, now: datetime, comes: dict[str, datetime]) -> None:
        for sitting in self._table.values():
            sitting[:] = [one for one in sitting if one[1] > now]
        for line in self._line.values():
            line[:] = [one for one in line if now - one[1] < PATIENCE]
        busy = {
            one for many in (self._table, self._line) for own in many.values() for one, _ in own
        }
        for firm, at in comes.items():
            if at <= now and firm not in busy and self._wishes[firm]:
                shortest = min(sorted(self._wishes[firm]), key=lambda code: len(self._line[code]))
                self._line[shortest].append((firm, now))
        local = now.astimezone(self.fair.zone)
        for agency in self.fair.agencies.values():
            hours = booth_hours(agency.booth)
            if self._open(hours, local) and not self.world.gone(agency.code, now):
                self._sit_down(agency.code, agency.booth.tables, now)

    def _open(self, hours: Hours, local: datetime) -> bool:
        day = self.fair.days[local.date()]
        ends = (local + self._slot).time()
        lunch = day.lunch_from is not None and day.lunch_to is not None
        over_lunch = (
            lunch and local.time() < (day.lunch_to or ends) and ends > (day.lunch_from or ends)
        )
        return (
            hours.cover(local.date(), local.time(), ends)
            and ends <= day.closes
            and not over_lunch
            and not self.world.waits(local)
        )

    def _sit_down(self, code: str, tables: int, now: datetime) -> None:
        line, sitting = self._line[code], self._table[code]
        while line and len(sitting) < tables:
            firm, since = line.pop(0)
            sitting.append((firm, now + self.cast.takes(f"{firm} {code}", self._slot)))
            self._wishes[firm].discard(code)
            self.held += 1
            self.served.add(firm)
            self.waits.append((now - since).total_seconds() / 60)

    @property
    def _slot(self) -> timedelta:
        return timedelta(minutes=self.fair.settings.slot_minutes)
