"""How many requests a firm has used, and how many are left."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from fairmatch.models import Fair, Firm, Interest, Invitation, InvitationState

CAME_OF_INVITATION = exists().where(
    and_(
        Invitation.firm_id == Interest.firm_id,
        Invitation.agency_id == Interest.agency_id,
        Invitation.state == InvitationState.ACCEPTED,
    )
)
"""Whether an interest came of an invitation, which uses none of the firm's limit."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Requests a firm has used of those it may have."""

    used: int
    limit: int

    @property
    def left(self) -> int:
        """How many more it may ask; none below zero where the limit was lowered later."""
        return max(self.limit - self.used, 0)


def quota_of(session: Session, fair_id: int, firm: Firm) -> Quota:
    """Count a firm's requests against the fair's limit; accepted invitations are not counted."""
    used = (
        select(func.count())
        .select_from(Interest)
        .where(Interest.firm_id == firm.id, ~CAME_OF_INVITATION)
    )
    limit, count = session.execute(
        select(Fair.request_limit, used.scalar_subquery()).where(Fair.id == fair_id)
    ).one()
    return Quota(count, limit)
