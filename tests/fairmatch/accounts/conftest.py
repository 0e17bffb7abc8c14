"""A fair with an agency and a firm, and a clock that is moved by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm


@dataclass
class Hands:
    """A clock that shows what it is set to."""

    moment: datetime = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def fair(engine: Engine) -> Engine:
    """Add a fair; its agency is written to at buyer@a1.example, its firm at Seller@f1.example."""
    with writing(engine) as session:
        found = add_fair(session)
        add_agency(session, found, "A1").email = "buyer@a1.example"
        add_firm(session, found, "F1").email = "Seller@F1.example"
    return engine
