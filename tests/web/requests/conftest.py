"""The small fair with its requests open, and clients signed in as its people."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members, sign_in

BEFORE = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = BEFORE

    def close(self, *still_there: tuple[FlaskClient, str]) -> None:
        """Go on until after all deadlines; who is named signs in again."""
        self.now += timedelta(days=13)
        for client, email in still_there:
            sign_in(client, email)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def who(planned: None, engine: Engine, clock: Clock) -> Members:
    with writing(engine) as session:
        return members(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def app(settings: Settings, engine: Engine, clock: Clock, who: Members) -> Flask:
    app = make_app(settings, engine=engine, clock=clock)
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def enter(app: Flask) -> Callable[[str], FlaskClient]:
    """Give a client that is signed in, its pages in English."""

    def entered(email: str) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("lang", "en")
        sign_in(client, email)
        return client

    return entered


@pytest.fixture
def firm(enter: Callable[[str], FlaskClient], who: Members) -> FlaskClient:
    """Give the contact of F1, which has asked A1 and A3 of at most three."""
    return enter(who.contact)


@pytest.fixture
def officer(enter: Callable[[str], FlaskClient], who: Members) -> FlaskClient:
    """Give the officer of A1."""
    return enter(who.officer)
