"""Hours of booths and firms: whether a stretch of local time lies wholly inside them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from fairmatch.models import Booth, Firm


class Hours:
    """When somebody is there; hours that touch or overlap count as one stretch.

    No hours at all means always: the fair's own are not narrowed.
    """

    def __init__(self, spans: Iterable[tuple[date, time, time]]) -> None:
        self._stretches: dict[date, list[tuple[time, time]]] = {}
        for day, starts, ends in sorted(spans):
            stretches = self._stretches.setdefault(day, [])
            if stretches and starts <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(stretches[-1][1], ends))
            else:
                stretches.append((starts, ends))

    @property
    def always(self) -> bool:
        """Whether no hours are set."""
        return not self._stretches

    def cover(self, day: date, starts: time, ends: time) -> bool:
        """Tell whether the stretch lies wholly inside the hours."""
        return self.always or any(
            opens <= starts and ends <= closes for opens, closes in self._stretches.get(day, ())
        )


def booth_hours(booth: Booth) -> Hours:
    """Give the hours in which a booth is staffed."""
    return Hours((hours.date, hours.opens, hours.closes) for hours in booth.hours)


def firm_hours(firm: Firm) -> Hours:
    """Give the hours in which a firm can be there."""
    return Hours((hours.date, hours.comes, hours.leaves) for hours in firm.hours)


# A fair has few days and times, and the rules of thousands of seats ask for the same of them.
@lru_cache(maxsize=16_384)
def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the moment, in UTC, at which the zone's clocks show this time."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


@lru_cache(maxsize=16_384)
def local_date(at: datetime, zone: ZoneInfo) -> date:
    """Give the date that the zone's calendars show at a moment."""
    return at.astimezone(zone).date()


@lru_cache(maxsize=16_384)
def local_stretch(starts: datetime, ends: datetime, zone: ZoneInfo) -> tuple[date, time, time]:
    """Give the date, the beginning and the end that the zone's clocks show."""
    begins = starts.astimezone(zone)
    return begins.date(), begins.time(), ends.astimezone(zone).time()
