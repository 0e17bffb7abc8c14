"""What has to be true after every version: the rules, what is over, what was accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.hours import local_date
from fairmatch.models import (
    Act,
    Agency,
    Booth,
    Consultation,
    ConsultationState,
    Fair,
    Interest,
    Placement,
    Timetable,
)
from fairmatch.publishing.freezing import newest_version
from fairmatch.violations import Rule, Violation

Spot = tuple[datetime, datetime, str, int]


@dataclass
class Watch:
    """What was found so far.

    Attributes
    ----------
    versions
        Versions looked at.
    broken
        Rules broken by one of them, in words; of a booth's reserve as it stands at that moment, see
        `_into_the_reserve`.
    moved
        Consultations that were over and are another way in a later version.
    untold
        Consultations of which the published version says something else than their own row.
    """

    versions: int = 0
    broken: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    _number: int | None = None
    _held: Mapping[int, Spot] = field(default_factory=dict)

    def look(self, session: Session, fair: Fair, now: datetime) -> bool:
        """Look at the latest version, if it is a new one; tell whether it was."""
        newest = select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id)
        if session.scalar(newest) == self._number:
            return False
        version = newest_version(session, fair)
        if version is None:
            return False
        held = _held(session, fair, version.number)
        if not self._held and version.number is not None:
            self._held = _held(session, fair, version.number - 1)
        self.broken += [
            f"version {version.number}: {one.text}"
            for one in check_timetable(session, version)
            if one.rule is not Rule.RESERVE
            or _into_the_reserve(session, fair, one, now, before=self._held, held=held)
        ]
        rows = session.execute(
            select(Consultation.id, Consultation.state, Consultation.missed_at).where(
                Consultation.fair_id == fair.id
            )
        ).all()
        missed = {key for key, _, at in rows if at is not None}
        self.moved += [
            f"version {version.number}: consultation {key}"
            for key, spot in self._held.items()
            if spot[1] <= now and key not in missed and held.get(key) != spot
        ]
        confirmed = {key for key, state, _ in rows if state is ConsultationState.CONFIRMED}
        self.untold += [
            f"version {version.number}: consultation {key}" for key in confirmed ^ held.keys()
        ]
        self._number, self._held = version.number, held
        self.versions += 1
        return True


def _held(session: Session, fair: Fair, number: int | None) -> dict[int, Spot]:
    rows = session.execute(
        select(
            Placement.consultation_id,
            Placement.starts_at,
            Placement.ends_at,
            Placement.booth_code,
            Placement.table,
        )
        .join(Timetable, Timetable.id == Placement.timetable_id)
        .where(Timetable.fair_id == fair.id, Timetable.number == number)
    )
    return {key: (starts, ends, booth, table) for key, starts, ends, booth, table in rows}


def _into_the_reserve(
    session: Session,
    fair: Fair,
    full: Violation,
    now: datetime,
    *,
    before: Mapping[int, Spot],
    held: Mapping[int, Spot],
) -> bool:
    """Tell whether a version puts somebody on a seat that is kept for walk-ins at this moment.

    A booth that is fuller than its reserve allows breaks no promise by itself: where an officer
    leaves, what was promised before stands, and takes a larger share of the seats that are left. A
    seat is not kept any more once it has opened, some time before it begins; those from the waiting
    list may have it at any time.
    """
    assert full.at is not None, "a reserve is one of a day"
    zone = ZoneInfo(fair.zone)
    day = local_date(full.at, zone)
    booths = select(Booth.code).join(Agency, Agency.id == Booth.agency_id)
    booth = session.scalar(booths.where(Agency.fair_id == fair.id, Agency.code == full.agencies[0]))

    def there(spots: Mapping[int, Spot]) -> set[int]:
        return {
            key
            for key, spot in spots.items()
            if spot[2] == booth and local_date(spot[0], zone) == day
        }

    opens = now + timedelta(minutes=fair.reserve_opens_minutes)
    new = {key for key in there(held) - there(before) if held[key][0] > opens}
    from_lists = session.scalars(
        select(Consultation.id)
        .join(
            Interest,
            (Interest.firm_id == Consultation.firm_id)
            & (Interest.agency_id == Consultation.agency_id),
        )
        .where(Consultation.id.in_(new), Interest.walk_in_on == day)
    )
    return bool(new - set(from_lists))


def lost(session: Session, fair: Fair, accepted: list[str]) -> list[str]:
    """Give the keys of accepted acts that the fair knows nothing of, or more than once."""
    counts = dict(
        session.execute(
            select(Act.key, func.count())
            .where(Act.fair_id == fair.id, Act.key.is_not(None))
            .group_by(Act.key)
        ).all()
    )
    return [key for key in accepted if counts.get(key) != 1]
