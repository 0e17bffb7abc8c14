"""Drafts to work at by hand: one begun from a published version, one held against today's rules."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.checking import check_timetable
from fairmatch.drafts import copy_places
from fairmatch.errors import NoTimetable, RuleBroken
from fairmatch.hand.history import require_unchanged
from fairmatch.hand.opening import find_draft
from fairmatch.models import ActKind, Fair, Timetable


def begin_from(session: Session, fair: Fair, number: int, *, by: By) -> Timetable:
    """Give a new draft that is as a published version is.

    Raises
    ------
    NoTimetable
        If the fair has no such version.
    """
    fair = take_fair(session, fair.id)
    version = session.scalars(
        select(Timetable).where(Timetable.fair_id == fair.id, Timetable.number == number)
    ).one_or_none()
    if version is None:
        raise NoTimetable(f"the fair has no version {number}")
    draft = Timetable(
        fair_id=fair.id,
        made_at=by.now,
        revision=version.revision,
        report=version.report,
    )
    session.add(draft)
    session.flush()
    copy_places(session, version, draft)
    record(session, fair, by, ActKind.DRAFT_BEGUN, draft=draft.id, version=number)
    return draft


def renew(session: Session, fair: Fair, draft_id: int, *, seen: int, by: By) -> None:
    """Let a draft count as made from the fair as it is now, if it keeps today's rules.

    Raises
    ------
    NoDraft, ChangedByOthers
        As acts by hand.
    RuleBroken
        If it does not; names what has to be put right first.
    """
    fair = take_fair(session, fair.id)
    draft = find_draft(session, fair, draft_id)
    require_unchanged(session, draft, seen, None)
    violations = check_timetable(session, draft)
    if violations:
        raise RuleBroken([violation.text for violation in violations])
    draft.revision = fair.revision
    record(session, fair, by, ActKind.DRAFT_RENEWED, draft=draft.id)
    session.flush()
