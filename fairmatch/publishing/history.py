"""The versions of a fair so far: when, by whom, and what each changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.models import Account, Act, ActKind, Fair, Placement, Timetable


@dataclass(frozen=True, slots=True)
class Version:
    """One published version.

    Attributes
    ----------
    restores
        The version it went back to, if it did.
    by
        Who published it; None for a command, a withdrawal, or an account that is gone.
    changed
        How many consultations it added, moved and dropped, and how many mails it caused; empty
        where nobody counted.
    """

    number: int
    published_at: datetime
    consultations: int
    restores: int | None
    by: Account | None
    changed: Mapping[str, int]


def versions(session: Session, fair: Fair) -> list[Version]:
    """Give all versions of a fair, the latest first."""
    acts = session.scalars(
        select(Act)
        .where(Act.fair_id == fair.id, Act.kind.in_((ActKind.PUBLISHED, ActKind.ROLLED_BACK)))
        .options(joinedload(Act.account))
    )
    published = {act.said["number"]: act for act in acts}
    held = (
        select(Placement.timetable_id, func.count().label("held"))
        .group_by(Placement.timetable_id)
        .subquery()
    )
    rows = session.execute(
        select(Timetable.number, Timetable.published_at, Timetable.restores, held.c.held)
        .outerjoin(held, held.c.timetable_id == Timetable.id)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_not(None))
        .order_by(Timetable.number.desc())
    )
    found = []
    for number, published_at, restores, consultations in rows:
        act = published.get(number)
        found.append(
            Version(
                number=number,
                published_at=published_at,
                consultations=consultations or 0,
                restores=restores,
                by=act.account if act else None,
                changed=act.said if act else {},
            )
        )
    return found
