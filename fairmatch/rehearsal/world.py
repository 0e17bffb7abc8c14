"""What happens to a fair at a rehearsal besides people who do not come."""

from datetime import date, datetime, timedelta

from fairmatch.hours import moment
from fairmatch.rehearsal.crowd import Cast, Happens, Mishap
from fairmatch.rehearsal.stage import Stage
from fairmatch.repairs import BoothAway, Happened, RunningLate, TableMore


class World:
    """Which officers are away, and until when nothing can begin."""

    def __init__(self, stage: Stage, cast: Cast) -> None:
        self._stage, self._cast = stage, cast
        self._late_until: datetime | None = None
        self._away: dict[str, datetime] = {}

    def suffer(self, number: int, day: date, now: datetime) -> list[tuple[str, Happened]]:
        """Let happen what happens at a minute; give its name and what the desk is told."""
        told = []
        for one in self._cast.happens():
            if one.day == number and moment(day, one.at, self._stage.zone) == now:
                until = now + timedelta(minutes=one.minutes)
                if one.mishap is Mishap.LATE:
                    self._late_until = until
                elif one.mishap is not Mishap.TABLE:
                    self._away[self._agency(one)] = until
                told.append((f"{one.mishap} {number} {one.at:%H%M}", self._told(one, day, until)))
        return told

    def gone(self, agency: str, now: datetime) -> bool:
        """Tell whether an agency's officer is away."""
        until = self._away.get(agency)
        return until is not None and now < until

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
