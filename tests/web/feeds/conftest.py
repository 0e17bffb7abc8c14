"""What is said over HTTP does not depend on the kind of database."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.web.feeds.published import Published, published_fair


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine


@pytest.fixture
def fair(app: Flask, engine: Engine, clock: Callable[[], datetime]) -> Published:
    return published_fair(app, engine, clock)
