"""The small fair on its day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import Engine

from fairmatch.config import Settings
from tests.web.fairday.hall import Clock, Floor, Hall
from tests.web.keys import Keys
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, sign_in


@pytest.fixture
def day() -> Clock:
    return Clock()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Give the clock by which everything was made: weeks before."""
    moment = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    return lambda: moment


@pytest.fixture
def app(published: None, engine: Engine, settings: Settings, day: Clock) -> Flask:
    """Give the published fair's app at ten o'clock of its first day."""
    return make_app(settings, engine=engine, clock=day)


@pytest.fixture
def hall(app: Flask, engine: Engine, day: Clock, keys: Keys, who: Members) -> Hall:
    return Hall(app, engine, day, who, keys)


@pytest.fixture
def floor(hall: Hall, browser: Browser) -> Iterator[Floor]:
    with serving(hall.app, free_port()) as address:
        yield Floor(hall, address, browser)


@pytest.fixture
def organiser(hall: Hall) -> FlaskClient:
    client = hall.app.test_client()
    sign_in(client, hall.who.organiser)
    return client


@pytest.fixture
def officer(hall: Hall) -> FlaskClient:
    """Give the browser of A1's officer."""
    client = hall.app.test_client()
    sign_in(client, hall.who.officer)
    return client
