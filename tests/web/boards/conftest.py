"""The small fair published, its boards' address made, and the moment it is looked at."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair, LinkPurpose

OPEN = datetime(2026, 5, 14, 1, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Give a clock that stands in the midst of the first consultations."""
    return lambda: OPEN


@pytest.fixture
def boards(
    published: None, engine: Engine, settings: Settings, clock: Callable[[], datetime]
) -> str:
    """Give the token of the boards' address."""
    secret = settings.secret_file.read_bytes()
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return links.address(session, secret, fair, purpose=LinkPurpose.BOARD, clock=clock)
