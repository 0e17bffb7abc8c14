"""Who may enter what: the one place that decides it.

Whoever may not enter is told the same as where there is nothing: other people's data does not
exist for them.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from fairmatch.accounts.memberships import holds
from fairmatch.errors import NoEntry
from fairmatch.models import Account, Agency, Fair, Firm, Membership, Role


@dataclass(frozen=True, slots=True)
class EnteredFair:
    """The desk of a fair, entered by one of its organisers or viewers."""

    account: Account
    fair: Fair
    role: Role

    @property
    def may_write(self) -> bool:
        """Tell whether more than reading is allowed."""
        return self.role is Role.ORGANISER


@dataclass(frozen=True, slots=True)
class EnteredFirm:
    """A firm's own area; ``on_behalf``: entered by the organiser of its fair."""

    account: Account
    fair: Fair
    firm: Firm
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class EnteredAgency:
    """An agency's own area; ``on_behalf``: entered by the organiser of its fair."""

    account: Account
    fair: Fair
    agency: Agency
    on_behalf: bool


def read_desk(session: Session, account_id: int, fair: str) -> EnteredFair:
    """Give the desk of the fair with this code to its organisers and viewers.

    Raises
    ------
    NoEntry
        If there is no such fair, or it is nothing of this account.
    """
    return _desk(session, account_id, fair, Role.ORGANISER, Role.VIEWER)


def enter_desk(session: Session, account_id: int, fair: str) -> EnteredFair:
    """Give the desk of the fair to its organisers, to write.

    Raises
    ------
    NoEntry
        As `read_desk`, and to viewers.
    """
    return _desk(session, account_id, fair, Role.ORGANISER)


def enter_firm(session: Session, account_id: int, fair: str, firm: str) -> EnteredFirm:
    """Give the area of a firm to its contacts and to the organisers of its fair.

    Raises
    ------
    NoEntry
        If there is no such firm, or the account is neither.
    """
    found = session.execute(
        select(Firm, Fair, Account, Membership.role)
        .join(Fair, and_(Firm.fair_id == Fair.id, Fair.code == fair))
        .join(Membership, _of_party(Membership.firm_id == Firm.id))
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Firm.code == firm, *_stands(account_id))
        .order_by(Membership.firm_id.is_(None))
    ).first()
    if found is None:
        raise NoEntry
    return EnteredFirm(found.Account, found.Fair, found.Firm, found.role is Role.ORGANISER)


def enter_agency(session: Session, account_id: int, fair: str, agency: str) -> EnteredAgency:
    """Give the area of an agency to its officers and to the organisers of its fair.

    Raises
    ------
    NoEntry
        If there is no such agency, or the account is neither.
    """
    found = session.execute(
        select(Agency, Fair, Account, Membership.role)
        .join(Fair, and_(Agency.fair_id == Fair.id, Fair.code == fair))
        .join(Membership, _of_party(Membership.agency_id == Agency.id))
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(Firm, Firm.id == Membership.firm_id)
        .where(Agency.code == agency, *_stands(account_id))
        .order_by(Membership.agency_id.is_(None))
    ).first()
    if found is None:
        raise NoEntry
    return EnteredAgency(found.Account, found.Fair, found.Agency, found.role is Role.ORGANISER)


def _desk(session: Session, account_id: int, fair: str, *roles: Role) -> EnteredFair:
    found = session.execute(
        select(Fair, Account, Membership.role)
        .join(Membership, Membership.fair_id == Fair.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Fair.code == fair,
            Account.id == account_id,
            Account.active.is_(True),
            Membership.role.in_(roles),
            Membership.ended_at.is_(None),
        )
    ).first()
    if found is None:
        raise NoEntry
    return EnteredFair(found.Account, found.Fair, found.role)


def _of_party(own: ColumnElement[bool]) -> ColumnElement[bool]:
    organiser = and_(Membership.role == Role.ORGANISER, Membership.fair_id == Fair.id)
    return or_(own, organiser)


def _stands(account_id: int) -> tuple[ColumnElement[bool], ...]:
    return Account.id == account_id, Account.active.is_(True), holds()
