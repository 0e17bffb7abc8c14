from datetime import date, time

from sqlalchemy import Engine

from fairmatch.availability import Availability
from fairmatch.db import writing
from fairmatch.models import Pin
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests


def test_slots_are_common_where_both_are_there_throughout(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session, days=2)
        firm = add_firm(session, fair, "F1", hours=[(0, "10:10", "11:00"), (1, "10:00", "11:00")])
        agency = add_agency(
            session, fair, "A1", hours=[(0, "10:00", "11:00"), (1, "10:00", "10:30")]
        )
        add_interests(session, firm, agency)
        there = Availability(read_snapshot(session, fair))
        assert there.of_firm(firm.id) == {1, 2, 3, 4, 5}
        assert there.of_agency(agency.id) == {0, 1, 2, 3}
        assert there.in_common((firm.id, agency.id)) == {1, 2, 3}


def test_a_pin_is_in_the_slot_that_starts_when_it_says(engine: Engine) -> None:
    with writing(engine) as session:
        there = Availability(read_snapshot(session, add_fair(session, days=2)))
        assert there.slot_of_pin(Pin(date=date(2015, 10, 30), starts=time(10, 20))) == 4
        assert there.slot_of_pin(Pin(date=date(2015, 10, 30), starts=time(10, 30))) is None
