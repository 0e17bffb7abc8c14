"""An agency invites a firm; the firm accepts, declines, or lets it lapse."""

from sqlalchemy.orm import Session

from fairmatch.acts import By, begin, record
from fairmatch.models import (
    ActKind,
    Agency,
    Firm,
    Invitation,
    InvitationState,
    MarkKind,
    Phase,
    PlanItem,
)
from fairmatch.requests.answering import find_mark, put_mark
from fairmatch.requests.demand import seats_of
from fairmatch.requests.invited import find_invitation, invitations_out
from fairmatch.requests.refusals import (
    AlreadyAnswered,
    HasAskedItself,
    HasDeclined,
    NoInvitationLeft,
    NotInvited,
    NotThere,
)
from fairmatch.requests.texts import text_of
from fairmatch.requests.wishes import add_wish, find_item, find_wish


def invite(
    session: Session,
    agency: Agency,
    firm: Firm,
    *,
    by: By,
    item_code: str = "",
    message: str = "",
) -> bool:
    """Invite a firm that has not asked; it is marked as liked. Tell whether it is invited anew.

    Raises
    ------
    PhaseClosed
        If requests are closed, so that the firm could not answer any more.
    NotThere
        If the firm does not take part.
    HasAskedItself
        If the firm has a request with the agency.
    HasDeclined
        If the firm has declined before.
    NoInvitationLeft
        If as many are out as the agency has seats to give.
    ItemOfAnother, TextTooLong
        If the plan item is not the agency's own, or the message too long.
    """
    words = text_of(message)
    fair = begin(session, agency.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return False
    if not firm.takes_part:
        raise NotThere(firm.code)
    item = find_item(session, fair, agency, item_code)
    if find_wish(session, firm, agency) is not None:
        raise HasAskedItself(firm.code)
    found = find_invitation(session, firm, agency)
    if found is not None:
        if found.state is InvitationState.DECLINED:
            raise HasDeclined(firm.code)
        return False
    limit = seats_of(session, fair, agency).to_give
    if invitations_out(session, agency) >= limit:
        raise NoInvitationLeft(limit)
    session.add(
        Invitation(
            fair_id=fair.id,
            agency_id=agency.id,
            firm_id=firm.id,
            plan_item_id=None if item is None else item.id,
            message=words,
            invited_at=by.now,
        )
    )
    standing = find_mark(session, agency, firm)
    if standing is None or standing.kind is not MarkKind.MUST:
        put_mark(session, fair, agency, firm, MarkKind.LIKE)
    record(session, fair, by, ActKind.INVITED, firm=firm, agency=agency, item=item_code or None)
    session.flush()
    return True


def call_back(session: Session, agency: Agency, firm: Firm, *, by: By) -> bool:
    """Take back an invitation that is not answered yet; tell whether there was one.

    Raises
    ------
    PhaseClosed
        If requests are closed: the invitation has lapsed.
    AlreadyAnswered
        If the firm has answered meanwhile.
    """
    fair = begin(session, agency.fair_id, by, Phase.REQUESTS)
    found = None if fair is None else find_invitation(session, firm, agency)
    if fair is None or found is None:
        return False
    if found.state is not InvitationState.OPEN:
        raise AlreadyAnswered(firm.code, found.state)
    session.delete(found)
    standing = find_mark(session, agency, firm)
    if standing is not None and standing.kind is MarkKind.LIKE:
        put_mark(session, fair, agency, firm, None)
    record(session, fair, by, ActKind.CALLED_BACK, firm=firm, agency=agency)
    session.flush()
    return True


def accept(
    session: Session, firm: Firm, agency: Agency, *, by: By, rank: int | None = None
) -> bool:
    """Accept an invitation: it becomes a request that uses none of the limit.

    It may be accepted after it was declined, as long as requests are open. Tell whether that
    changed anything.

    Raises
    ------
    PhaseClosed
        If requests are closed: the invitation has lapsed.
    NotInvited
        If there is none, or it was called back.
    """
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return False
    found = find_invitation(session, firm, agency)
    if found is None:
        raise NotInvited(firm.code, agency.code)
    wish = find_wish(session, firm, agency)
    if found.state is InvitationState.ACCEPTED and wish is not None:
        return False
    found.state, found.answered_at = InvitationState.ACCEPTED, by.now
    if wish is None:
        item = session.get(PlanItem, found.plan_item_id) if found.plan_item_id else None
        add_wish(session, firm, agency, item, "", by=by, rank=rank)
    fair.revision += 1
    record(session, fair, by, ActKind.ACCEPTED, firm=firm, agency=agency)
    session.flush()
    return True


def decline(session: Session, firm: Firm, agency: Agency, *, by: By) -> bool:
    """Decline an open invitation; tell whether that changed anything.

    What was accepted is withdrawn like any other request.

    Raises
    ------
    PhaseClosed
        If requests are closed: the invitation has lapsed.
    NotInvited
        If there is none, or it was called back.
    """
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return False
    found = find_invitation(session, firm, agency)
    if found is None:
        raise NotInvited(firm.code, agency.code)
    if found.state is not InvitationState.OPEN:
        return False
    found.state, found.answered_at = InvitationState.DECLINED, by.now
    record(session, fair, by, ActKind.DECLINED, firm=firm, agency=agency)
    session.flush()
    return True
