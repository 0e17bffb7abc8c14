"""Two fairs from their first version to their last: the calendars after each step.

``python -m tests.fairmatch.fairs_life`` writes them anew into ``golden/``; what changed is then
looked at, line by line, before it is kept.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import migrate, open_database, writing
from fairmatch.feeds import Edition, feed
from fairmatch.models import Agency, Fair
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests
from tests.fairmatch.feed_fair import EDITION, Held, feed_link, publish_version, two_by_two

GOLDEN = Path(__file__).parent / "golden"
OWNERS = {"firm-F1": {"firm": "F1"}, "agency-A1": {"agency": "A1"}, "organiser": {}}
ABROAD = Edition("https://fair.example", "en", alarm_minutes=15)

Step = Callable[[Session, Fair], None]


def _version(day: int, held: Held) -> Step:
    return lambda session, fair: publish_version(session, fair, held, days=day)


def _agency(session: Session) -> Agency:
    return session.scalars(select(Agency).where(Agency.code == "A1")).one()


def _rename_booth(session: Session, fair: Fair) -> None:
    booth = _agency(session).booth
    booth.code, booth.area = "Z9", "나, 정문 옆"
    publish_version(session, fair, _BACK, days=5)


def _change_officer(session: Session, _fair: Fair) -> None:
    agency = _agency(session)
    agency.officer, agency.phone = "이주임; 대리", "02-111-2222"
    session.flush()


_FIRST: Held = {("F1", "A1"): (0, 1), ("F1", "A2"): (1, 1), ("F2", "A1"): (1, 1)}
_MOVED: Held = _FIRST | {("F1", "A1"): (2, 2)}
_SWAPPED: Held = _MOVED | {("F1", "A1"): (1, 1), ("F1", "A2"): (2, 1), ("F2", "A1"): (2, 2)}
_WITHOUT: Held = {pair: place for pair, place in _SWAPPED.items() if pair != ("F1", "A1")}
_BACK: Held = _WITHOUT | {("F1", "A1"): (0, 1)}

AT_HOME: dict[str, Step] = {
    "1-published": _version(0, _FIRST),
    "2-moved": _version(1, _MOVED),
    "3-swapped": _version(2, _SWAPPED),
    "4-cancelled": _version(3, _WITHOUT),
    "5-added-again": _version(4, _BACK),
    "6-booth-renamed": _rename_booth,
    "7-officer-changed": _change_officer,
}
"""What happens to a fair in Seoul, each step after those before it."""

AWAY: dict[str, Step] = {
    "1-published": _version(0, {("F1", "A1"): (0, 1), ("F2", "A1"): (1, 1)}),
    "2-moved-past-summer-time": _version(1, {("F1", "A1"): (2, 1), ("F2", "A1"): (1, 1)}),
    "3-cancelled": _version(2, {("F2", "A1"): (1, 1)}),
}
"""What happens to a fair in Berlin on the week-end on which summer time ends."""


def _berlin(session: Session) -> Fair:
    """Add a fair of two slots a day, on Saturday in summer time and on Sunday in winter time."""
    fair = add_fair(
        session,
        days=2,
        slots=2,
        first_day=date(2026, 10, 24),
        zone="Europe/Berlin",
        name_en="Consultations in Berlin",
        venue_en="Messe Berlin, Halle 7",
        latitude=52.5034,
        longitude=13.2689,
    )
    agency = add_agency(session, fair, "A1")
    for code in ("F1", "F2"):
        add_interests(session, add_firm(session, fair, code), agency, purpose="Zelte & Bühnen")
    return fair


def lives(home: Engine, away: Engine) -> Iterator[tuple[str, bytes]]:
    """Live both fairs on two empty databases; give every calendar, named as in ``golden/``."""
    yield from _life(home, "seoul", two_by_two, AT_HOME, EDITION)
    yield from _life(away, "berlin", _berlin, AWAY, ABROAD)


def _life(
    engine: Engine,
    name: str,
    begin: Callable[[Session], Fair],
    steps: dict[str, Step],
    edition: Edition,
) -> Iterator[tuple[str, bytes]]:
    with writing(engine) as session:
        fair = begin(session)
        for step, happen in steps.items():
            happen(session, fair)
            for owner, named in OWNERS.items():
                found = feed(session, feed_link(session, fair, **named), edition)
                yield f"{name}/{step}/{owner}.ics", found.content


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engines = [open_database(f"sqlite:///{folder}/{name}.sqlite3") for name in ("a", "b")]
        for engine in engines:
            migrate(engine)
        for name, content in lives(*engines):
            file = GOLDEN / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for engine in engines:
            engine.dispose()


if __name__ == "__main__":
    _write()
