"""The day as all who look share it: another for an officer only where it concerns the officer."""

from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.fairday.arrivals import arrive
from fairmatch.fairday.shared import read_shared
from fairmatch.models import ClaimKind, Side
from tests.fairmatch.fairday.fair_of_today import agency_of, at, by, fair_of_today, firm_of, say


def test_an_officer_has_news_of_its_own_firms_and_itself_only(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = fair_of_today(session)
        first, second = agency_of(session, "A1").id, agency_of(session, "A2").id

        def seen() -> tuple[object, object]:
            day = read_shared(session, fair, at(5))
            return day.of_agency(first), day.of_agency(second)

        before = seen()
        assert seen() == before
        arrive(session, fair, agency_of(session, "A1"), by=by(1))
        session.flush()
        here = seen()
        assert here[0] != before[0]
        assert here[1] == before[1]
        say(session, fair, Side.AGENCY, ClaimKind.BEGUN, 2)
        session.flush()
        begun = seen()
        assert begun[0] != here[0]
        assert begun[1] == here[1]
        # F2 sits with both, one after the other.
        arrive(session, fair, firm_of(session, "F2"), by=by(3))
        session.flush()
        assert all(new != old for new, old in zip(seen(), begun, strict=True))
