"""The fair as an event in the words of schema.org, for search engines and calendars.

It says what the page says to everybody, and nothing of who meets whom.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fairmatch.models import Agency, Booth, Fair, ProgrammeItem
from web.formats import name
from web.languages import language

CONTEXT = "https://schema.org"
Markup = dict[str, Any]


def event_markup(fair: Fair, address: str) -> Markup:
    """Give the fair as an Event with its programme as sub-events; ``address`` is its page's."""
    event = _fair_itself(fair, address)
    zone = ZoneInfo(fair.zone)
    return event | {
        "description": name(fair, "summary"),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "organizer": {
            "@type": "Organization",
            "name": fair.organiser_name,
            "email": fair.organiser_email,
        },
        "subEvent": [_sub_event(fair, item, zone) for item in fair.programme],
    }


def consultations_markup(fair: Fair, agency: Agency, address: str, fair_address: str) -> Markup:
    """Give an agency's consultations at its booth as a part of the fair; addresses of both."""
    booth: Booth | None = agency.booth
    place = _place(fair)
    if booth is not None:
        place["name"] = f"{name(fair, 'venue')}, {booth.code}"
    return _fair_itself(fair, address) | {
        "name": f"{name(agency)}, {name(fair)}",
        "location": place,
        "organizer": {"@type": "GovernmentOrganization", "name": name(agency)}
        | ({"url": agency.homepage} if agency.homepage else {}),
        "superEvent": _fair_itself(fair, fair_address),
    }


def _fair_itself(fair: Fair, address: str) -> Markup:
    first, last = fair.days[0], fair.days[-1]
    zone = ZoneInfo(fair.zone)
    return {
        "@context": CONTEXT,
        "@type": "BusinessEvent",
        "name": name(fair),
        "url": address,
        "inLanguage": language(),
        "startDate": datetime.combine(first.date, first.opens, zone).isoformat(),
        "endDate": datetime.combine(last.date, last.closes, zone).isoformat(),
        "location": _place(fair),
    }


def _place(fair: Fair) -> Markup:
    place: Markup = {"@type": "Place", "name": name(fair, "venue")}
    if fair.latitude is not None and fair.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": fair.latitude,
            "longitude": fair.longitude,
        }
    return place


def _sub_event(fair: Fair, item: ProgrammeItem, zone: ZoneInfo) -> Markup:
    where = name(item, "place")
    return {
        "@type": "Event",
        "name": name(item, "title"),
        "startDate": datetime.combine(item.date, item.starts, zone).isoformat(),
        "endDate": datetime.combine(item.date, item.ends, zone).isoformat(),
        "location": {"@type": "Place", "name": where} if where else _place(fair),
    }
