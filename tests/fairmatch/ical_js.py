"""Two parsers of calendars that share no line of code: Python's icalendar, npm's ical.js.

Both answer with the same plain facts, so that their answers can be compared as they are.
ical.js runs in the browser and works times out from the file's own VTIMEZONE.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar
from playwright.sync_api import Browser

LIBRARY = Path(__file__).parents[1] / "vendor" / "ical.js-2.2.1" / "ical.js"

RAW = ("name", "also_name")
"""Properties that came after RFC 5545: parsers give their text as it stands in the file."""

Facts = dict[str, Any]
Parser = Callable[[Sequence[bytes]], list[Facts]]

_READ = """texts => texts.map(text => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const value = (component, name) => {
    const found = component.getFirstPropertyValue(name);
    return found === null ? null : found;
  };
  const moment = time => time === null ? null : time.toJSDate().toISOString().slice(0, 19) + 'Z';
  return {
    name: value(calendar, 'name'),
    also_name: value(calendar, 'x-wr-calname'),
    description: value(calendar, 'description'),
    method: value(calendar, 'method'),
    zone: value(calendar, 'x-wr-timezone'),
    refresh: String(value(calendar, 'refresh-interval')),
    url: value(calendar, 'url'),
    zones: calendar.getAllSubcomponents('vtimezone').map(one => value(one, 'tzid')),
    events: calendar.getAllSubcomponents('vevent').map(component => {
      const event = new ICAL.Event(component);
      const organiser = component.getFirstProperty('organizer');
      return {
        uid: event.uid,
        sequence: event.sequence,
        status: value(component, 'status'),
        stamp: moment(value(component, 'dtstamp')),
        changed: moment(value(component, 'last-modified')),
        starts: moment(event.startDate),
        ends: moment(event.endDate),
        summary: event.summary,
        description: event.description,
        location: event.location,
        contact: value(component, 'contact'),
        categories: component.getFirstProperty('categories').getValues(),
        url: value(component, 'url'),
        geo: value(component, 'geo'),
        organiser: organiser === null ? null
          : [organiser.getParameter('cn'), organiser.getFirstValue()],
        alarms: component.getAllSubcomponents('valarm').map(
          alarm => String(value(alarm, 'trigger'))),
      };
    }),
  };
})"""


def icalendar_parser(files: Sequence[bytes]) -> list[Facts]:
    """Read files with the library that also wrote them."""
    return [_facts(Calendar.from_ical(file)) for file in files]


@contextmanager
def ical_js_parser(browser: Browser) -> Iterator[Parser]:
    """Give a function that reads files with ical.js."""
    page = browser.new_page()
    source = LIBRARY.read_text(encoding="utf-8")
    page.add_script_tag(type="module", content=f"{source}\nwindow.ICAL = ICALmodule;")
    page.wait_for_function("window.ICAL !== undefined")

    def parse(files: Sequence[bytes]) -> list[Facts]:
        answer: list[Facts] = page.evaluate(_READ, [file.decode() for file in files])
        return [{**facts, **{name: _plain(facts[name]) for name in RAW}} for facts in answer]

    yield parse
    page.close()


def _facts(calendar: Calendar) -> Facts:
    refresh: Any = calendar.get("REFRESH-INTERVAL")
    return {
        "name": _plain(_text(calendar, "NAME")),
        "also_name": _plain(_text(calendar, "X-WR-CALNAME")),
        "description": _text(calendar, "DESCRIPTION"),
        "method": _text(calendar, "METHOD"),
        "zone": _text(calendar, "X-WR-TIMEZONE"),
        "refresh": "null" if refresh is None else refresh.to_ical().decode(),
        "url": _text(calendar, "URL"),
        "zones": [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")],
        "events": [_event(event) for event in calendar.walk("VEVENT")],
    }


def _event(event: Any) -> Facts:
    organiser = event.get("ORGANIZER")
    geo = event.get("GEO")
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "stamp": _moment(event["DTSTAMP"].dt),
        "changed": _moment(event["LAST-MODIFIED"].dt),
        "starts": _moment(event["DTSTART"].dt),
        "ends": _moment(event["DTEND"].dt),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "location": str(event["LOCATION"]),
        "contact": str(event["CONTACT"]),
        "categories": [str(category) for category in event["CATEGORIES"].cats],
        "url": str(event["URL"]),
        "geo": None if geo is None else [geo.latitude, geo.longitude],
        "organiser": None if organiser is None else [organiser.params["CN"], str(organiser)],
        "alarms": [alarm["TRIGGER"].to_ical().decode() for alarm in event.walk("VALARM")],
    }


def _text(component: Any, name: str) -> str | None:
    return str(component[name]) if name in component else None


def _plain(text: str | None) -> str | None:
    return None if text is None else re.sub(r"\\(.)", r"\1", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
