"""The fair of the feeds' benchmark, moved to today, in a zone in which it is early afternoon."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from benchmarks.feeds.fair import DAYS, prepare
from fairmatch import links
from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.models import Agency, Fair, LinkPurpose, Placement
from fairmatch.secret import read_secret

NOON = 13
"""The hour that it is at the fair, whatever it is here."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A server's settings, the address of the boards, the booths, and each agency's own page."""

    settings: Settings
    boards: str
    booths: tuple[str, ...]
    pages: dict[str, str]


def prepare_hall(database: str, folder: Path, *, firms: int, agencies: int, each: int) -> Hall:
    """Fill an empty database with a fair that is open now."""
    settings, _tokens = prepare(database, folder, firms=firms, agencies=agencies, each=each)
    secret = read_secret(settings.secret_file)
    engine = open_database(database)
    now = datetime.now(UTC)
    zone = _zone(now)
    today = now.astimezone(zone).date()
    begins = datetime.combine(today, time(10), tzinfo=zone).astimezone(UTC)
    shift = begins - datetime.combine(DAYS[0], time(1), tzinfo=UTC)
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        fair.zone = zone.key
        for offset, day in enumerate(fair.days):
            day.date = today + timedelta(days=offset)
        for one in session.scalars(select(Placement)):
            one.starts_at += shift
            one.ends_at += shift
        parties = session.scalars(select(Agency).order_by(Agency.code)).all()
        hall = Hall(
            settings,
            links.address(
                session, secret, fair, purpose=LinkPurpose.BOARD, clock=lambda: now
            ),
            tuple(one.booth.code for one in parties),
            {
                one.booth.code: links.address(
                    session, secret, fair, agency=one, purpose=LinkPurpose.PAGE, clock=lambda: now
                )
                for one in parties
            },
        )  # fmt: skip
    engine.dispose()
    return hall


def _zone(now: datetime) -> ZoneInfo:
    """Give the zone in which it is about one o'clock in the afternoon."""
    offset = (NOON - now.hour + 12) % 24 - 12
    # The names of these zones count the other way round.
    return ZoneInfo("Etc/GMT" if offset == 0 else f"Etc/GMT{-offset:+d}")
