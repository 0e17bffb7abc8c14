"""iCalendar files (RFC 5545, RFC 7986): events to bytes, the same events to the same bytes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Component

PRODUCT = "-//FairMatch//Consultations//KO"
REFRESH = timedelta(hours=1)

_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_PARAMETER = str.maketrans({'"': "'", "\\": "/"})


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands over all events of a calendar.

    Attributes
    ----------
    zone
        IANA name of the zone in which the events are written.
    first_day, last_day
        Days of the fair in that zone, both included; the zone's rules are given for them.
    organiser_email
        Empty if there is none: then the calendar names neither organiser nor method.
    latitude, longitude
        Degrees north and east of the venue, or None.
    """

    name: str
    description: str
    zone: str
    first_day: date
    last_day: date
    url: str
    organiser_name: str
    organiser_email: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event in the words its reader understands; times are aware."""

    uid: str
    sequence: int
    changed_at: datetime
    cancelled: bool
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    contact: str
    categories: tuple[str, ...]


class _Text(vText):
    # The library's own escaping reads a backslash before a capital N as a line break.
    def to_ical(self) -> bytes:
        return self.translate(_SPECIAL).encode()


def calendar(
    masthead: Masthead, events: Iterable[Event], *, alarm_minutes: int | None = None
) -> bytes:
    """Give the calendar as UTF-8, its lines at most 75 octets and ended by CR LF.

    Parameters
    ----------
    alarm_minutes
        Minutes before the start at which each event that takes place rings; None: never.
    """
    ordered = sorted(events, key=lambda event: (event.starts_at, event.location, event.uid))
    days = [event.starts_at.astimezone(ZoneInfo(masthead.zone)).date() for event in ordered]
    whole = _head(masthead, bool(masthead.organiser_email))
    if ordered:
        whole.add("LAST-MODIFIED", _whole_second(max(event.changed_at for event in ordered)))
    first = min((masthead.first_day, *days))
    last = max((masthead.last_day, *days))
    whole.add_component(_zone_rules(masthead.zone, first, last))
    for event in ordered:
        whole.add_component(_component(masthead, event, alarm_minutes))
    return bytes(whole.to_ical())


def invitation(masthead: Masthead, event: Event, attendee: str, address: str) -> bytes:
    """Give one event as what mail programs put into a calendar: a request, or its cancellation.

    Parameters
    ----------
    masthead
        Its organiser has to have a mail address: whoever is invited is invited by somebody.
    attendee, address
        Name and mail address of who is invited.
    """
    whole = _beginning()
    whole.add("METHOD", method_of(event))
    day = event.starts_at.astimezone(ZoneInfo(masthead.zone)).date()
    whole.add_component(
        _zone_rules(masthead.zone, min(masthead.first_day, day), max(masthead.last_day, day))
    )
    one = _component(masthead, event, None)
    one.add("ATTENDEE", _attendee(attendee, address))
    whole.add_component(one)
    return bytes(whole.to_ical())


def method_of(event: Event) -> str:
    """Give what an invitation asks of a mail program (RFC 5546)."""
    return "CANCEL" if event.cancelled else "REQUEST"


def one_line(text: str) -> str:
    """Give the text without line breaks and unseen control characters."""
    return " ".join(several_lines(text).split())


def several_lines(text: str) -> str:
    """Give the text with one kind of line break and without control characters."""
    return _UNSEEN.sub("", _LINE_BREAK.sub("\n", text)).strip()


def _beginning() -> Calendar:
    whole = Calendar()
    whole.add("PRODID", _Text(PRODUCT))
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    return whole


def _head(masthead: Masthead, published: bool) -> Calendar:
    whole = _beginning()
    if published:
        whole.add("METHOD", "PUBLISH")
    for heading in ("NAME", "X-WR-CALNAME"):
        whole.add(heading, _Text(one_line(masthead.name)))
    for heading in ("DESCRIPTION", "X-WR-CALDESC"):
        whole.add(heading, _Text(several_lines(masthead.description)))
    whole.add("X-WR-TIMEZONE", _Text(masthead.zone))
    whole.add("URL", masthead.url)
    whole.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", _Text("PT1H"))
    return whole


def _component(masthead: Masthead, event: Event, alarm_minutes: int | None) -> Component:
    zone = ZoneInfo(masthead.zone)
    one = Component()
    one.add("UID", _Text(one_line(event.uid)))
    one.add("SEQUENCE", event.sequence)
    one.add("DTSTAMP", _whole_second(event.changed_at))
    one.add("LAST-MODIFIED", _whole_second(event.changed_at))
    one.add("DTSTART", _local(event.starts_at, zone))
    one.add("DTEND", _local(event.ends_at, zone))
    one.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    one.add("TRANSP", "TRANSPARENT" if event.cancelled else "OPAQUE")
    one.add("SUMMARY", _Text(one_line(event.summary)))
    one.add("DESCRIPTION", _Text(several_lines(event.description)))
    one.add("LOCATION", _Text(one_line(event.location)))
    one.add("CONTACT", _Text(one_line(event.contact)))
    one.add("CATEGORIES", [one_line(category) for category in event.categories])
    one.add("URL", masthead.url)
    if masthead.latitude is not None and masthead.longitude is not None:
        one.add("GEO", (masthead.latitude, masthead.longitude))
    if masthead.organiser_email:
        one.add("ORGANIZER", _organiser(masthead))
    if alarm_minutes is not None and not event.cancelled:
        one.add_component(_alarm(event, alarm_minutes))
    return one


def _organiser(masthead: Masthead) -> vCalAddress:
    return _person(masthead.organiser_name, masthead.organiser_email)


def _attendee(name: str, address: str) -> vCalAddress:
    attendee = _person(name, address)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    # The time stands: nobody waits for an answer, and none fills the organiser's mailbox.
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress("mailto:" + quote(one_line(address), safe="@+"))
    # Parameters have no escape for these two signs that every program knows.
    person.params["CN"] = one_line(name).translate(_PARAMETER)
    return person


def _alarm(event: Event, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(minutes=-minutes))
    alarm.add("DESCRIPTION", _Text(one_line(event.summary)))
    return alarm


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    # Programs disagree which of the two a local time means when clocks are set back.
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return moment.astimezone(UTC) if twice else local


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


@lru_cache(maxsize=64)
def _zone_rules(zone: str, first: date, last: date) -> Timezone:
    """Give the zone's rules for the days, from the day before to the day after.

    The result is shared between calendars and must not be changed.
    """
    day = timedelta(days=1)
    rules = Timezone.from_tzinfo(ZoneInfo(zone), first_date=first - day, last_date=last + 2 * day)
    # The library explains itself in a property that has no place here.
    rules.pop("COMMENT", None)
    return rules
