"""What the pages of requests show: a firm's wishes and invitations, an agency's askers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.models import (
    Agency,
    Fair,
    Firm,
    Interest,
    Invitation,
    InvitationState,
    Mark,
    MarkKind,
    PlanItem,
    PlanState,
    Product,
)
from fairmatch.requests.answering import said
from fairmatch.requests.seen import seal

MOST_FOUND = 20
"""Most firms a search for somebody to invite gives."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One request of a firm; ``answer`` only if the agency lets the firm see it."""

    interest: Interest
    invited: bool
    answer: Mark | None


@dataclass(frozen=True, slots=True)
class Asker:
    """A firm that asked an agency, and how the agency answered."""

    interest: Interest
    firm: Firm
    mark: Mark | None
    invited: bool

    @property
    def kind(self) -> MarkKind | None:
        """The answer, None while there is none."""
        return None if self.mark is None else self.mark.kind

    @property
    def seal(self) -> str:
        """What the page shows of the answer, to be compared before it is overwritten."""
        return seal(*said(self.mark))


class AskerOrder(StrEnum):
    """What askers are sorted by."""

    RANK = "rank"
    NAME = "name"
    ASKED = "asked"


def wishes_shown(session: Session, firm: Firm) -> list[Wish]:
    """Give a firm's requests, the dearest first."""
    interests = session.scalars(
        select(Interest)
        .where(Interest.firm_id == firm.id)
        .options(joinedload(Interest.agency), joinedload(Interest.plan_item))
        .order_by(Interest.rank)
    ).all()
    invited = {
        one.agency_id
        for one in session.scalars(
            select(Invitation).where(
                Invitation.firm_id == firm.id, Invitation.state == InvitationState.ACCEPTED
            )
        )
    }
    answers = session.scalars(select(Mark).where(Mark.firm_id == firm.id, Mark.shown))
    by_agency = {one.agency_id: one for one in answers}
    return [Wish(one, one.agency_id in invited, by_agency.get(one.agency_id)) for one in interests]


def invitations_of_firm(session: Session, firm: Firm) -> Sequence[Invitation]:
    """Give the invitations of a firm that it has not accepted, open ones first."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.firm_id == firm.id, Invitation.state != InvitationState.ACCEPTED)
        .options(joinedload(Invitation.agency), joinedload(Invitation.plan_item))
        .order_by(Invitation.state.desc(), Invitation.id)
    ).all()


def invitations_of_agency(session: Session, agency: Agency) -> Sequence[Invitation]:
    """Give an agency's invitations, the last first."""
    return session.scalars(
        select(Invitation)
        .join(Firm, Firm.id == Invitation.firm_id)
        .where(Invitation.agency_id == agency.id, Firm.takes_part)
        .options(joinedload(Invitation.firm), joinedload(Invitation.plan_item))
        .order_by(Invitation.id.desc())
    ).all()


def askers_of(session: Session, agency: Agency, order: AskerOrder = AskerOrder.RANK) -> list[Asker]:
    """Give the firms that asked an agency and take part, with what they are and sell."""
    rows = session.execute(
        select(Interest, Firm, Mark, Invitation.id)
        .join(Firm, Firm.id == Interest.firm_id)
        .outerjoin(Mark, (Mark.firm_id == Firm.id) & (Mark.agency_id == agency.id))
        .outerjoin(
            Invitation,
            (Invitation.firm_id == Firm.id)
            & (Invitation.agency_id == agency.id)
            & (Invitation.state == InvitationState.ACCEPTED),
        )
        .where(Interest.agency_id == agency.id, Firm.takes_part)
        .options(
            selectinload(Firm.kinds),
            selectinload(Firm.products),
            joinedload(Interest.plan_item),
        )
    )
    askers = [
        Asker(interest, firm, mark, invitation is not None)
        for interest, firm, mark, invitation in rows
    ]

    def place(one: Asker) -> tuple[object, ...]:
        asked = one.interest.asked_at
        first: tuple[object, ...] = {
            AskerOrder.RANK: (one.interest.rank,),
            AskerOrder.NAME: (),
            AskerOrder.ASKED: (asked is None, asked),
        }[order]
        return (*first, one.firm.name_ko, one.firm.code)

    return sorted(askers, key=place)


def items_to_ask_about(session: Session, agency: Agency) -> Sequence[PlanItem]:
    """Give the plan items an agency has published, by title."""
    return session.scalars(
        select(PlanItem)
        .where(PlanItem.agency_id == agency.id, PlanItem.state == PlanState.PUBLISHED)
        .order_by(PlanItem.title, PlanItem.code)
    ).all()


def firms_to_invite(session: Session, fair: Fair, agency: Agency, words: str) -> Sequence[Firm]:
    """Give firms whose name or products hold the words and that neither asked nor are invited."""
    asked = select(Interest.firm_id).where(Interest.agency_id == agency.id)
    invited = select(Invitation.firm_id).where(Invitation.agency_id == agency.id)
    text = words.strip()
    return session.scalars(
        select(Firm)
        .where(
            Firm.fair_id == fair.id,
            Firm.takes_part,
            Firm.id.not_in(asked),
            Firm.id.not_in(invited),
            or_(
                Firm.code == text,
                Firm.name_ko.icontains(text, autoescape=True),
                Firm.name_en.icontains(text, autoescape=True),
                Firm.products.any(Product.name.icontains(text, autoescape=True)),
            ),
        )
        .options(selectinload(Firm.products), selectinload(Firm.kinds))
        .order_by(Firm.name_ko, Firm.code)
        .limit(MOST_FOUND)
    ).all()
