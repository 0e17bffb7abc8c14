"""Publishing: a draft becomes version n for good, and every consultation learns what changed.

What a calendar has to be told is decided here. The time (start and end) and the place (booth
and table) of a consultation, and whether it takes place, are what its ``sequence`` counts;
whatever else the two parties read about it (department, purpose) is not.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.checking import check_timetable
from fairmatch.comparing import compare
from fairmatch.errors import (
    AlreadyPublished,
    DropsUnknown,
    NoTimetable,
    RuleBroken,
    StaleDraft,
)
from fairmatch.models import (
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Placement,
    Timetable,
)
from fairmatch.scenarios import adopt
from fairmatch.schedules import latest_published


def publish(
    session: Session,
    fair: Fair,
    *,
    clock: Callable[[], datetime],
    draft_id: int | None = None,
    force: bool = False,
    dropping: int | None = None,
) -> Timetable:
    """Freeze a draft as the fair's next version and give it.

    The fair's row is locked to the end of the caller's transaction, so that publishers take
    their turns and versions are numbered without gaps; on SQLite the caller's transaction
    has to be a writing one.

    What the draft was made with becomes the fair's own settings where it was something else.

    Parameters
    ----------
    draft_id
        Which draft; None means the newest one.
    force
        Publish although the fair changed after the draft was made. Its rules, as they are
        now, have to be kept even then.

    dropping
        How many consultations of the latest version the publisher knows to be dropped; None
        publishes whatever it drops.

    Raises
    ------
    DropsUnknown
        If it drops another number of them.
    NoTimetable
        If there is no such draft.
    AlreadyPublished
        If it has a number.
    StaleDraft
        If the fair changed after it was made.
    RuleBroken
        If it breaks a rule of the fair as it is now.
    """
    session.refresh(fair, with_for_update=True)
    draft = _draft(session, fair, draft_id)
    if draft.number is not None:
        raise AlreadyPublished(draft.number)
    if draft.revision != fair.revision and not force:
        raise StaleDraft(draft.revision, fair.revision)
    violations = check_timetable(session, draft)
    if violations:
        raise RuleBroken([violation.text for violation in violations])
    if dropping is not None:
        dropped = len(compare(session, latest_published(session, fair), draft).dropped)
        if dropped != dropping:
            raise DropsUnknown(dropped)
    adopt(session, fair, draft)
    now = clock()
    latest = session.scalar(select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id))
    draft.number = (latest or 0) + 1
    draft.published_at = now
    _tell_consultations(session, fair, draft, now)
    session.flush()
    return draft


def publish_without(
    session: Session, fair: Fair, firm: Firm, *, clock: Callable[[], datetime]
) -> Sequence[Consultation]:
    """Publish the latest version anew without the consultations of a firm that are still to begin.

    Everything else stays where it is, so that no rule is broken which was kept before, and no
    planning is needed. Its report is that of the version before, with a note. Gives what was
    cancelled; without that no version is made.
    """
    session.refresh(fair, with_for_update=True)
    latest = session.scalars(
        select(Timetable)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_not(None))
        .order_by(Timetable.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if latest is None or latest.number is None:
        return []
    now = clock()
    placements = session.scalars(
        select(Placement)
        .where(Placement.timetable_id == latest.id)
        .options(joinedload(Placement.consultation))
        .order_by(Placement.id)
    ).all()
    gone = [
        one.consultation
        for one in placements
        if one.consultation.firm_id == firm.id and one.starts_at > now
    ]
    if not gone:
        return []
    version = Timetable(
        fair_id=fair.id,
        run_id=latest.run_id,
        number=latest.number + 1,
        made_at=now,
        published_at=now,
        revision=fair.revision,
        report=_with_note(latest.report, len(gone)),
        placements=[_copied(one) for one in placements if one.consultation not in gone],
    )
    session.add(version)
    session.flush()
    _tell_consultations(session, fair, version, now)
    session.flush()
    return gone


def _with_note(report: dict[str, Any], cancelled: int) -> dict[str, Any]:
    if not report:
        return {}
    note = f"a firm withdrew after this was measured; consultations cancelled: {cancelled}"
    return report | {"notes": [*report.get("notes", ()), note]}


def _copied(placed: Placement) -> Placement:
    return Placement(
        consultation_id=placed.consultation_id,
        slot_id=placed.slot_id,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        booth_code=placed.booth_code,
        table=placed.table,
        department=placed.department,
        pinned=placed.pinned,
    )


def _draft(session: Session, fair: Fair, draft_id: int | None) -> Timetable:
    # Read anew: another publisher may have numbered it while this one waited for its turn.
    drafts = (
        select(Timetable)
        .where(Timetable.fair_id == fair.id)
        .order_by(Timetable.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    if draft_id is None:
        drafts = drafts.where(Timetable.number.is_(None))
    else:
        drafts = drafts.where(Timetable.id == draft_id)
    draft = session.scalars(drafts).one_or_none()
    if draft is None:
        which = "no draft to publish" if draft_id is None else f"no timetable {draft_id}"
        raise NoTimetable(f"the fair has {which}; make one with `fairmatch solve`")
    return draft


def _tell_consultations(session: Session, fair: Fair, version: Timetable, now: datetime) -> None:
    consultations = session.scalars(
        select(Consultation)
        .where(Consultation.fair_id == fair.id)
        .options(joinedload(Consultation.placement))
        .execution_options(populate_existing=True)
    )
    placements = session.scalars(select(Placement).where(Placement.timetable_id == version.id))
    placed = {placement.consultation_id: placement for placement in placements}
    for consultation in consultations:
        placement = placed.get(consultation.id)
        if placement is None:
            if consultation.state is ConsultationState.CONFIRMED:
                consultation.state = ConsultationState.CANCELLED
                _changed(consultation, now)
            continue
        if consultation.state is ConsultationState.PROPOSED:
            consultation.changed_at = now
        elif (
            consultation.state is ConsultationState.CANCELLED
            or consultation.placement is None
            or when_and_where(consultation.placement) != when_and_where(placement)
        ):
            _changed(consultation, now)
        consultation.state = ConsultationState.CONFIRMED
        consultation.placement = placement


def when_and_where(placement: Placement) -> tuple[datetime, datetime, str, int]:
    """Give what a calendar's sequence counts of a placement: start, end, booth and table."""
    return placement.starts_at, placement.ends_at, placement.booth_code, placement.table


def _changed(consultation: Consultation, now: datetime) -> None:
    consultation.sequence += 1
    consultation.changed_at = now
