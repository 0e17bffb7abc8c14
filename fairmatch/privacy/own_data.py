"""All that is kept about a firm, or about an agency's officer, for themselves to have.

Only their own: what others say of them, and whom else others meet, is not in it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.accounts import members_of
from fairmatch.firms.attachments import files_of
from fairmatch.firms.contacts import contacts_of
from fairmatch.models import (
    Agency,
    Arrival,
    Fair,
    Firm,
    Interest,
    Invitation,
    Mail,
    Mark,
    Outcome,
    PlanItem,
    Waiting,
)
from fairmatch.outcomes import lines_of
from fairmatch.outcomes.surveys import survey_of
from fairmatch.schedules import Appointment, agency_schedule, firm_schedule

Json = dict[str, Any]


def firm_data(session: Session, firm: Firm) -> Json:
    """Give a firm's data as values that JSON can hold; dates are ISO 8601, moments UTC."""
    wishes = session.scalars(
        select(Interest)
        .where(Interest.firm_id == firm.id)
        .options(joinedload(Interest.agency), joinedload(Interest.plan_item))
        .order_by(Interest.rank)
    )
    invitations = session.scalars(
        select(Invitation)
        .where(Invitation.firm_id == firm.id)
        .options(joinedload(Invitation.agency), joinedload(Invitation.plan_item))
        .order_by(Invitation.id)
    )
    answers = session.scalars(
        select(Mark)
        .where(Mark.firm_id == firm.id, Mark.shown)
        .options(joinedload(Mark.agency))
        .order_by(Mark.id)
    )
    return {
        "firm": {
            "code": firm.code,
            "registration_number": firm.known_number,
            "name_ko": firm.name_ko,
            "name_en": firm.name_en,
            "representative": firm.representative,
            "contact": firm.contact,
            "phone": firm.phone,
            "email": firm.email,
            "district": firm.district,
            "founded": None if firm.founded is None else firm.founded.isoformat(),
            "employees": firm.employees,
            "language": firm.language,
            "pitch": firm.pitch,
        },
        "consents": {
            "privacy": _day(firm.consent_privacy),
            "third_party": _day(firm.consent_third_party),
        },
        "types": [
            {"type": one.kind, "number": one.number, "expires": _day(one.expires)}
            for one in firm.kinds
        ],
        "products": [{"name": one.name, "category": one.category} for one in firm.products],
        "hours": [
            {"date": _day(one.date), "comes": f"{one.comes:%H:%M}", "leaves": f"{one.leaves:%H:%M}"}
            for one in firm.hours
        ],
        "wishes": [
            {
                "rank": wish.rank,
                "agency": wish.agency.code,
                "plan_item": wish.plan_item.code if wish.plan_item else None,
                "purpose": wish.purpose,
            }
            for wish in wishes
        ],
        "invitations": [
            {
                "agency": one.agency.code,
                "plan_item": one.plan_item.code if one.plan_item else None,
                "message": one.message,
                "answer": one.state,
            }
            for one in invitations
        ],
        "waiting": _waiting(session, firm),
        "answers": [
            {"agency": one.agency.code, "mark": one.kind, "reason": one.reason} for one in answers
        ],
        "consultations": [
            _consultation(one, "agency_code") for one in firm_schedule(session, firm)
        ],
        "outcomes": _outcomes(session, firm),
        "arrivals": _arrivals(session, Arrival.firm_id == firm.id),
        "survey": _survey(session, firm),
        "registration": {
            "registered_at": _moment(firm.registered_at),
            "approval": firm.approval,
            "reason": firm.approval_reason,
            "withdrawn_at": _moment(firm.withdrawn_at),
        },
        "contacts": [
            {"name": one.name, "phone": one.phone, "email": one.email, "main": one.main}
            for one in contacts_of(session, firm)
        ],
        "files": [
            {
                "name": one.name,
                "media_type": one.media_type,
                "size": one.size,
                "kept_at": _moment(one.kept_at),
            }
            for one in files_of(session, firm)
        ],
        "accounts": [
            {
                "email": one.account.email,
                "name": one.account.name,
                "since": _moment(one.made_at),
                "signed_in_at": _moment(one.account.signed_in_at),
            }
            for one in members_of(session, session.get_one(Fair, firm.fair_id), firm=firm)
        ],
        "mails": _mails(session, Mail.firm_id == firm.id),
    }


