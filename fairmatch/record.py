"""The record of what organisers did, chosen by who, what, for whom and when; the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from fairmatch.models import Account, Act, ActKind, Agency, Fair, Firm

PARTIES_OWN = frozenset(
    {
        ActKind.ASKED,
        ActKind.REWORDED,
        ActKind.RANKED,
        ActKind.WITHDRAWN,
        ActKind.MARKED,
        ActKind.INVITED,
        ActKind.CALLED_BACK,
        ActKind.ACCEPTED,
        ActKind.DECLINED,
        ActKind.FIRM_HOURS,
        ActKind.BOOTH_HOURS,
        ActKind.REGISTERED,
        ActKind.PROFILE,
        ActKind.CONTACTS,
        ActKind.FILE_KEPT,
        ActKind.FILE_REMOVED,
        ActKind.ASKED_AGAIN,
        ActKind.LEFT,
        ActKind.CAME_BACK,
        ActKind.ERASED,
        ActKind.PLAN,
        ActKind.OUTCOME,
        ActKind.OUTCOME_CONFIRMED,
        ActKind.OUTCOME_DISPUTED,
        ActKind.OUTCOME_FILE_KEPT,
        ActKind.OUTCOME_FILE_REMOVED,
        ActKind.FOLLOW_UP_DONE,
        ActKind.FOLLOW_UP_AGAIN,
        ActKind.SURVEY_ANSWERED,
    }
)
"""What firms and agencies do themselves: an organiser's act only where done on their behalf."""

Found = tuple[Act, Account | None, Firm | None, Agency | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the organisers' acts are asked for; what is empty chooses nothing out.

    Attributes
    ----------
    account_id
        Who did it; 0 stands for commands and accounts that are gone.
    kind
        What was done, as `ActKind` has it.
    party
        A part of the name or code of the firm or agency it was done for.
    on_behalf
        Only what was done in place of a firm or an agency.
    since, before
        From when on, and before when.
    """

    account_id: int | None = None
    kind: str = ""
    party: str = ""
    on_behalf: bool = False
    since: datetime | None = None
    before: datetime | None = None


def count_acts(session: Session, fair: Fair, chosen: Chosen) -> int:
    """Give how many of the organisers' acts are chosen."""
    counted = (
        select(func.count(Act.id))
        .outerjoin(Firm, Firm.id == Act.firm_id)
        .outerjoin(Agency, Agency.id == Act.agency_id)
        .where(*_conditions(fair, chosen))
    )
    return session.scalar(counted) or 0


def acts_of(
    session: Session, fair: Fair, chosen: Chosen, *, most: int, skip: int = 0
) -> list[Found]:
    """Give the organisers' acts that are chosen, with who did them and for whom."""
    rows = session.execute(
        select(Act, Account, Firm, Agency)
        .outerjoin(Account, Account.id == Act.account_id)
        .outerjoin(Firm, Firm.id == Act.firm_id)
        .outerjoin(Agency, Agency.id == Act.agency_id)
        .where(*_conditions(fair, chosen))
        .order_by(Act.at.desc(), Act.id.desc())
        .limit(most)
        .offset(skip)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def actors_of(session: Session, fair: Fair) -> Sequence[Account]:
    """Give everybody who did something the record has, by name and address."""
    return session.scalars(
        select(Account)
        .where(
            Account.id.in_(select(Act.account_id).where(*_conditions(fair, Chosen())).distinct())
        )
        .order_by(Account.name, Account.email)
    ).all()


def names_of(session: Session, found: Sequence[Found]) -> dict[int, str]:
    """Give the names, or else the addresses, of the accounts that acts are about."""
    about = {act.said["account"] for act, *_ in found if "account" in act.said}
    people = session.scalars(select(Account).where(Account.id.in_(about)))
    return {person.id: person.name or person.email for person in people}


def kinds_of(session: Session, fair: Fair) -> Sequence[str]:
    """Give what kinds of acts the record has."""
    return session.scalars(select(Act.kind).where(*_conditions(fair, Chosen())).distinct()).all()


def _conditions(fair: Fair, chosen: Chosen) -> list[ColumnElement[bool]]:
    found = [
        Act.fair_id == fair.id,
        or_(Act.on_behalf.is_(True), Act.kind.not_in([kind.value for kind in PARTIES_OWN])),
    ]
    if chosen.account_id is not None:
        who = Act.account_id == chosen.account_id if chosen.account_id else Act.account_id.is_(None)
        found.append(who)
    if chosen.kind:
        found.append(Act.kind == chosen.kind)
    if chosen.party:
        named = (Firm.code, Firm.name_ko, Firm.name_en, Agency.code, Agency.name_ko, Agency.name_en)
        found.append(or_(*(one.icontains(chosen.party, autoescape=True) for one in named)))
    if chosen.on_behalf:
        found.append(Act.on_behalf.is_(True))
    if chosen.since is not None:
        found.append(Act.at >= chosen.since)
    if chosen.before is not None:
        found.append(Act.at < chosen.before)
    return found
