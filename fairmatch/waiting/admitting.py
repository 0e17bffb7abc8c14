"""A firm that withdrew, or was not approved, comes all the same: the desk lets it take part."""

from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.firms.errors import NotPossibleNow
from fairmatch.models import ActKind, Approval, Firm


def admit(session: Session, firm: Firm, *, by: By) -> bool:
    """Let a firm take part from now on, whatever was said before; tell whether that is new.

    What it had asked for is there again. Consultations that were cancelled do not come back by
    themselves, but it can wait for the same booths. Twice is as good as once.

    Raises
    ------
    NotPossibleNow
        If its data was erased.
    """
    fair = take_fair(session, firm.fair_id)
    session.refresh(firm)
    if firm.erased_at is not None:
        raise NotPossibleNow("erased")
    if firm.takes_part:
        return False
    if firm.withdrawn_at is not None:
        firm.withdrawn_at = None
        record(session, fair, by, ActKind.CAME_BACK, firm=firm)
    if firm.approval is not Approval.APPROVED:
        firm.approval, firm.approval_reason = Approval.APPROVED, ""
        record(session, fair, by, ActKind.APPROVED, firm=firm)
    fair.revision += 1
    session.flush()
    return True
