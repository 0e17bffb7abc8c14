"""A fair of one short day, published, for rehearsals that cost little."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from fairmatch.db import open_database, writing
from fairmatch.models import Fair
from fairmatch.publishing import publish
from fairmatch.rehearsal import Cast
from fairmatch.runs.work import solve_fair
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests

CAST = Cast(seed=3, no_shows=20, walk_ins=4)


def publish_short_day(
    url: str, clock: Callable[[], datetime], new_uid: Callable[[], str], firms: int = 8
) -> None:
    """Publish it: every firm asks for all four agencies."""
    engine = open_database(url)
    with writing(engine) as session:
        fair = add_fair(session, slots=5, walk_in_reserve=20)
        agencies = [
            add_agency(session, fair, f"A{number}", at=(10 * number, 0)) for number in range(1, 5)
        ]
        for number in range(1, firms + 1):
            add_interests(session, add_firm(session, fair, f"F{number}"), *agencies)
    solve_fair(engine, None, seconds=5, workers=1, clock=clock, new_uid=new_uid)
    with writing(engine) as session:
        publish(session, session.scalars(select(Fair)).one(), clock=clock)
    engine.dispose()
