"""What the two sides and the desk say of a consultation at its time; kept as it was said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.acts import By, once, record
from fairmatch.errors import UnknownConsultation
from fairmatch.fairday.moments import believed
from fairmatch.fairday.refusals import (
    BadAct,
    NothingSaid,
    NotToday,
    NotYoursToSay,
    TooEarly,
    TooLate,
)
from fairmatch.fairday.verdicts import ABOUT, Facts, Word, missing_from
from fairmatch.hours import local_date
from fairmatch.models import (
    ActKind,
    Agency,
    AttendanceClaim,
    ClaimKind,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Side,
)

EARLY = timedelta(minutes=30)
"""How long before its time a consultation may begin, where both are there already."""
MOST_LATE = 240
"""By how many minutes somebody may say to be late at most."""

_SAYS = {
    Side.FIRM: frozenset(ClaimKind) - {ClaimKind.FIRM_MISSING},
    Side.AGENCY: frozenset(ClaimKind) - {ClaimKind.AGENCY_MISSING},
    Side.DESK: frozenset(ClaimKind) - {ClaimKind.LATE},
}
"""What each side may say. Whoever telephones the desk that they are late is spoken for by it."""


def consultation_of(
    session: Session, fair: Fair, uid: str, *, of: Firm | Agency | None = None
) -> Consultation:
    """Give the fair's consultation of this identity, with its last place and time.

    Parameters
    ----------
    of
        The firm or agency whose it has to be.

    Raises
    ------
    UnknownConsultation
        If there is none, or it is somebody else's.
    """
    which = select(Consultation).where(
        Consultation.fair_id == fair.id,
        Consultation.uid == uid,
        Consultation.state != ConsultationState.PROPOSED,
    )
    if of is not None:
        side = Consultation.firm_id if isinstance(of, Firm) else Consultation.agency_id
        which = which.where(side == of.id)
    found = session.scalars(which.options(joinedload(Consultation.placement))).one_or_none()
    if found is None:
        raise UnknownConsultation(uid)
    return found


def claim(
    session: Session,
    fair: Fair,
    consultation: Consultation,
    side: Side,
    kind: ClaimKind,
    *,
    starts_at: datetime,
    minutes: int | None = None,
    at: datetime | None = None,
    by: By,
) -> bool:
    """Keep what a side says of a consultation; False if this very act was done already.

    Parameters
    ----------
    starts_at
        When the consultation begins as far as the speaker knows.
    minutes
        With LATE: by how much, 1 to 240.
    at
        When it was said, on the speaker's telephone; see `believed`.

    Raises
    ------
    NotYoursToSay
        If this side cannot know it.
    NotToday
        If the consultation was moved or cancelled.
    TooEarly, TooLate
        If it cannot be said yet, or not any more.
    BadAct
        If the minutes are none.
    """
    held = once(session, fair.id, by)
    if held is None:
        return False
    if kind not in _SAYS[side]:
        raise NotYoursToSay
    if (kind is ClaimKind.LATE) != (minutes is not None and 0 < minutes <= MOST_LATE):
        raise BadAct("minutes")
    moment = believed(at, by.now)
    facts = _facts(session, consultation, starts_at)
    _require_its_time(held, facts, kind, moment)
    session.add(
        AttendanceClaim(
            fair_id=held.id,
            consultation_id=consultation.id,
            starts_at=facts.starts_at,
            side=side,
            kind=kind,
            minutes=minutes,
            at=moment,
            account_id=by.account_id,
        )
    )
    said = {"side": side.value, "claim": kind.value, "at": moment.isoformat()}
    _note(session, by, ActKind.CLAIMED, consultation, **said)
    return True


def withdraw_claim(
    session: Session,
    fair: Fair,
    consultation: Consultation,
    side: Side,
    *,
    starts_at: datetime,
    at: datetime | None = None,
    by: By,
) -> bool:
    """Take back the latest word of a side; False if this very act was done already.

    Raises
    ------
    NothingSaid
        If the side said nothing of the consultation at this time.
    """
    held = once(session, fair.id, by)
    if held is None:
        return False
    latest = session.scalars(
        select(AttendanceClaim)
        .where(
            AttendanceClaim.consultation_id == consultation.id,
            AttendanceClaim.starts_at == starts_at,
            AttendanceClaim.side == side,
            AttendanceClaim.withdrawn_at.is_(None),
        )
        .order_by(AttendanceClaim.at.desc(), AttendanceClaim.id.desc())
        .limit(1)
    ).one_or_none()
    if latest is None:
        raise NothingSaid
    latest.withdrawn_at = believed(at, by.now)
    said = {"side": side.value, "claim": latest.kind.value}
    _note(session, by, ActKind.CLAIM_WITHDRAWN, consultation, **said)
    return True


def _facts(session: Session, consultation: Consultation, starts_at: datetime) -> Facts:
    """Give what is known of the consultation, if it is when the speaker believes it is."""
    placement = consultation.placement
    if placement is None or consultation.state is not ConsultationState.CONFIRMED:
        raise NotToday(None)
    if placement.starts_at != starts_at:
        raise NotToday(placement.starts_at)
    words = session.scalars(
        select(AttendanceClaim).where(
            AttendanceClaim.consultation_id == consultation.id,
            AttendanceClaim.starts_at == starts_at,
            AttendanceClaim.withdrawn_at.is_(None),
        )
    )
    return Facts(
        placement.starts_at,
        placement.ends_at,
        tuple(Word(one.side, one.kind, one.at, one.minutes) for one in words),
    )


def _require_its_time(fair: Fair, facts: Facts, kind: ClaimKind, at: datetime) -> None:
    zone = ZoneInfo(fair.zone)
    if local_date(at, zone) < local_date(facts.starts_at, zone):
        raise TooEarly(facts.starts_at)
    if kind is ClaimKind.LATE:
        if at >= facts.ends_at:
            raise TooLate(facts.ends_at)
        return
    grace = timedelta(minutes=fair.grace_minutes)
    if kind is ClaimKind.BEGUN:
        since = facts.starts_at - EARLY
    elif kind in ABOUT:
        since = missing_from(facts, ABOUT[kind], grace=grace)
    else:
        since = facts.starts_at
    if at < since:
        raise TooEarly(since)


def _note(session: Session, by: By, kind: ActKind, consultation: Consultation, **said: str) -> None:
    firm, agency = consultation.firm, consultation.agency
    fair = session.get_one(Fair, consultation.fair_id)
    record(session, fair, by, kind, firm=firm, agency=agency, **said)
    session.flush()
