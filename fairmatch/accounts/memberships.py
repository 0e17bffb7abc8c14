"""What people are at a fair: given, taken, and recognised by the address they are written to."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import LastOrganiser
from fairmatch.models import Account, Agency, Fair, Firm, Membership, Role

DESK = (Role.ORGANISER, Role.VIEWER)


def holds() -> ColumnElement[bool]:
    """Give the condition that a membership holds; agency and firm have to be joined with it."""
    return and_(
        Membership.ended_at.is_(None),
        or_(
            Membership.by_address.is_(False),
            func.lower(Agency.email) == Account.email,
            and_(func.lower(Firm.email) == Account.email, Firm.erased_at.is_(None)),
        ),
    )


def give(
    session: Session,
    account: Account,
    fair: Fair,
    role: Role,
    *,
    agency: Agency | None = None,
    firm: Firm | None = None,
    clock: Callable[[], datetime],
) -> Membership:
    """Let an account be something at a fair, also if it was taken before.

    Whoever is at the desk already changes role there.
    """
    found = session.scalars(
        select(Membership).where(
            Membership.account_id == account.id,
            Membership.fair_id == fair.id,
            Membership.agency_id.is_not_distinct_from(agency.id if agency else None),
            Membership.firm_id.is_not_distinct_from(firm.id if firm else None),
        )
    ).one_or_none()
    if found is None:
        found = Membership(account_id=account.id, fair_id=fair.id, made_at=clock())
        found.agency_id = agency.id if agency else None
        found.firm_id = firm.id if firm else None
        session.add(found)
    elif role is Role.VIEWER:
        _keep_an_organiser(session, found)
    found.role, found.by_address, found.ended_at = role, False, None
    session.flush()
    return found


def take(session: Session, membership: Membership, *, clock: Callable[[], datetime]) -> None:
    """Take a membership away; it does not come back by itself.

    Raises
    ------
    LastOrganiser
        If the fair would be left without anybody who can change it.
    """
    _keep_an_organiser(session, membership)
    membership.ended_at = clock()
    membership.by_address = False
    session.flush()


def memberships_of(session: Session, account: Account) -> Sequence[Membership]:
    """Give all that an account is, with fair, agency and firm: desks first, newest fair first."""
    found = session.scalars(
        _with_parties()
        .where(Membership.account_id == account.id, holds())
        .options(
            joinedload(Membership.fair), joinedload(Membership.agency), joinedload(Membership.firm)
        )
    )  # fmt: skip
    return sorted(
        found, key=lambda one: (list(Role).index(one.role), -one.fair_id, one.id)
    )  # fmt: skip


def members_of(
    session: Session,
    fair: Fair,
    *,
    agency: Agency | None = None,
    firm: Firm | None = None,
) -> Sequence[Membership]:
    """Give who is at the desk of a fair, or whoever is an agency's officer or a firm's contact."""
    return session.scalars(
        _with_parties()
        .where(
            Membership.fair_id == fair.id,
            Membership.agency_id.is_not_distinct_from(agency.id if agency else None),
            Membership.firm_id.is_not_distinct_from(firm.id if firm else None),
            holds(),
        )
        .options(joinedload(Membership.account))
        .order_by(Membership.role, Account.email)
    ).all()


def everybody_of(session: Session, fair: Fair) -> Sequence[Membership]:
    """Give all memberships of a fair that hold, with agency and firm: the desk first."""
    found = session.scalars(
        _with_parties()
        .where(Membership.fair_id == fair.id, holds())
        .options(
            joinedload(Membership.account),
            joinedload(Membership.agency),
            joinedload(Membership.firm),
        )
        .order_by(Account.email)
    )
    return sorted(found, key=lambda one: list(Role).index(one.role))


def recognise(
    session: Session, account: Account, *, clock: Callable[[], datetime]
) -> Sequence[Membership]:
    """Make whoever has proved an address officer or contact of those written to at it.

    What was once taken away is left alone. Gives the new memberships.
    """
    known = session.execute(
        select(Membership.agency_id, Membership.firm_id).where(Membership.account_id == account.id)
    ).all()
    agencies = {row.agency_id for row in known}
    firms = {row.firm_id for row in known}
    new = [
        Membership(fair_id=one.fair_id, role=Role.OFFICER, agency_id=one.id)
        for one in session.scalars(
            select(Agency).where(func.lower(Agency.email) == account.email).order_by(Agency.id)
        )
        if one.id not in agencies
    ] + [
        Membership(fair_id=one.fair_id, role=Role.CONTACT, firm_id=one.id)
        for one in session.scalars(
            select(Firm)
            .where(func.lower(Firm.email) == account.email, Firm.erased_at.is_(None))
            .order_by(Firm.id)
        )
        if one.id not in firms
    ]
    for membership in new:
        membership.account_id = account.id
        membership.by_address = True
        membership.made_at = clock()
        session.add(membership)
    session.flush()
    return new


def is_known(session: Session, email: str) -> bool:
    """Tell whether an address, in its plain form, is one of somebody who may sign in."""
    account = select(Account.id).where(Account.email == email, Account.active)
    agency = select(Agency.id).where(func.lower(Agency.email) == email)
    firm = select(Firm.id).where(func.lower(Firm.email) == email, Firm.erased_at.is_(None))
    return bool(session.scalar(select(or_(account.exists(), agency.exists(), firm.exists()))))


def _with_parties() -> Select[Membership]:
    return (
        select(Membership)
        .join(Membership.account)
        .outerjoin(Membership.agency)
        .outerjoin(Membership.firm)
    )


def _keep_an_organiser(session: Session, membership: Membership) -> None:
    if membership.role is not Role.ORGANISER or membership.ended_at is not None:
        return
    # Whoever ends an organiser's membership of this fair waits here for whoever else does.
    session.execute(select(Fair.id).where(Fair.id == membership.fair_id).with_for_update())
    others = session.scalar(
        select(func.count(Membership.id)).where(
            Membership.fair_id == membership.fair_id,
            Membership.role == Role.ORGANISER,
            Membership.ended_at.is_(None),
            Membership.id != membership.id,
        )
    )
    if not others:
        raise LastOrganiser
