"""What every way to a new version has in common: it is copied, frozen, and told of."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.comparing import Comparison
from fairmatch.drafts import copy_places
from fairmatch.mail import post_version
from fairmatch.models import Fair, Timetable
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


def copy_version(
    session: Session, fair: Fair, of: Timetable, now: datetime, *, but: Collection[int] = ()
) -> Timetable:
    """Give a version still without a number that has the places of another one, but some."""
    version = Timetable(
        fair_id=fair.id,
        run_id=of.run_id,
        edition=of.edition,
        made_at=now,
        revision=fair.revision,
        report=of.report,
    )
    session.add(version)
    session.flush()
    copy_places(session, of, version, but=but)
    return version


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
