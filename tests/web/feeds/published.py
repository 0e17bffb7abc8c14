"""A published fair with two firms, and the secret addresses of everybody in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.db import writing
from fairmatch.models import Agency, Fair, Firm, LinkPurpose
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)
from web.site import Site

AT = datetime(2015, 10, 19, 9, 0, 30, 500_000, tzinfo=UTC)
LAST_MODIFIED = "Mon, 19 Oct 2015 09:00:30 GMT"


@dataclass(frozen=True)
class Tokens:
    """The tokens of one owner."""

    page: str
    feed: str


@dataclass(frozen=True)
class Published:
    """Tokens of the two firms, the agency and the organiser."""

    app: Flask
    engine: Engine
    firm: Tokens
    other: Tokens
    agency: Tokens
    organiser: Tokens

    def again(self, slot: int | None, days: int = 1) -> None:
        """Publish another version: the first firm at the slot, or cancelled."""
        with writing(self.engine) as session:
            fair = session.scalars(select(Fair)).one()
            _version(session, fair, slot, lambda: AT + timedelta(days=days))


def published_fair(app: Flask, engine: Engine, clock: Callable[[], datetime]) -> Published:
    """Make the fair and its addresses."""
    site = app.extensions["fairmatch"]
    assert isinstance(site, Site)
    with writing(engine) as session:
        fair = add_fair(session, slots=4)
        agency = add_agency(session, fair, "A1", tables=2)
        firm, other = (
            add_firm(session, fair, code, language=language)
            for code, language in (("F1", "ko"), ("F2", "en"))
        )
        for one in (firm, other):
            add_interests(session, one, agency)
        _version(session, fair, 0, lambda: AT)

        def tokens(firm: Firm | None = None, agency: Agency | None = None) -> Tokens:
            page, feed = (
                links.address(
                    session, site.secret, fair, firm=firm, agency=agency, purpose=one, clock=clock
                )
                for one in (LinkPurpose.PAGE, LinkPurpose.FEED)
            )
            return Tokens(page, feed)

        return Published(app, engine, tokens(firm), tokens(other), tokens(agency=agency), tokens())


def _version(session: Session, fair: Fair, slot: int | None, clock: Callable[[], datetime]) -> None:
    slots = slots_of(session, fair)
    agency = session.scalars(select(Agency)).one()
    firm, other = session.scalars(select(Firm).order_by(Firm.code))
    held = {(other, agency): (slots[3], 1)}
    if slot is not None:
        held[firm, agency] = (slots[slot], 1)
    add_draft(session, fair, held)
    publish(session, fair, clock=clock)
