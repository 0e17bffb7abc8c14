"""The small fair on its second afternoon, when all consultations are over."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.signing_in import Members, members, sign_in
from tests.web.small_fair import publish_by_hand

EARLY = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
OVER = datetime(2026, 5, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: OVER


@pytest.fixture
def app(app: Flask) -> Flask:
    """Give the app without tokens of forms; tests of security have them."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def people(planned: None, engine: Engine, clock: Callable[[], datetime]) -> Members:
    """Publish the timetable beforehand; make one person of each kind."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        publish_by_hand(session, fair, lambda: EARLY)
        return members(session, fair, clock, elsewhere=False)


@pytest.fixture
def enter(app: Flask, people: Members) -> Callable[[str], FlaskClient]:
    """Give the browser of somebody, by what they are."""

    def enter(who: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, people.everybody()[who])
        return client

    return enter
