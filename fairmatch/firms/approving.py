"""The organiser's word on firms that registered themselves."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from fairmatch.firms.errors import NotPossibleNow, ReasonMissing
from fairmatch.models import Approval, Fair, Firm


def waiting_firms(session: Session, fair: Fair) -> Sequence[Firm]:
    """Give the firms that wait for approval, with types and products, longest waiting first."""
    return session.scalars(
        select(Firm)
        .where(
            Firm.fair_id == fair.id,
            Firm.approval == Approval.WAITING,
            Firm.withdrawn_at.is_(None),
            Firm.erased_at.is_(None),
        )
        .options(selectinload(Firm.kinds), selectinload(Firm.products))
        .order_by(Firm.registered_at, Firm.id)
    ).all()


def refused_firms(session: Session, fair: Fair) -> Sequence[Firm]:
    """Give the firms that were refused and have not asked again, by name."""
    return session.scalars(
        select(Firm)
        .where(
            Firm.fair_id == fair.id,
            Firm.approval == Approval.REFUSED,
            Firm.withdrawn_at.is_(None),
            Firm.erased_at.is_(None),
        )
        .order_by(Firm.name_ko, Firm.id)
    ).all()


def approve(session: Session, firm: Firm) -> bool:
    """Let a firm take part, also one that was refused; tell whether that changed anything."""
    fair = _locked(session, firm)
    if firm.approval is Approval.APPROVED:
        return False
    firm.approval, firm.approval_reason = Approval.APPROVED, ""
    fair.revision += 1
    session.flush()
    return True


def refuse(session: Session, firm: Firm, reason: str) -> None:
    """Refuse a firm that waits, or give a refused one another reason; the firm reads it.

    Raises
    ------
    ReasonMissing
        If no reason is given.
    NotPossibleNow
        If it was approved: officers may count on it already.
    """
    _locked(session, firm)
    said = reason.strip()
    if not said:
        raise ReasonMissing
    if firm.approval is Approval.APPROVED:
        raise NotPossibleNow(firm.approval)
    firm.approval, firm.approval_reason = Approval.REFUSED, said
    session.flush()


def ask_again(session: Session, firm: Firm) -> None:
    """Let a refused firm, having mended what was wrong, wait for approval once more.

    Raises
    ------
    NotPossibleNow
        If it was not refused.
    """
    _locked(session, firm)
    if firm.approval is not Approval.REFUSED:
        raise NotPossibleNow(firm.approval)
    firm.approval, firm.approval_reason = Approval.WAITING, ""
    session.flush()


def require_approval(session: Session, fair: Fair, *, required: bool) -> None:
    """Set whether firms that register from now on wait for the organiser; others stay as is."""
    session.refresh(fair, with_for_update=True)
    fair.approval_required = required
    session.flush()


def _locked(session: Session, firm: Firm) -> Fair:
    # Whoever decides on a firm of this fair waits for whoever else does; the fair comes first,
    # as everywhere.
    fair = session.get_one(Fair, firm.fair_id, with_for_update=True, populate_existing=True)
    session.refresh(firm, with_for_update=True)
    return fair
