"""A firm asks for a consultation, words it anew, or withdraws it."""

from sqlalchemy.orm import Session

from fairmatch.acts import By, begin, record
from fairmatch.models import ActKind, Agency, Approval, Firm, InvitationState, Phase
from fairmatch.requests.invited import find_invitation
from fairmatch.requests.quota import Quota, quota_of
from fairmatch.requests.refusals import AlreadyAsked, NoRequestLeft, NotAsked, NotThere
from fairmatch.requests.seen import require_unchanged
from fairmatch.requests.texts import text_of
from fairmatch.requests.wishes import add_wish, find_item, find_wish, remove_wish


def ask(
    session: Session,
    firm: Firm,
    agency: Agency,
    *,
    by: By,
    item_code: str = "",
    purpose: str = "",
    rank: int | None = None,
    over_limit: bool = False,
) -> Quota:
    """Ask for a consultation; give what is left afterwards. The same twice is asked once.

    An agency that has invited the firm is not asked: its invitation is accepted, which uses
    none of the limit.

    Parameters
    ----------
    over_limit
        Whether the organiser asks though the firm has used all its requests; recorded.

    Raises
    ------
    PhaseClosed
        If firms may not ask at the moment.
    NotThere
        If the firm withdrew from the fair or was refused; while it waits for approval it may
        ask, and counts once it is approved.
    NoRequestLeft
        If the firm has used all its requests.
    AlreadyAsked
        If the firm has a request with the agency that says something else.
    ItemOfAnother
        If the agency has published no such plan item.
    TextTooLong
        If the purpose is too long.
    """
    words = text_of(purpose)
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return quota_of(session, firm.fair_id, firm)
    if firm.withdrawn_at is not None or firm.approval is Approval.REFUSED:
        raise NotThere(firm.code)
    wish = find_wish(session, firm, agency)
    named = None if wish is None else wish.plan_item_id
    item = find_item(session, fair, agency, item_code, named=named)
    if wish is not None:
        if (wish.plan_item_id, wish.purpose) != (None if item is None else item.id, words):
            raise AlreadyAsked(agency.code)
        return quota_of(session, firm.fair_id, firm)
    beyond: dict[str, bool] = {}
    invitation = find_invitation(session, firm, agency)
    if invitation is not None:
        invitation.state, invitation.answered_at = InvitationState.ACCEPTED, by.now
    elif not quota_of(session, fair.id, firm).left:
        if not (over_limit and by.on_behalf):
            raise NoRequestLeft(fair.request_limit)
        beyond = {"over_limit": True}
    wish = add_wish(session, firm, agency, item, words, by=by, rank=rank)
    fair.revision += 1
    kind = ActKind.ASKED if invitation is None else ActKind.ACCEPTED
    record(
        session,
        fair,
        by,
        kind,
        firm=firm,
        agency=agency,
        item=item_code or None,
        rank=wish.rank,
        **beyond,
    )
    session.flush()
    return quota_of(session, fair.id, firm)


def reword(
    session: Session,
    firm: Firm,
    agency: Agency,
    *,
    by: By,
    item_code: str,
    purpose: str,
    seen: str | None = None,
) -> None:
    """Change what a request is about. No timetable changes by it.

    Parameters
    ----------
    seen
        The seal of plan item and purpose that the page showed; see `wording_seal`.

    Raises
    ------
    NotAsked
        If there is no such request, or no more.
    ChangedMeanwhile
        If it says something else than what the page showed.
    PhaseClosed, ItemOfAnother, TextTooLong
        As `ask` does.
    """
    words = text_of(purpose)
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return
    wish = find_wish(session, firm, agency)
    if wish is None:
        raise NotAsked(firm.code, agency.code)
    item = find_item(session, fair, agency, item_code, named=wish.plan_item_id)
    item_id = None if item is None else item.id
    if (wish.plan_item_id, wish.purpose) == (item_id, words):
        return
    require_unchanged(seen, wish.plan_item_id, wish.purpose)
    wish.plan_item_id, wish.purpose = item_id, words
    record(session, fair, by, ActKind.REWORDED, firm=firm, agency=agency, item=item_code or None)
    session.flush()


def withdraw(session: Session, firm: Firm, agency: Agency, *, by: By) -> bool:
    """Take a request back, so that another can be asked; tell whether there was one.

    Withdrawing what came of an invitation declines the invitation.

    Raises
    ------
    PhaseClosed
        If firms may not change their requests at the moment.
    """
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    wish = None if fair is None else find_wish(session, firm, agency)
    if fair is None or wish is None:
        return False
    invitation = find_invitation(session, firm, agency)
    if invitation is not None:
        invitation.state, invitation.answered_at = InvitationState.DECLINED, by.now
    rank = wish.rank
    remove_wish(session, firm, wish)
    fair.revision += 1
    record(session, fair, by, ActKind.WITHDRAWN, firm=firm, agency=agency, rank=rank)
    session.flush()
    return True
