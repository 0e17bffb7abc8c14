"""The small fair, and browsers of those who register and of those who are there already."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.signing_in import Members, members, sign_in

Clock = Callable[[], datetime]


@pytest.fixture
def who(planned: None, engine: Engine, clock: Clock) -> Members:
    """Take the small fair in, with people of every kind."""
    with writing(engine) as session:
        return members(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def app(app: Flask) -> Flask:
    """Give the app without tokens of forms; tests of security have them."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def contact(app: Flask, who: Members) -> FlaskClient:
    """Give the browser of a contact of firm F1."""
    client = app.test_client()
    sign_in(client, who.contact)
    return client


@pytest.fixture
def officer(app: Flask, who: Members) -> FlaskClient:
    """Give the browser of an officer of agency A1."""
    client = app.test_client()
    sign_in(client, who.officer)
    return client


@pytest.fixture
def approval_required(engine: Engine, who: Members) -> None:
    """Let firms that register wait for the organiser."""
    with writing(engine) as session:
        session.scalars(select(Fair).where(Fair.code == "small")).one().approval_required = True
