"""What happens to a fair at a rehearsal besides people who do not come."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cached_property

from fairmatch.hours import moment
from fairmatch.rehearsal.crowd import Cast, Happens, Mishap
from fairmatch.rehearsal.stage import Stage
from fairmatch.repairs import BoothAway, Happened, RunningLate, TableMore


class World:
    """Which officers are away, and until when nothing can begin."""

    def __init__(self, stage: Stage, cast: Cast) -> None:
        self._stage, self._cast = stage, cast
        self._late_until: datetime | None = None

    def suffer(self, number: int, day: date, now: datetime) -> list[tuple[str, Happened]]:
        """Let happen what happens at a minute; give its name and what the desk is told."""
        told = []
        for one in self._cast.happens():
            if one.day == number and moment(day, one.at, self._stage.zone) == now:
                until = now + timedelta(minutes=one.minutes)
                if one.mishap is Mishap.LATE:
                    self._late_until = until
                told.append((f"{one.mishap} {number} {one.at:%H%M}", self._told(one, day, until)))
        return told

    def gone(self, agency: str, now: datetime) -> bool:
        """Tell whether an agency's officer is away."""
        return any(since <= now < until for since, until in self._away.get(agency, ()))

    @cached_property
    def _away(self) -> dict[str, list[tuple[datetime, datetime]]]:
        away: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        for one in self._cast.happens():
            if one.mishap in (Mishap.AWAY, Mishap.CLOSED) and one.day < len(self._stage.days):
                since = moment(self._stage.days[one.day][0], one.at, self._stage.zone)
                away[self._agency(one)].append((since, since + timedelta(minutes=one.minutes)))
        return away

    def waits(self, now: datetime) -> bool:
        """Tell whether nothing can begin."""
        return self._late_until is not None and now < self._late_until

    def _told(self, one: Happens, day: date, until: datetime) -> Happened:
        match one.mishap:
            case Mishap.LATE:
                return RunningLate(date=day, minutes=one.minutes)
            case Mishap.TABLE:
                return TableMore(agency=self._agency(one))
            case Mishap.CLOSED:
                return BoothAway(agency=self._agency(one), date=day)
        local = until.astimezone(self._stage.zone)
        return BoothAway(agency=self._agency(one), date=day, until=local.time())

    def _agency(self, one: Happens) -> str:
        return self._stage.agencies[one.agency % len(self._stage.agencies)][1]
