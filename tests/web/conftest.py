"""The pages over a fair: an app whose database and clock are the test's own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from fairmatch.config import Settings
from fairmatch.secret import make_secret
from web.app import create_app


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
