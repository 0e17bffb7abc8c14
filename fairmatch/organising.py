"""What the organiser does with intake as a whole; every act is recorded with who did it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.chasing.reminding import Recipients, remind
from fairmatch.chasing.silence import Awaited, Silence, awaited
from fairmatch.errors import UnknownFirm
from fairmatch.firms.approving import approve, refuse, require_approval
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import ActKind, Fair, Firm, Phase, PhaseOverride
from fairmatch.phases import set_by_hand, set_dates, window_of

_HANDS = {
    PhaseOverride.OPEN: ActKind.PHASE_OPENED,
    PhaseOverride.CLOSED: ActKind.PHASE_CLOSED,
    None: ActKind.PHASE_BY_DATES,
}


def dates_seal(fair: Fair, phase: Phase) -> str:
    """Give what a page carries so that nobody's dates are overwritten unseen."""
    window = window_of(fair, phase)
    return "" if window is None else f"{window.opens_at or ''}/{window.closes_at or ''}"


def move_dates(
    session: Session,
    fair: Fair,
    phase: Phase,
    opens_at: datetime | None,
    closes_at: datetime | None,
    *,
    seen: str,
    by: By,
) -> bool:
    """Set from when until when a phase is open; tell whether that changed anything.

    Parameters
    ----------
    seen
        The seal of the dates that the page showed; see `dates_seal`.

    Raises
    ------
    PhaseOrder
        If it would close before it opens.
    ChangedMeanwhile
        If the dates are others than the page showed.
    """
    fair = _taken(session, fair)
    before = dates_seal(fair, phase)
    if f"{opens_at or ''}/{closes_at or ''}" == (before or "/"):
        return False
    if seen != before:
        raise ChangedMeanwhile
    set_dates(fair, phase, opens_at, closes_at)
    record(
        session,
        fair,
        by,
        ActKind.PHASE_DATES,
        phase=phase.value,
        opens_at=_iso(opens_at),
        closes_at=_iso(closes_at),
    )
    session.flush()
    return True


def set_hand(
    session: Session, fair: Fair, phase: Phase, override: PhaseOverride | None, *, by: By
) -> bool:
    """Open or close a phase at once; None lets its dates count. Tell whether anything changed."""
    fair = _taken(session, fair)
    window = window_of(fair, phase)
    if (window.override if window else None) is override:
        return False
    set_by_hand(fair, phase, override, by.now)
    record(session, fair, by, _HANDS[override], phase=phase.value)
    session.flush()
    return True


def remind_all(
    session: Session,
    fair: Fair,
    silence: Silence,
    fits: Callable[[Awaited], bool],
    *,
    by: By,
    new_uid: Callable[[], str],
) -> Recipients:
    """Remind by mail everybody of whom something is awaited and whom ``fits`` chooses."""
    fair = _taken(session, fair)
    chosen = [one for one in awaited(session, fair) if fits(one)]
    done = remind(session, fair, chosen, silence, now=by.now, new_uid=new_uid)
    if done.to:
        record(session, fair, by, ActKind.REMINDED, about=silence.value, count=len(done.to))
    return done


def approve_firms(session: Session, fair: Fair, codes: Sequence[str], *, by: By) -> list[Firm]:
    """Let firms take part; give those for whom that changed anything.

    Raises
    ------
    UnknownFirm
        If the fair has no firm of one of the codes.
    """
    fair = _taken(session, fair)
    approved = []
    for code in dict.fromkeys(codes):
        firm = _firm(session, fair, code)
        if approve(session, firm):
            record(session, fair, by, ActKind.APPROVED, firm=firm)
            approved.append(firm)
    return approved


def refuse_firm(session: Session, fair: Fair, code: str, reason: str, *, by: By) -> Firm:
    """Refuse a firm that waits; the firm reads the reason.

    Raises
    ------
    UnknownFirm
        If the fair has no such firm.
    ReasonMissing, NotPossibleNow
        As `fairmatch.firms.approving.refuse`.
    """
    fair = _taken(session, fair)
    firm = _firm(session, fair, code)
    refuse(session, firm, reason)
    record(session, fair, by, ActKind.REFUSED, firm=firm)
    return firm


def set_approval(session: Session, fair: Fair, *, required: bool, by: By) -> None:
    """Set whether firms that register from now on wait for the organiser."""
    fair = _taken(session, fair)
    if fair.approval_required != required:
        require_approval(session, fair, required=required)
        record(session, fair, by, ActKind.APPROVAL_RULE, required=required)


def set_mails(
    session: Session,
    fair: Fair,
    *,
    invitations: bool,
    evening_reminders: bool,
    survey_mails: bool,
    by: By,
) -> None:
    """Set whether parties are sent consultations for their calendars, reminded, and asked after.

    Once invitations are switched on, everybody is sent what is to come.
    """
    fair = _taken(session, fair)
    wanted = {
        "invitations": invitations,
        "evening_reminders": evening_reminders,
        "survey_mails": survey_mails,
    }
    if all(getattr(fair, name) == value for name, value in wanted.items()):
        return
    if invitations and not fair.invitations:
        fair.invited_version = None
    for name, value in wanted.items():
        setattr(fair, name, value)
    record(
        session,
        fair,
        by,
        ActKind.MAIL_RULE,
        invitations=invitations,
        evening_reminders=evening_reminders,
        survey_mails=survey_mails,
    )


def _taken(session: Session, fair: Fair) -> Fair:
    """Give the fair, and its phases, as they are now, kept from others until the end."""
    session.expire(fair)
    return take_fair(session, fair.id)


def _firm(session: Session, fair: Fair, code: str) -> Firm:
    own = Firm.fair_id == fair.id
    firm = session.scalars(select(Firm).where(own, Firm.code == code)).one_or_none()
    if firm is None:
        raise UnknownFirm(code, session.scalars(select(Firm.code).where(own)).all())
    return firm


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
