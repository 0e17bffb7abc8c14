"""Whose consultations go into whose calendar."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from fairmatch.errors import UnknownConsultation
from fairmatch.files import calendars
from fairmatch.files.calendar_words import (
    Place,
    Reader,
    calendar_description,
    calendar_name,
    event,
    said,
    together,
)
from fairmatch.files.calendars import Event, Masthead, calendar
from fairmatch.models import Agency, Fair, Firm, SecretLink
from fairmatch.schedules import Appointment, agency_schedule, fair_schedule, firm_schedule


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar as it is served.

    Attributes
    ----------
    name
        What the calendar is called; a file name may be made from it.
    changed_at
        The latest published change of anything in it; None if it is empty.
    """

    name: str
    content: bytes
    changed_at: datetime | None

    @property
    def fingerprint(self) -> str:
        """The same for the same bytes, and for no others."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Edition:
    """How a calendar is wanted.

    Attributes
    ----------
    address
        What public addresses start with; the calendar points to the fair's page there.
    language
        ``ko`` or ``en``.
    alarm_minutes
        Minutes before each consultation at which it rings; None: never.
    """

    address: str
    language: str = "ko"
    alarm_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FairFacts:
    """What all calendars of a fair say of it; as in `fairmatch.models.Fair`."""

    code: str
    name_ko: str
    name_en: str
    venue_ko: str
    venue_en: str
    zone: str
    latitude: float | None
    longitude: float | None
    organiser_name: str
    organiser_email: str
    organiser_phone: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Material:
    """All that a calendar's bytes are made of, and nothing else: equal material, equal bytes.

    Attributes
    ----------
    owner_ko, owner_en
        Name of the firm or agency whose it is; empty for the organiser's.
    """

    fair: FairFacts
    reader: Reader
    owner_ko: str
    owner_en: str
    appointments: tuple[Appointment, ...]
    edition: Edition


def public_page(address: str, fair: Fair | FairFacts) -> str:
    """Give the address of the fair's public page; ``address`` is what they all start with."""
    return f"{address}/fairs/{fair.code}/"


def feed(session: Session, link: SecretLink, edition: Edition) -> Feed:
    """Give the calendar of the link's owner: a firm's, an agency's or the whole fair's.

    Cancelled consultations stay in it, so that subscribers hear of the cancellation.
    """
    return _calendar(link, _schedule(session, link), edition)


def single(session: Session, link: SecretLink, uid: str, edition: Edition) -> Feed:
    """Give one consultation of the link's owner as a calendar of its own.

    Raises
    ------
    UnknownConsultation
        If the owner has no published consultation of this identity.
    """
    only = [one for one in _schedule(session, link) if one.uid == uid]
    if not only:
        raise UnknownConsultation(uid)
    return _calendar(link, only, edition)


def firm_calendar(
    fair: Fair, firm: Firm, appointments: Iterable[Appointment], edition: Edition
) -> Feed:
    """Give the firm's calendar from its appointments; it names the agencies."""
    names = firm.name_ko, firm.name_en
    return written(Material(_facts(fair), Reader.FIRM, *names, tuple(appointments), edition))


def agency_calendar(
    fair: Fair, agency: Agency, appointments: Iterable[Appointment], edition: Edition
) -> Feed:
    """Give the agency's calendar from its appointments; it names the firms."""
    names = agency.name_ko, agency.name_en
    return written(Material(_facts(fair), Reader.AGENCY, *names, tuple(appointments), edition))


def fair_calendar(fair: Fair, appointments: Iterable[Appointment], edition: Edition) -> Feed:
    """Give the organiser's calendar of all appointments; it names both parties."""
    return written(Material(_facts(fair), Reader.ORGANISER, "", "", tuple(appointments), edition))


def written(material: Material) -> Feed:
    """Write a calendar; the same material always gives the same bytes."""
    masthead, events = _composed(material)
    content = calendar(masthead, events, alarm_minutes=material.edition.alarm_minutes)
    return Feed(masthead.name, content, max((one.changed_at for one in events), default=None))


@dataclass(frozen=True, slots=True)
class Invitation:
    """One consultation as a part of a mail that calendar programs act upon.

    Attributes
    ----------
    method
        ``REQUEST`` puts it into the calendar, or moves it there; ``CANCEL`` takes it out.
    """

    method: str
    content: bytes


def invitation(
    fair: Fair, party: Firm | Agency, one: Appointment, address: str, edition: Edition
) -> Invitation:
    """Give one consultation of a party to be sent to its mail address.

    It is the same event as in the party's feed: by identity, sequence, time and words.
    """
    reader = Reader.FIRM if isinstance(party, Firm) else Reader.AGENCY
    names = party.name_ko, party.name_en
    masthead, (only,) = _composed(Material(_facts(fair), reader, *names, (one,), edition))
    content = calendars.invitation(masthead, only, said(edition.language, *names), address)
    return Invitation(calendars.method_of(only), content)


def _composed(material: Material) -> tuple[Masthead, list[Event]]:
    fair, edition = material.fair, material.edition
    language = edition.language
    place = Place(
        venue=said(language, fair.venue_ko, fair.venue_en),
        enquiries=together(fair.organiser_name, fair.organiser_phone, fair.organiser_email),
    )
    events = [event(one, material.reader, language, place) for one in material.appointments]
    owner = said(language, material.owner_ko, material.owner_en)
    name = calendar_name(said(language, fair.name_ko, fair.name_en), owner)
    masthead = Masthead(
        name=name,
        description=calendar_description(language, place),
        zone=fair.zone,
        first_day=fair.first_day,
        last_day=fair.last_day,
        url=public_page(edition.address, fair),
        organiser_name=fair.organiser_name,
        organiser_email=fair.organiser_email,
        latitude=fair.latitude,
        longitude=fair.longitude,
    )
    return masthead, events


def _schedule(session: Session, link: SecretLink) -> list[Appointment]:
    if link.firm is not None:
        return firm_schedule(session, link.firm)
    if link.agency is not None:
        return agency_schedule(session, link.agency)
    return fair_schedule(session, link.fair)


def _calendar(link: SecretLink, appointments: list[Appointment], edition: Edition) -> Feed:
    if link.firm is not None:
        return firm_calendar(link.fair, link.firm, appointments, edition)
    if link.agency is not None:
        return agency_calendar(link.fair, link.agency, appointments, edition)
    return fair_calendar(link.fair, appointments, edition)


def _facts(fair: Fair) -> FairFacts:
    return FairFacts(
        code=fair.code,
        name_ko=fair.name_ko,
        name_en=fair.name_en,
        venue_ko=fair.venue_ko,
        venue_en=fair.venue_en,
        zone=fair.zone,
        latitude=fair.latitude,
        longitude=fair.longitude,
        organiser_name=fair.organiser_name,
        organiser_email=fair.organiser_email,
        organiser_phone=fair.organiser_phone,
        first_day=fair.days[0].date,
        last_day=fair.days[-1].date,
    )
