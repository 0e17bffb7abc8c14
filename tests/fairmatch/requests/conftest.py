"""A fair in which firms may ask."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from tests.fairmatch.requests.steps import asking_fair


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    """Give a session on a fair of two firms and five agencies."""
    with writing(sqlite_engine) as session:
        asking_fair(session)
        yield session
