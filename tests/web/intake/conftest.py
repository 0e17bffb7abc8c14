"""The small fair with people of every kind, and its organiser signed in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.signing_in import Members, members, sign_in

DESK = "/desk/small/intake"


@pytest.fixture
def who(planned: None, engine: Engine, clock: Callable[[], datetime]) -> Members:
    with writing(engine) as session:
        return members(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def desk(app: Flask, who: Members) -> FlaskClient:
    """Give the organiser's browser, which reads English."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, who.organiser)
    client.set_cookie("lang", "en")
    return client


@pytest.fixture
def onlooker(app: Flask, who: Members) -> FlaskClient:
    """Give the browser of somebody who may only look."""
    client = app.test_client()
    sign_in(client, who.viewer)
    client.set_cookie("lang", "en")
    return client
