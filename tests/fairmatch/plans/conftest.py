"""An agency with one plan item, a second agency, and somebody who changes items."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.models import AuthorSide
from fairmatch.plans.changing import Author, add_plan
from tests.fairmatch.fair_rows import add_agency, add_fair
from tests.fairmatch.plans.rows import plan_row


@pytest.fixture
def by(clock: Callable[[], datetime]) -> Author:
    return Author(AuthorSide.AGENCY, clock)


@pytest.fixture
def agencies(engine: Engine, by: Author) -> Engine:
    """Give a database in which A1 has published A1-001; A2 has nothing."""
    with writing(engine) as session:
        fair = add_fair(session)
        first = add_agency(session, fair, "A1")
        add_agency(session, fair, "A2")
        add_plan(session, first, plan_row(), by, publish=True)
    return engine
