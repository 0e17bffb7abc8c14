"""What is kept of a firm that waited: handed out to it, and erased with the rest."""

from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Waiting
from fairmatch.privacy import erase_firm, firm_data
from fairmatch.waiting.joining import Wanted, join
from tests.fairmatch.waiting.hall import agency_of, at, by, firm_of, hall, new_uid


def test_a_firm_has_its_waiting_lists_and_its_words_are_erased(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        hall(session, {})
        firm = firm_of(session, "W10")
        wanted = [Wanted(agency_of(session, "A1"))]
        join(session, firm, wanted, by=by(0), new_uid=new_uid, purpose="견적 문의")
        (kept,) = firm_data(session, firm)["waiting"]
        assert (kept["agency"], kept["purpose"], kept["ended"]) == ("A1", "견적 문의", "waiting")
        erase_firm(session, firm, clock=lambda: at(1))
        assert session.scalars(select(Waiting.purpose)).all() == [""]
