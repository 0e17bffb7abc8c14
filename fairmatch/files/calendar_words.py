"""Appointments in the words of whoever reads the calendar, in Korean or English."""

from dataclasses import dataclass
from enum import StrEnum

from fairmatch.files.calendars import Event
from fairmatch.schedules import Appointment


class Reader(StrEnum):
    """Whose calendar it is: each party reads the other's name, the organiser both."""

    FIRM = "firm"
    AGENCY = "agency"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Place:
    """What all events of a fair share: the venue and whom to ask, in the reader's language."""

    venue: str
    enquiries: str


@dataclass(frozen=True, slots=True)
class _Words:
    with_one: str
    between: str
    cancelled: str
    booth: str
    table: str
    purpose: str
    plan: str
    department: str
    agency_contact: str
    firm_contact: str
    enquiries: str
    category: str
    arranged: str
    schedule: str


_WORDS = {
    "ko": _Words(
        with_one="{other} 구매상담",
        between="{agency} – {firm} 구매상담",
        cancelled="[취소] {summary}",
        booth="부스 {booth}",
        table="상담석 {table}",
        purpose="상담 목적: {text}",
        plan="구매계획: {text}",
        department="상담 부서: {text}",
        agency_contact="기관 담당: {text}",
        firm_contact="기업 담당: {text}",
        enquiries="문의: {text}",
        category="구매상담",
        arranged="사전 약속",
        schedule="1:1 구매상담 일정",
    ),
    "en": _Words(
        with_one="Purchase consultation with {other}",
        between="Purchase consultation: {agency} – {firm}",
        cancelled="[Cancelled] {summary}",
        booth="Booth {booth}",
        table="table {table}",
        purpose="Purpose: {text}",
        plan="Purchasing plan: {text}",
        department="Department: {text}",
        agency_contact="Agency's contact: {text}",
        firm_contact="Firm's contact: {text}",
        enquiries="Enquiries: {text}",
        category="Purchase consultation",
        arranged="Arranged beforehand",
        schedule="Schedule of 1:1 purchase consultations",
    ),
}


def event(one: Appointment, reader: Reader, language: str, place: Place) -> Event:
    """Give a published appointment as an event for the reader, ``language`` ko or en.

    The firm's contact is in it only as far as the appointment has it, so only with consent.
    """
    if one.changed_at is None:
        raise ValueError(f"the consultation {one.uid} was never published")
    words = _WORDS[language]
    return Event(
        uid=one.uid,
        sequence=one.sequence,
        changed_at=one.changed_at,
        cancelled=one.cancelled,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        summary=_summary(one, reader, language),
        description=_description(one, reader, language, place),
        location=_location(one, words, place),
        contact=_contact(one, reader) or place.enquiries,
        categories=(words.category, words.arranged) if one.pinned else (words.category,),
    )


def calendar_name(fair: str, owner: str) -> str:
    """Give the calendar's name: the fair's, and whose consultations it holds if not all."""
    return f"{fair} – {owner}" if owner else fair


def calendar_description(language: str, place: Place) -> str:
    """Give what the calendar is and whom to ask."""
    words = _WORDS[language]
    return f"{words.schedule}\n{words.enquiries.format(text=place.enquiries)}"


def said(language: str, korean: str, english: str) -> str:
    """Give the text in the language, in Korean where there is no English."""
    return english or korean if language == "en" else korean


def together(*texts: str) -> str:
    """Give the texts that are not empty, one after the other."""
    return " · ".join(text for text in texts if text)


def _summary(one: Appointment, reader: Reader, language: str) -> str:
    words = _WORDS[language]
    agency = said(language, one.agency_name_ko, one.agency_name_en)
    firm = said(language, one.firm_name_ko, one.firm_name_en)
    if reader is Reader.ORGANISER:
        summary = words.between.format(agency=agency, firm=firm)
    else:
        summary = words.with_one.format(other=agency if reader is Reader.FIRM else firm)
    return words.cancelled.format(summary=summary) if one.cancelled else summary


def _location(one: Appointment, words: _Words, place: Place) -> str:
    booth = words.booth.format(booth=one.booth) + (f" ({one.area})" if one.area else "")
    return f"{booth}, {words.table.format(table=one.table)}, {place.venue}"


def _description(one: Appointment, reader: Reader, language: str, place: Place) -> str:
    words = _WORDS[language]
    plan = f"{one.plan_title} ({one.plan_code})" if one.plan_title else ""
    lines = (
        (words.purpose, one.purpose),
        (words.plan, plan),
        (words.department, one.department),
        (words.agency_contact, "" if reader is Reader.AGENCY else _of_agency(one)),
        (words.firm_contact, "" if reader is Reader.FIRM else _of_firm(one)),
        (words.enquiries, place.enquiries),
    )
    return "\n".join(template.format(text=text) for template, text in lines if text)


def _contact(one: Appointment, reader: Reader) -> str:
    if reader is Reader.ORGANISER:
        return ""
    return _of_agency(one) if reader is Reader.FIRM else _of_firm(one)


def _of_agency(one: Appointment) -> str:
    return together(one.agency_officer, one.agency_phone, one.agency_email)


def _of_firm(one: Appointment) -> str:
    return together(one.firm_contact, one.firm_phone, one.firm_email)
