"""A fair that is published, to which something happens."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.fairmatch.repairs.happening_fair import two_days


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    """Give the fair, published."""
    return two_days(session)
