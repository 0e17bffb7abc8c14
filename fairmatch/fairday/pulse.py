"""Whether anything of a fair changed: one cheap look, so that boards and telephones can be live."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from fairmatch.models import Act, Timetable


class Pulse(NamedTuple):
    """What is another as soon as something was published or done.

    Attributes
    ----------
    version
        Number of the latest published version; 0 if there is none.
    act
        Row number of the newest act; 0 if there is none. All acts of a fair take its row first,
        so that a later one never becomes visible before an earlier one.
    """

    version: int
    act: int


def pulse(session: Session, fair_id: int) -> Pulse:
    """Feel the pulse of a fair; a single query of two look-ups in indexes."""
    version, act = session.execute(_looks(), {"fair": fair_id}).one()
    return Pulse(version or 0, act or 0)


@cache
def _looks() -> Select[*tuple[Any, ...]]:
    # Asked twice a second for every fair that somebody watches, so it is put together once.
    version = (
        select(Timetable.number)
        .where(Timetable.fair_id == bindparam("fair"), Timetable.number.is_not(None))
        .order_by(Timetable.number.desc())
        .limit(1)
    )
    act = select(Act.id).where(Act.fair_id == bindparam("fair")).order_by(Act.id.desc()).limit(1)
    return select(version.scalar_subquery(), act.scalar_subquery())
