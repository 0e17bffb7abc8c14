"""A browser, the mails it is sent, and a clock that is moved by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import signing_in
from fairmatch.config import Settings
from fairmatch.db import reading, writing
from fairmatch.models import Account, SignIn


@dataclass
class Hands:
    """A clock that shows what it is set to."""

    moment: datetime = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Post:
    """What was last sent to somebody who wants to sign in."""

    engine: Engine
    secret: bytes

    def _last(self) -> SignIn:
        with reading(self.engine) as session:
            found = session.scalars(select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
            session.expunge(found)
            return found

    @property
    def code(self) -> str:
        return signing_in.code_of(self.secret, self._last())

    @property
    def wrong(self) -> str:
        return str((int(self.code) + 1) % 10**8).zfill(8)

    @property
    def link(self) -> str:
        return f"/sign-in/link/{signing_in.token_of(self.secret, self._last())}"


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def clock(hands: Hands) -> Callable[[], datetime]:
    return hands


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    return app


@pytest.fixture
def post(planned: None, engine: Engine, settings: Settings) -> Post:
    return Post(engine, settings.secret_file.read_bytes())


def in_account(client: FlaskClient) -> str:
    """Give whose account page the browser is shown; empty if none."""
    answer = client.get("/account?lang=en")
    return answer.text.partition("Signed in as ")[2].partition(".</p>")[0]


def password_of(engine: Engine, email: str) -> str | None:
    with reading(engine) as session:
        return session.scalars(select(Account.password).where(Account.email == email)).one()


def set_account(engine: Engine, email: str, **values: object) -> None:
    with writing(engine) as session:
        account = session.scalars(select(Account).where(Account.email == email)).one()
        for name, value in values.items():
            setattr(account, name, value)
