"""The pages over the small fair: an app whose database and clock are the test's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Agency, Fair, Firm, LinkPurpose
from fairmatch.publishing import publish
from fairmatch.runs import solve_fair
from fairmatch.secret import make_secret
from tests.web.small_fair import publish_by_hand, small_fair
from web.app import create_app


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Give one kind of database; `test_every_page` goes through all pages on both."""
    return sqlite_engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    secret_file = tmp_path / "secret"
    make_secret(secret_file)
    return Settings(secret_file=secret_file, address="http://fair.example")


@pytest.fixture
def app(settings: Settings, engine: Engine, clock: Callable[[], datetime]) -> Flask:
    return create_app(settings, engine=engine, clock=clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass(frozen=True)
class Keys:
    """The private addresses of a fair: page tokens by code."""

    desk: str
    firms: dict[str, str]
    agencies: dict[str, str]


@pytest.fixture
def keys(
    planned: None, engine: Engine, settings: Settings, clock: Callable[[], datetime]
) -> Keys:  # fmt: skip
    """Give everybody's page token; feeds are not made yet."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return make_keys(session, fair, settings, clock)


def make_keys(
    session: Session, fair: Fair, settings: Settings, clock: Callable[[], datetime]
) -> Keys:
    """Make everybody's page token."""
    secret = settings.secret_file.read_bytes()

    def token(firm: Firm | None = None, agency: Agency | None = None) -> str:
        return links.address(
            session,
            secret,
            fair,
            firm=firm,
            agency=agency,
            purpose=LinkPurpose.PAGE,
            clock=clock,
        )

    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id))
    agencies = session.scalars(select(Agency).where(Agency.fair_id == fair.id))
    return Keys(
        desk=token(),
        firms={firm.code: token(firm=firm) for firm in firms},
        agencies={agency.code: token(agency=agency) for agency in agencies},
    )


@pytest.fixture
def planned(engine: Engine) -> None:
    """Take the small fair in; nothing is published."""
    with writing(engine) as session:
        small_fair(session)


@pytest.fixture
def published(planned: None, engine: Engine, clock: Callable[[], datetime]) -> None:
    """Publish the timetable that the small fair's README finds by hand."""
    with writing(engine) as session:
        publish_by_hand(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def solved(
    planned: None,
    engine: Engine,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> None:
    """Publish a timetable that the solver made, with its quality report."""
    solve_fair(engine, "small", seconds=5, workers=1, seed=0, clock=clock, new_uid=new_uid)
    with writing(engine) as session:
        publish(session, session.scalars(select(Fair)).one(), clock=clock)
