"""Lists as all who look share them: another for a firm only where it stands another way."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import object_session

from fairmatch.db import writing
from fairmatch.fairday.arrivals import arrive
from fairmatch.models import Agency, Fair, Firm
from fairmatch.waiting.joining import Wanted, join
from fairmatch.waiting.shared import Waits, read_waits
from tests.fairmatch.waiting.hall import at, by, hall, new_uid

FULL = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 2}


def test_only_those_who_stand_another_way_have_news(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = hall(session, FULL, slots=3)
        firms = {one.code: one for one in session.scalars(select(Firm))}
        agencies = {one.code: one for one in session.scalars(select(Agency))}
        ask = [Wanted(agencies["A1"])]
        join(session, firms["W10"], ask, by=by(1), new_uid=new_uid)
        first = _waits(fair)
        arrive(session, fair, firms["F2"], by=by(2))
        session.flush()
        assert _all(_waits(fair), firms) == _all(first, firms)
        join(session, firms["W20"], ask, by=by(3), new_uid=new_uid)
        second = _waits(fair)
        assert second.of_firm(firms["W10"].id) == first.of_firm(firms["W10"].id)
        assert second.of_firm(firms["W20"].id) != first.of_firm(firms["W20"].id)
        assert second.of_agency(agencies["A1"].id) != first.of_agency(agencies["A1"].id)
        assert second.of_agency(agencies["A2"].id) == first.of_agency(agencies["A2"].id)
        assert second.of_desk() != first.of_desk()


def _waits(fair: Fair) -> Waits:
    session = object_session(fair)
    assert session is not None
    return read_waits(session, fair, at(5))


def _all(waits: Waits, firms: dict[str, Firm]) -> list[object]:
    return [waits.of_firm(one.id) for one in firms.values()]
