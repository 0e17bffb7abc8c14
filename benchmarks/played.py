"""The sample fair, solved and published once, and copies of it to be played with."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from fairmatch.db import migrate, open_database, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import WaitingOrder
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair

SOLVING_SECONDS = 20.0


def published_fair(place: Path, folder: Path, workers: int) -> Engine:
    """Give a database with the fair of a folder, its first version published ten days before."""
    engine = open_database(f"sqlite:///{place}")
    migrate(engine)

    def clock() -> datetime:
        return datetime(2015, 10, 19, 9, 0, tzinfo=UTC)

    with writing(engine) as session:
        import_fair(session, folder)
    solve_fair(
        engine,
        None,
        seconds=SOLVING_SECONDS,
        workers=workers,
        clock=clock,
        new_uid=lambda: uuid4().hex,
    )
    with writing(engine) as session:
        fair = find_fair(session, None)
        publish(session, fair, clock=clock)
        # A fair of many small firms: whoever has least comes first, and has time to answer.
        fair.waiting_order, fair.offer_minutes = WaitingOrder.FEWEST, 8
    return engine
