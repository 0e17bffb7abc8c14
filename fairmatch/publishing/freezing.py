"""What every way to a new version has in common: it is copied, frozen, and told of."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.comparing import Comparison
from fairmatch.drafts import copied
from fairmatch.mail import post_version
from fairmatch.models import Fair, Placement, Timetable
from fairmatch.publishing.confirming import tell_consultations

NewUid = Callable[[], str]


def newest_version(session: Session, fair: Fair) -> Timetable | None:
    """Give the fair's latest version, whoever published it while this one waited for its turn."""
    return session.scalars(
        select(Timetable)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_not(None))
        .order_by(Timetable.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()


def placements_of(session: Session, version: Timetable) -> Sequence[Placement]:
    """Give where a version has its consultations, these loaded with them."""
    return session.scalars(
        select(Placement)
        .where(Placement.timetable_id == version.id)
        .options(joinedload(Placement.consultation))
        .order_by(Placement.id)
    ).all()


def copy_version(
    session: Session, fair: Fair, of: Timetable, placements: Sequence[Placement], now: datetime
) -> Timetable:
    """Give a version still without a number that has these places of another one."""
    version = Timetable(
        fair_id=fair.id,
        run_id=of.run_id,
        edition=of.edition,
        made_at=now,
        revision=fair.revision,
        report=of.report,
        placements=[copied(one) for one in placements],
    )
    session.add(version)
    return version


def copy_places(session: Session, of: Timetable, into: Timetable, *, but: Collection[int]) -> None:
    """Give a stored version the places of another one, but those of some consultations."""
    same = (
        Placement.consultation_id,
        Placement.slot_id,
        Placement.starts_at,
        Placement.ends_at,
        Placement.booth_code,
        Placement.table,
        Placement.department,
        Placement.pinned,
        Placement.fixed,
    )
    session.execute(
        insert(Placement).from_select(
            ["timetable_id", *(column.key for column in same)],
            select(literal(into.id), *same).where(
                Placement.timetable_id == of.id, Placement.consultation_id.not_in(but)
            ),
        )
    )


def freeze(session: Session, fair: Fair, version: Timetable, number: int, now: datetime) -> None:
    """Give a version its number for good, and let every consultation learn of it."""
    version.number = number
    version.published_at = now
    session.flush()
    tell_consultations(session, fair, version, now)
    session.flush()


def tell(
    session: Session,
    fair: Fair,
    version: Timetable,
    comparison: Comparison,
    new_uid: NewUid | None,
) -> dict[str, Any]:
    """Post the mails of a version just made, unless it is published quietly; give its counts."""
    mails, now = 0, version.published_at
    assert now is not None, "it has just been published"
    if new_uid is not None:
        mails = post_version(session, fair, version, comparison, now=now, new_uid=new_uid)
    return {
        "number": version.number,
        "added": len(comparison.added),
        "moved": len(comparison.moved),
        "dropped": len(comparison.dropped),
        "mails": mails,
        "quiet": new_uid is None,
    }
