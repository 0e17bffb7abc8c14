"""The same crowd without a timetable: firms stand in line at the booths they asked for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fairmatch.distance import metres_between
from fairmatch.hours import Hours, booth_hours, moment
from fairmatch.models import Agency
from fairmatch.rehearsal import Cast
from fairmatch.rehearsal.figures import Figures, wishes_held
from fairmatch.rehearsal.stage import Stage
from fairmatch.rehearsal.world import World
from fairmatch.snapshot import Snapshot

PATIENCE = timedelta(minutes=90)
"""After which somebody in line gives up and goes to another booth."""
MINUTE = timedelta(minutes=1)
Guests = dict[str, tuple[datetime, list[str]]]
"""Who walks in: when, and the codes of the agencies it wants."""


@dataclass
class _Visit:
    """A firm's day: when it came, minutes at tables, and when its last consultation ended."""

    came: datetime
    sat: float = 0.0
    until: datetime | None = None


@dataclass
class Lines:
    """First come, first served.

    Attributes
    ----------
    changeover
        How long a table is empty between two firms: one gets up, notes are made, one sits down.
    stood
        Minutes from joining a line to sitting down.
    """

    fair: Snapshot
    stage: Stage
    cast: Cast
    world: World
    guests: Guests
    changeover: timedelta
    held: list[tuple[str, str]] = field(default_factory=list)
    came: set[str] = field(default_factory=set)
    stood: list[float] = field(default_factory=list)
    gave_up: int = 0
    _visits: dict[tuple[date, str], _Visit] = field(default_factory=dict)
    _wishes: dict[str, set[str]] = field(default_factory=dict)
    _line: dict[str, list[tuple[str, datetime]]] = field(default_factory=lambda: defaultdict(list))
    _table: dict[str, list[tuple[str, datetime]]] = field(default_factory=lambda: defaultdict(list))
    _free: dict[str, datetime] = field(default_factory=dict)

    def play(self) -> Figures:
        """Play all days; whoever saw nobody comes again on the next one."""
        self._wishes = {firm: set(those) for firm, those in self.stage.wishes.items()}
        for number, (day, opens, closes) in enumerate(self.stage.days):
            self._line.clear()
            self._table.clear()
            comes = self._comers(day, opens)
            for guest, (at, wanted) in self.guests.items():
                if opens <= at < closes:
                    comes[guest] = at
                    self._wishes[guest] = set(wanted)
            now = opens
            while now < closes:
                self.world.suffer(number, day, now)
                self._minute(day, now, comes)
                now += MINUTE
        return self._figures()

    def _comers(self, day: date, opens: datetime) -> dict[str, datetime]:
        """Give who comes when: on the day it would have been told, and as early as it can."""
        served = {firm for firm, _ in self.held}
        firms = {firm.code: firm for firm in self.fair.firms.values()}
        found = {}
        for code in self.stage.wishes:
            again = code not in served and self.stage.hopes(code, day)
            due = day in self.stage.due(code) or again
            if due and self.cast.comes(code, day):
                own = [one.comes for one in firms[code].hours if one.date == day]
                at = max(opens, moment(day, min(own), self.fair.zone)) if own else opens
                found[code] = at + abs(self.cast.lead(code, day))
        return found

    def _minute(self, day: date, now: datetime, comes: dict[str, datetime]) -> None:
        for sitting in self._table.values():
            sitting[:] = [one for one in sitting if one[1] > now]
        for line in self._line.values():
            patient = [one for one in line if now - one[1] < PATIENCE]
            self.gave_up += len(line) - len(patient)
            line[:] = patient
        busy = {
            one for many in (self._table, self._line) for own in many.values() for one, _ in own
        }
        for firm, at in comes.items():
            if at > now:
                continue
            self.came.add(firm)
            self._visits.setdefault((day, firm), _Visit(now))
            if firm not in busy and self._wishes[firm] and self._free.get(firm, now) <= now:
                shortest = min(sorted(self._wishes[firm]), key=lambda code: len(self._line[code]))
                self._line[shortest].append((firm, now))
        local = now.astimezone(self.fair.zone)
        for agency in self.fair.agencies.values():
            hours = booth_hours(agency.booth)
            if self._open(hours, local) and not self.world.gone(agency.code, now):
                self._sit_down(day, agency, now)

    def _open(self, hours: Hours, local: datetime) -> bool:
        day = self.fair.days[local.date()]
        ends = (local + self.stage.slot).time()
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

    def _sit_down(self, day: date, agency: Agency, now: datetime) -> None:
        line, sitting = self._line[agency.code], self._table[agency.code]
        while line and len(sitting) < agency.booth.tables:
            firm, since = line.pop(0)
            takes = self.cast.takes(f"{firm} {agency.code}", self.stage.slot)
            sitting.append((firm, now + takes + self.changeover))
            self._wishes[firm].discard(agency.code)
            self.held.append((firm, agency.code))
            self.stood.append((now - since).total_seconds() / 60)
            visit = self._visits[day, firm]
            visit.sat += takes.total_seconds() / 60
            visit.until = now + takes
            self._free[firm] = now + takes + self._walk(agency)

    def _walk(self, agency: Agency) -> timedelta:
        """Give the minutes to an average other booth."""
        others = [one for one in self.fair.agencies.values() if one.id != agency.id]
        metres = sum(metres_between(agency.booth, one.booth) for one in others)
        a_minute = self.fair.settings.walking_metres_per_minute * max(1, len(others))
        return timedelta(minutes=-(-metres // a_minute))

    def _figures(self) -> Figures:
        firms = {firm.code: key for key, firm in self.fair.firms.items()}
        agencies = {agency.code: key for key, agency in self.fair.agencies.items()}
        registered = {
            (firms[firm], agencies[agency]): None for firm, agency in self.held if firm in firms
        }
        first, worth = wishes_held(self.fair, registered)
        served = {firm for firm, _ in self.held}
        return Figures(
            came=len(self.came),
            served=len(served),
            guests=len(self.guests),
            guests_served=sum(guest in served for guest in self.guests),
            held=len(self.held),
            first_wishes=first,
            worth=worth,
            stood=tuple(self.stood),
            beside=tuple(
                (one.until - one.came).total_seconds() / 60 - one.sat
                for one in self._visits.values()
                if one.until is not None
            ),
        )
