"""What is said over HTTP does not depend on the kind of database."""

import pytest
from sqlalchemy import Engine


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    return sqlite_engine
