from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Fair
from fairmatch.papers import Printed, read_printed
from tests.web.small_fair import publish_by_hand, small_fair

ADDRESS = "https://fair.example"


@pytest.fixture
def printed(sqlite_engine: Engine, clock: Callable[[], datetime]) -> Iterator[Printed]:
    """Give the small fair with the timetable its README finds by hand, published."""
    with writing(sqlite_engine) as session:
        publish_by_hand(session, small_fair(session), clock)
    with Session(sqlite_engine) as session:
        yield read_printed(session, session.scalars(select(Fair)).one(), address=ADDRESS)
