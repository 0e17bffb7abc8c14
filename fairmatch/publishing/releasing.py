"""Making version n: of a draft, of an earlier version, of the latest one without a firm."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.comparing import Change, compare
from fairmatch.errors import (
    AlreadyPublished,
    BegunMoves,
    LatestVersion,
    NoTimetable,
    RuleBroken,
    StaleDraft,
)
from fairmatch.hand.measuring import measured
from fairmatch.mail import post_version
from fairmatch.models import ActKind, Consultation, Fair, Firm, Placement, Timetable
from fairmatch.publishing.freezing import (
    NewUid,
    copy_version,
    freeze,
    newest_version,
    tell,
)
from fairmatch.publishing.outlook import Outlook, Seen, outlook, version_to_restore
from fairmatch.scenarios import adopt


def publish(
    session: Session,
    fair: Fair,
    *,
    clock: Callable[[], datetime],
    draft_id: int | None = None,
    force: bool = False,
    seen: Seen | None = None,
    by: By | None = None,
    new_uid: NewUid | None = None,
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
    seen
        What the publisher saw and acknowledged; None publishes whatever comes of it.
    by
        Who publishes; None for a command.
    new_uid
        Names the mails to those for whom it changes something; None writes to nobody.

    Raises
    ------
    NoTimetable
        If there is no such draft.
    AlreadyPublished
        If it has a number.
    StaleDraft
        If the fair changed after it was made and nobody acknowledged that.
    RuleBroken
        If it breaks a rule of the fair as it is now.
    BegunMoves
        If it changes consultations that have begun.
    OutlookChanged, NotAcknowledged
        If what it does is not what was seen and acknowledged.
    """
    session.refresh(fair, with_for_update=True)
    draft = _draft(session, fair, draft_id)
    if draft.number is not None:
        raise AlreadyPublished(draft.number)
    if seen is None and draft.revision != fair.revision and not force:
        raise StaleDraft(draft.revision, fair.revision)
    now = clock()
    ahead = _required(session, fair, draft, seen, now)
    _measure(session, draft)
    adopt(session, fair, draft)
    freeze(session, fair, draft, ahead.number, now)
    said = tell(session, fair, draft, ahead.comparison, new_uid)
    record(session, fair, by or By(None, now), ActKind.PUBLISHED, **said)
    return draft


def _measure(session: Session, draft: Timetable) -> None:
    """Let what is published say what it is, where the draft was changed by hand."""
    if draft.edition:
        report = measured(session, draft)
        if report is not None:
            draft.report = report.model_dump(mode="json")


def roll_back(
    session: Session,
    fair: Fair,
    number: int,
    *,
    clock: Callable[[], datetime],
    seen: Seen | None = None,
    by: By | None = None,
    new_uid: NewUid | None = None,
) -> Timetable:
    """Publish an earlier version anew, as the next one, and give that; parameters as `publish`.

    Raises
    ------
    NoTimetable
        If there is no such version.
    LatestVersion
        If it is the latest one.
    RuleBroken, BegunMoves, OutlookChanged, NotAcknowledged
        As `publish`.
    """
    session.refresh(fair, with_for_update=True)
    old = version_to_restore(session, fair, number)
    latest = newest_version(session, fair)
    if latest is None or latest.id == old.id:
        raise LatestVersion(number)
    now = clock()
    ahead = _required(session, fair, old, seen, now)
    version = copy_version(session, fair, old, now)
    version.restores = number
    freeze(session, fair, version, ahead.number, now)
    said = tell(session, fair, version, ahead.comparison, new_uid) | {"to": number}
    record(session, fair, by or By(None, now), ActKind.ROLLED_BACK, **said)
    return version


def publish_without(
    session: Session,
    fair: Fair,
    firm: Firm,
    *,
    clock: Callable[[], datetime],
    new_uid: NewUid | None = None,
) -> Sequence[Consultation]:
    """Publish the latest version anew without the consultations of a firm that are still to begin.

    Everything else stays where it is, so that no rule is broken which was kept before, and no
    planning is needed. Its report is that of the version before, with a note. Gives what was
    cancelled; without that no version is made. ``new_uid`` names the mails to the agencies.
    """
    session.refresh(fair, with_for_update=True)
    latest = newest_version(session, fair)
    if latest is None or latest.number is None:
        return []
    now = clock()
    gone = session.scalars(
        select(Consultation)
        .join(Placement, Placement.consultation_id == Consultation.id)
        .where(
            Placement.timetable_id == latest.id,
            Placement.starts_at > now,
            Consultation.firm_id == firm.id,
        )
        .order_by(Placement.id)
    ).all()
    if not gone:
        return []
    version = copy_version(session, fair, latest, now, but=[one.id for one in gone])
    version.report = _with_note(latest.report, len(gone))
    freeze(session, fair, version, latest.number + 1, now)
    if new_uid is not None:
        comparison = compare(session, latest, version)
        post_version(session, fair, version, comparison, now=now, new_uid=new_uid, side="agency")
    return gone


def _required(
    session: Session, fair: Fair, candidate: Timetable, seen: Seen | None, now: datetime
) -> Outlook:
    ahead = outlook(session, fair, newest_version(session, fair), candidate, now)
    if ahead.violations:
        raise RuleBroken([violation.text for violation in ahead.violations])
    if ahead.begun:
        raise BegunMoves([_named(change) for change in ahead.begun])
    if seen is not None:
        ahead.require_seen(seen)
    return ahead


def _draft(session: Session, fair: Fair, draft_id: int | None) -> Timetable:
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


def _with_note(report: dict[str, Any], cancelled: int) -> dict[str, Any]:
    if not report:
        return {}
    note = f"a firm withdrew after this was measured; consultations cancelled: {cancelled}"
    return report | {"notes": [*report.get("notes", ()), note]}


def _named(change: Change) -> str:
    return f"{change.kind.value} {change.firm_code} × {change.agency_code}"
