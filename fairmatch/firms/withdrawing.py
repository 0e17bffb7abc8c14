"""A firm withdraws from the fair, and comes back while there is time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.firms.errors import NotPossibleNow
from fairmatch.models import Consultation, Fair, Firm, Phase
from fairmatch.phases import phase_state, require_open
from fairmatch.publishing import publish_without


def withdraw(
    session: Session,
    firm: Firm,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str] | None = None,
) -> Sequence[Consultation]:
    """Take a firm out of the fair; give its published consultations that are cancelled by it.

    What it asked for is kept, so that it can come back. Consultations that have begun stay.
    Twice is as good as once. The session is for writing. ``new_uid`` names the mails that tell
    the agencies.
    """
    fair = _locked(session, firm)
    if firm.withdrawn_at is not None:
        return []
    took_part = firm.takes_part
    firm.withdrawn_at = clock()
    if took_part:
        fair.revision += 1
    session.flush()
    return publish_without(session, fair, firm, clock=clock, new_uid=new_uid)


def come_back(session: Session, firm: Firm, *, clock: Callable[[], datetime]) -> None:
    """Let a firm that withdrew take part again, with all it had asked for.

    Consultations that were cancelled do not come back by themselves; the next timetable may
    hold them again.

    Raises
    ------
    PhaseClosed
        If firms may not ask for consultations any more.
    NotPossibleNow
        If it did not withdraw, or its data was erased.
    """
    fair = _locked(session, firm)
    if firm.erased_at is not None:
        raise NotPossibleNow("erased")
    if firm.withdrawn_at is None:
        raise NotPossibleNow("present")
    require_open(fair, Phase.REQUESTS, clock())
    firm.withdrawn_at = None
    if firm.takes_part:
        fair.revision += 1
    session.flush()


def may_come_back(firm: Firm, fair: Fair, now: datetime) -> bool:
    """Tell whether a firm that withdrew may still change its mind."""
    open_still = phase_state(fair, Phase.REQUESTS, now).open
    return firm.withdrawn_at is not None and firm.erased_at is None and open_still


def _locked(session: Session, firm: Firm) -> Fair:
    fair = session.get_one(Fair, firm.fair_id, with_for_update=True, populate_existing=True)
    session.refresh(firm, with_for_update=True)
    return fair
