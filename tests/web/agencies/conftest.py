"""The small fair, with an officer of A1 signed in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.signing_in import Members, members, sign_in


@pytest.fixture
def who(planned: None, engine: Engine, clock: Callable[[], datetime]) -> Members:
    """Give the mail addresses of everybody who may sign in."""
    with writing(engine) as session:
        return members(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def officer(app: Flask, who: Members) -> FlaskClient:
    """Give a client in which an officer of A1 is signed in."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, who.officer)
    return client
