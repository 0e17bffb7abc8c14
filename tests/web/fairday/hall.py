"""The small fair on its first morning, for tests of the day's pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading
from fairmatch.models import Act, Arrival, AttendanceClaim, Consultation, Outcome
from tests.web.browsing import PHONE
from tests.web.keys import Keys
from tests.web.signing_in import Members, visit_cookie

TEN = datetime(2026, 5, 14, 1, 0, tzinfo=UTC)
"""Ten o'clock in Seoul, when the fair's first consultations begin."""


@dataclass
class Clock:
    """A clock that is set, and goes on from there."""

    at: datetime = TEN
    _since: float = field(default_factory=monotonic)

    def set(self, minutes: float) -> None:
        """Put it some minutes after ten."""
        self.at, self._since = TEN + timedelta(minutes=minutes), monotonic()

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self._since)


@dataclass(frozen=True)
class Hall:
    """The fair's app, its database, its clock, its people and their private addresses."""

    app: Flask
    engine: Engine
    clock: Clock
    who: Members
    keys: Keys

    def ask(self, question: Callable[[Session], list[str]]) -> list[str]:
        """Look into the database."""
        with reading(self.engine) as session:
            return question(session)

    def arrived(self) -> list[str]:
        """Give the codes of who is checked in, by when."""
        return self.ask(
            lambda session: [
                party.code
                for one in session.scalars(select(Arrival).order_by(Arrival.at, Arrival.id))
                if (party := one.firm or one.agency) is not None
            ]
        )

    def claims(self) -> list[str]:
        """Give what was said and stands, in order."""
        stands = AttendanceClaim.withdrawn_at.is_(None)
        return self.ask(
            lambda session: [
                f"{one.consultation.uid} {one.side}: {one.kind}"
                for one in session.scalars(
                    select(AttendanceClaim).where(stands).order_by(AttendanceClaim.id)
                )
            ]
        )

    def outcomes(self) -> list[str]:
        """Give what was written of consultations."""
        return self.ask(
            lambda session: [
                f"{one.consultation.uid} {'held' if one.held else 'not held'} {one.kinds} "
                f"{one.amount_signed}"
                for one in session.scalars(select(Outcome).order_by(Outcome.id))
            ]
        )

    def acts(self, kind: str) -> int:
        """Tell how many acts of a kind were done."""
        which = select(Act.kind).where(Act.kind == kind)
        return len(self.ask(lambda session: list(session.scalars(which))))

    def starts(self, uid: str) -> str:
        """Give when a consultation begins, as forms say it."""
        which = select(Consultation).where(Consultation.uid == uid)
        with reading(self.engine) as session:
            placement = session.scalars(which).one().placement
            assert placement is not None
            return placement.starts_at.isoformat()


@dataclass(frozen=True)
class Floor:
    """The hall served to a real browser."""

    hall: Hall
    address: str
    browser: Browser

    @contextmanager
    def device(self, who: str | None, size: tuple[int, int] = PHONE) -> Iterator[BrowserContext]:
        """Give a telephone or desk of its own, in English; errors of scripts fail."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=self.address
        )
        cookies = {"lang": "en"} | (
            {} if who is None else {"session": visit_cookie(self.hall.app, who)}
        )
        context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )
        complaints: list[str] = []
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        try:
            yield context
            assert complaints == []
        finally:
            context.close()


def kept(page: Page) -> Page:
    """Wait until the page opens without a network too."""
    page.locator("#kept").wait_for()
    return page


def queue(page: Page) -> str:
    """Give what the page says of its queue."""
    return page.locator("#queue [data-count]").inner_text()