def agency_data(session: Session, agency: Agency) -> Json:
    """Give what is kept of an agency's officer; dates are ISO 8601, moments UTC."""
    marks = session.scalars(
        select(Mark).where(Mark.agency_id == agency.id).options(joinedload(Mark.firm))
    )
    invitations = session.scalars(
        select(Invitation)
        .where(Invitation.agency_id == agency.id)
        .options(joinedload(Invitation.firm))
        .order_by(Invitation.id)
    )
    return {
        "agency": {
            "code": agency.code,
            "name_ko": agency.name_ko,
            "name_en": agency.name_en,
            "department": agency.department,
            "officer": agency.officer,
            "phone": agency.phone,
            "email": agency.email,
        },
        "plan_items": [
            {"code": one.code, "contact": one.contact, "phone": one.phone, "email": one.email}
            for one in _items_with_contact(session, agency)
        ],
        "marks": sorted(
            (
                {
                    "firm": one.firm.code,
                    "mark": one.kind,
                    "reason": one.reason,
                    "shown": one.shown,
                }
                for one in marks
            ),
            key=lambda mark: str(mark["firm"]),
        ),
        "invitations": [
            {"firm": one.firm.code, "message": one.message, "answer": one.state}
            for one in invitations
        ],
        "consultations": [
            _consultation(one, "firm_code") for one in agency_schedule(session, agency)
        ],
        "outcomes": _outcomes(session, agency),
        "arrivals": _arrivals(session, Arrival.agency_id == agency.id),
        "survey": _survey(session, agency),
        "mails": _mails(session, Mail.agency_id == agency.id),
    }


def _waiting(session: Session, firm: Firm) -> list[Json]:
    """Give the waiting lists a firm was on."""
    entries = session.scalars(
        select(Waiting)
        .where(Waiting.firm_id == firm.id)
        .options(joinedload(Waiting.agency), joinedload(Waiting.plan_item))
        .order_by(Waiting.asked_at, Waiting.id)
    )
    return [
        {
            "agency": one.agency.code,
            "plan_item": one.plan_item.code if one.plan_item else None,
            "purpose": one.purpose,
            "asked_at": one.asked_at.isoformat(),
            "ended": one.state,
            "ended_at": _moment(one.ended_at),
        }
        for one in entries
    ]


def _items_with_contact(session: Session, agency: Agency) -> Sequence[PlanItem]:
    named = or_(PlanItem.contact != "", PlanItem.phone != "", PlanItem.email != "")
    of_agency = select(PlanItem).where(PlanItem.agency_id == agency.id, named)
    return session.scalars(of_agency.order_by(PlanItem.code)).all()


def _consultation(one: Appointment, other: str) -> Json:
    return {
        "uid": one.uid,
        "with": getattr(one, other),
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "booth": one.booth,
        "table": one.table,
        "cancelled": one.cancelled,
        "purpose": one.purpose,
    }


def _outcomes(session: Session, party: Firm | Agency) -> list[Json]:
    """Give what came of the party's consultations: both sides write it, and both see it."""
    is_firm = isinstance(party, Firm)
    lines = [line for line in lines_of(session, party) if line.outcome is not None]
    if lines:
        whole = (selectinload(Outcome.changes), selectinload(Outcome.files))
        numbers = [line.outcome.id for line in lines if line.outcome]
        session.scalars(select(Outcome).where(Outcome.id.in_(numbers)).options(*whole)).all()
    return [
        {
            "uid": line.uid,
            "with": line.agency.code if is_firm else line.firm.code,
            "held": outcome.held,
            "kinds": outcome.kinds,
            "amount_discussed": outcome.amount_discussed,
            "amount_signed": outcome.amount_signed,
            "amount_later": outcome.amount_later,
            "plan_item": outcome.plan_item.code if outcome.plan_item else None,
            "note": outcome.note,
            "objection": outcome.objection,
            "answer": outcome.firm_answer if is_firm else outcome.agency_answer,
            "recorded_at": _moment(outcome.recorded_at),
            "follow_up_on": _day(outcome.follow_up_on),
            "follow_up_side": outcome.follow_up_side,
            "follow_up_done_at": _moment(outcome.follow_up_done_at),
            "files": [
                {"name": file.name, "media_type": file.media_type, "size": file.size}
                for file in outcome.files
            ],
            "earlier": [
                {"edition": one.edition, "until": _moment(one.at), "was": one.was}
                for one in outcome.changes
            ],
        }
        for line in lines
        if (outcome := line.outcome) is not None
    ]


def _survey(session: Session, party: Firm | Agency) -> Json | None:
    found = survey_of(session, party)
    if found is None:
        return None
    return {
        "marks": found.marks,
        "words": found.words,
        "answered_at": _moment(found.answered_at),
    }


def _mails(session: Session, own: Any) -> list[Json]:
    mails = session.scalars(select(Mail).where(own).order_by(Mail.made_at, Mail.id))
    return [
        {
            "to": mail.recipient,
            "kind": mail.kind,
            "state": mail.state,
            "made_at": mail.made_at.isoformat(),
        }
        for mail in mails
    ]


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _arrivals(session: Session, own: ColumnElement[bool]) -> list[Json]:
    return [
        {"date": _day(one.date), "at": _moment(one.at), "left_at": _moment(one.left_at)}
        for one in session.scalars(select(Arrival).where(own).order_by(Arrival.date))
    ]


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
