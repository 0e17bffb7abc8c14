"""A fair of two firms and two agencies whose feeds the tests read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.feeds import Edition, Feed, feed
from fairmatch.models import (
    Agency,
    Fair,
    Firm,
    LinkPurpose,
    SecretLink,
)
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)
from tests.fairmatch.ical_js import Facts, icalendar_parser

SECRET = bytes(32)


EDITION = Edition("https://fair.example")


AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


Held = dict[tuple[str, str], tuple[int, int]]


def two_by_two(session: Session, **settings: Any) -> Fair:
    fair = add_fair(session, slots=4, **settings)
    agencies = [add_agency(session, fair, code, tables=2) for code in ("A1", "A2")]
    for code, consent in (("F1", date(2015, 9, 1)), ("F2", None)):
        firm = add_firm(session, fair, code, consent_third_party=consent)
        add_interests(session, firm, *agencies, purpose="단체복; 피복, 장갑")
    return fair


def publish_version(session: Session, fair: Fair, held: Held, *, days: int = 0) -> None:
    """Publish a version that holds these pairs at these slots and tables."""
    slots = slots_of(session, fair)
    firms = {firm.code: firm for firm in session.scalars(select(Firm))}
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    add_draft(
        session,
        fair,
        {
            (firms[firm], agencies[agency]): (slots[slot], table)
            for (firm, agency), (slot, table) in held.items()
        },
    )
    publish(session, fair, clock=lambda: AT + timedelta(days=days))


def feed_link(session: Session, fair: Fair, *, firm: str = "", agency: str = "") -> SecretLink:
    """Give the feed link of the firm, the agency or the organiser."""
    token = links.address(
        session,
        SECRET,
        fair,
        firm=session.scalars(select(Firm).where(Firm.code == firm)).one_or_none(),
        agency=session.scalars(select(Agency).where(Agency.code == agency)).one_or_none(),
        purpose=LinkPurpose.FEED,
        clock=lambda: AT,
    )
    return links.open_link(session, token, LinkPurpose.FEED)


def events_of(found: Feed) -> dict[str, Facts]:
    (facts,) = icalendar_parser([found.content])
    return {event["uid"]: event for event in facts["events"]}


def identity_of(session: Session, fair: Fair) -> tuple[str, str]:
    (event,) = events_of(feed(session, feed_link(session, fair, firm="F1"), EDITION)).values()
    return event["uid"], event["status"]
