"""Invitations as rows: found, and counted against the seats an agency has to give."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.models import Agency, Firm, Invitation, InvitationState


def find_invitation(session: Session, firm: Firm, agency: Agency) -> Invitation | None:
    """Give the agency's invitation of the firm as it stands in the database now."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.firm_id == firm.id, Invitation.agency_id == agency.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def invitations_out(session: Session, agency: Agency) -> int:
    """Count an agency's invitations that are open or accepted; a declined one is given back."""
    out = (
        select(func.count())
        .select_from(Invitation)
        .where(
            Invitation.agency_id == agency.id, Invitation.state != InvitationState.DECLINED
        )
    )  # fmt: skip
    return session.scalar(out) or 0
