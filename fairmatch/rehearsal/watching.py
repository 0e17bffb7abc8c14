"""What has to be true after every version: the rules, what is over, what was accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.models import Act, Consultation, ConsultationState, Fair, Placement, Timetable
from fairmatch.publishing.freezing import newest_version
from fairmatch.violations import Rule

Spot = tuple[datetime, datetime, str, int]


@dataclass
class Watch:
    """What was found so far.

    Attributes
    ----------
    versions
        Versions looked at.
    broken
        Rules broken by one of them, in words. A booth's reserve is none of them: where an officer
        leaves, what is promised already takes a larger share of the seats that are left.
    reserves
        Booths whose reserve what was promised used up, as often as a version was looked at.
    moved
        Consultations that were over and are another way in a later version.
    untold
        Consultations of which the published version says something else than their own row.
    """

    versions: int = 0
    broken: list[str] = field(default_factory=list)
    reserves: int = 0
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
        for one in check_timetable(session, version):
            if one.rule is Rule.RESERVE:
                self.reserves += 1
            else:
                self.broken.append(f"version {version.number}: {one.text}")
        held = {
            one.consultation_id: (one.starts_at, one.ends_at, one.booth_code, one.table)
            for one in session.scalars(
                select(Placement).where(Placement.timetable_id == version.id)
            )
        }
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
