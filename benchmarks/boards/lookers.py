"""Who looks at the day beside the screens: desks, officers, firms that wait."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.boards.crowd import Screen
from benchmarks.boards.fair import Hall
from fairmatch.acts import By
from fairmatch.db import open_database, reading, writing
from fairmatch.errors import FairMatchError
from fairmatch.models import Agency, Fair, Firm
from fairmatch.practice import SetClock
from fairmatch.rehearsal.line import Line
from fairmatch.rehearsal.visitors import Server, Visitors
from fairmatch.secret import read_secret
from fairmatch.waiting.joining import Wanted, join

DESKS = 3
"""One in so many who look is at the desk; the others are officers and firms that wait."""


def lookers_of(hall: Hall, port: int, folder: Path, number: int) -> Sequence[Screen]:
    """Let firms wait, and give the pages of so many people."""
    engine = open_database(hall.settings.database)
    clock = SetClock(folder / "clock")
    clock.set(datetime.now(UTC))
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        fair_id, day = fair.id, f"/desk/{fair.code}/day"
        waiting = _wait(session, number)
    with reading(engine) as session:
        codes = session.scalars(select(Agency.code).order_by(Agency.code)).all()
    secret = read_secret(hall.settings.secret_file)
    visitors = Visitors(engine, Server(Line(f"http://127.0.0.1:{port}"), clock, secret), fair_id)
    found = []
    for one in range(number):
        if one % DESKS == 0:
            found.append(Screen(day, visitors.browser("desk").cookie))
        elif one % DESKS == 1 or not waiting:
            officer = visitors.token(f"agency:{codes[one % len(codes)]}")
            found.append(Screen(f"/my/{officer}/today"))
        else:
            firm = visitors.token(f"firm:{waiting[one % len(waiting)]}")
            found.append(Screen(f"/my/{firm}/waiting"))
    engine.dispose()
    return found


def _wait(session: Session, number: int) -> list[str]:
    """Put firms on lists of booths that they have nothing to do with; give their codes."""
    agencies = session.scalars(select(Agency).order_by(Agency.code)).all()
    firms = session.scalars(select(Firm).order_by(Firm.code.desc()).limit(number)).all()
    waiting = []
    for place, firm in enumerate(firms):
        wanted = [Wanted(agencies[(place + step) % len(agencies)]) for step in (0, 7)]
        by = By(None, datetime.now(UTC), on_behalf=True)
        try:
            if join(session, firm, wanted, by=by, new_uid=lambda: uuid4().hex).entries:
                waiting.append(firm.code)
        except FairMatchError:
            continue
    return waiting
