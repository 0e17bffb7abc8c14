"""Erasing people's data for good, so that what the fair is counted by stays.

Of a firm stays what the fair is counted by: its code, types, district, year of founding,
employees, product categories and wishes; its consultations with who came to them and, as they
stand, whether they were held, their kinds, amounts and plan items and who agreed; and the marks
from 1 to 5 that it gave. Its names, number, people with their accounts, words, files and private
addresses go, also from kept reports and logs, and with them how its outcomes stood before and what
was promised to follow. An import does not bring an erased firm's data back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session, selectinload, undefer

from fairmatch.models import (
    Account,
    Agency,
    Consultation,
    Fair,
    Firm,
    FirmContact,
    FirmFile,
    Interest,
    Invitation,
    Mail,
    Mark,
    Membership,
    Outcome,
    OutcomeChange,
    OutcomeFile,
    Pin,
    PlanItem,
    PlanUpload,
    Run,
    SecretLink,
    SignIn,
    Survey,
    Timetable,
    Waiting,
)

ERASED_KO = "(삭제된 기업)"
ERASED_EN = "(erased firm)"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Erased:
    """Codes of those whose data was erased."""

    firms: tuple[str, ...]
    agencies: tuple[str, ...]


def erase_firm(session: Session, firm: Firm, *, clock: Callable[[], datetime]) -> None:
    """Erase what tells who a firm is; twice is as good as once. The session is for writing."""
    if firm.erased_at is None:
        _scrub(session, firm.fair_id, _said_of_firm(firm))
        _forget_firm(session, firm, clock())


def erase_officer(session: Session, agency: Agency) -> bool:
    """Erase an agency's officer and the contacts of its plan items, their telephones and addresses.

    Gives whether there were any.
    """
    said = _said_of_officer(agency)
    if said:
        _scrub(session, agency.fair_id, said)
        _forget_officer(session, agency)
    return bool(_forget_contacts(session, [agency.id])) or bool(said)


def enforce_retention(session: Session, *, clock: Callable[[], datetime]) -> dict[str, Erased]:
    """Erase the data of all fairs whose day of retention is over, in the fair's own zone.

    Returns
    -------
    dict
        What was erased, by the fair's code; nothing of fairs that keep their data still.
    """
    found: dict[str, Erased] = {}
    for fair in session.scalars(select(Fair).where(Fair.retention_until.is_not(None))):
        today = clock().astimezone(ZoneInfo(fair.zone)).date()
        if fair.retention_until is not None and today > fair.retention_until:
            found[fair.code] = _erase_all(session, fair, clock())
    return {code: erased for code, erased in found.items() if erased != Erased((), ())}


def _erase_all(session: Session, fair: Fair, now: datetime) -> Erased:
    firms = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id, Firm.erased_at.is_(None))
        .options(selectinload(Firm.kinds), selectinload(Firm.products))
        .order_by(Firm.code)
        .with_for_update()
    ).all()
    agencies = session.scalars(
        select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code)
    ).all()
    of_items = _forget_contacts(session, [agency.id for agency in agencies])
    officers = [agency for agency in agencies if _said_of_officer(agency) or agency.id in of_items]
    said: dict[str, str] = {}
    for one in (*map(_said_of_firm, firms), *map(_said_of_officer, officers)):
        said |= one
    _scrub(session, fair.id, said)
    for firm in firms:
        _forget_firm(session, firm, now)
    for agency in officers:
        _forget_officer(session, agency)
    # Also of firms that were erased before: somebody may have written about them since.
    _forget_all_but_outcomes(session, Consultation.fair_id == fair.id)
    session.execute(update(Survey).where(Survey.fair_id == fair.id).values(words=""))
    return Erased(tuple(one.code for one in firms), tuple(one.code for one in officers))


def _said_of_firm(firm: Firm) -> dict[str, str]:
    """Give the texts that tell who a firm is, and what stands in their place."""
    plain = (firm.registration_number, firm.representative, firm.contact, firm.phone, firm.email)
    said = {**dict.fromkeys(plain, ""), firm.name_ko: ERASED_KO, firm.name_en: ERASED_EN}
    return {text: new for text, new in said.items() if len(text) >= _SHORTEST}


def _said_of_officer(agency: Agency) -> dict[str, str]:
    texts = (agency.officer, agency.phone, agency.email)
    return {text: "" for text in texts if len(text) >= _SHORTEST}


def _forget_firm(session: Session, firm: Firm, now: datetime) -> None:
    firm.name_ko, firm.name_en = ERASED_KO, ERASED_EN
    firm.registration_number = f"erased {firm.id}"
    _forget_sign_ins(session, [firm.email.casefold()])
    firm.representative = firm.contact = firm.phone = firm.email = firm.pitch = ""
    firm.founded = None if firm.founded is None else date(firm.founded.year, 1, 1)
    firm.consent_privacy = firm.consent_third_party = None
    for certificate in firm.kinds:
        certificate.number = ""
    for number, product in enumerate(firm.products, start=1):
        product.name = f"({number})"
    for model, column in (
        (Interest, "purpose"),
        (Mark, "reason"),
        (Invitation, "message"),
        (Pin, "purpose"),
        (Waiting, "purpose"),
    ):
        session.execute(update(model).where(model.firm_id == firm.id).values({column: ""}))
    session.execute(delete(Mail).where(Mail.firm_id == firm.id))
    session.execute(delete(SecretLink).where(SecretLink.firm_id == firm.id))
    session.execute(delete(FirmContact).where(FirmContact.firm_id == firm.id))
    session.execute(delete(FirmFile).where(FirmFile.firm_id == firm.id))
    session.execute(update(Survey).where(Survey.firm_id == firm.id).values(words=""))
    _forget_all_but_outcomes(session, Consultation.firm_id == firm.id)
    firm.approval_reason = ""
    firm.erased_at = now
    _forget_accounts(session, Membership.firm_id == firm.id)
    session.flush()


def _forget_all_but_outcomes(session: Session, which: ColumnElement[bool]) -> None:
    """Erase what no count of outcomes needs: words, files, promises, and how they stood before."""
    talks = select(Consultation.id).where(which)
    outcomes = select(Outcome.id).where(Outcome.consultation_id.in_(talks))
    session.execute(delete(OutcomeFile).where(OutcomeFile.outcome_id.in_(outcomes)))
    session.execute(delete(OutcomeChange).where(OutcomeChange.outcome_id.in_(outcomes)))
    session.execute(
        update(Outcome)
        .where(Outcome.id.in_(outcomes))
        .values(
            note="",
            objection="",
            follow_up_on=None,
            follow_up_side=None,
            follow_up_done_at=None,
            follow_up_told=None,
        )
    )


def _forget_accounts(session: Session, own: ColumnElement[bool]) -> None:
    """End memberships for good, and forget the people who have no other."""
    people = session.scalars(select(Membership.account_id).where(own)).all()
    session.execute(delete(Membership).where(own))
    elsewhere = exists().where(Membership.account_id == Account.id)
    alone = session.execute(
        select(Account.id, Account.email).where(Account.id.in_(people), ~elsewhere)
    ).all()
    _forget_sign_ins(session, [row.email for row in alone])
    session.execute(delete(Account).where(Account.id.in_([row.id for row in alone])))


def _forget_sign_ins(session: Session, emails: Sequence[str]) -> None:
    sent = select(SignIn.id).where(SignIn.email.in_(emails))
    session.execute(delete(Mail).where(Mail.sign_in_id.in_(sent)))
    session.execute(delete(SignIn).where(SignIn.email.in_(emails)))


def _forget_officer(session: Session, agency: Agency) -> None:
    _forget_sign_ins(session, [agency.email.casefold()])
    agency.officer = agency.phone = agency.email = ""
    session.execute(delete(Mail).where(Mail.agency_id == agency.id))
    session.execute(update(Survey).where(Survey.agency_id == agency.id).values(words=""))
    _forget_accounts(session, Membership.agency_id == agency.id)
    session.flush()


def _forget_contacts(session: Session, agencies: Sequence[int]) -> set[int]:
    """Erase the contacts of agencies' plan items; give the agencies that had any."""
    session.execute(delete(PlanUpload).where(PlanUpload.agency_id.in_(agencies)))
    named = or_(PlanItem.contact != "", PlanItem.phone != "", PlanItem.email != "")
    of_agencies = [PlanItem.agency_id.in_(agencies), named]
    found = set(session.scalars(select(PlanItem.agency_id).where(*of_agencies)))
    session.execute(
        update(PlanItem)
        .where(*of_agencies)
        .values(contact="", phone="", email="", version=PlanItem.version + 1)
    )
    return found


def _scrub(session: Session, fair_id: int, said: dict[str, str]) -> None:
    """Take texts out of the reports of all timetables and out of the logs of all runs."""
    if not said:
        return
    # What is longest comes first, so that a name within another leaves no rest of it.
    longest_first = sorted(said, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def without(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda match: said[match[0]], value)
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items()}
        return [without(item) for item in value] if isinstance(value, list) else value

    for timetable in session.scalars(
        select(Timetable).where(Timetable.fair_id == fair_id).options(undefer(Timetable.report))
    ):
        timetable.report = without(timetable.report)
    for run in session.scalars(select(Run).where(Run.fair_id == fair_id)):
        run.log = without(run.log)
        run.error = without(run.error)
    session.flush()
