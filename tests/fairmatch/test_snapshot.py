from datetime import date

from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.models import MarkKind
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)


def test_a_snapshot_holds_one_fair_in_the_order_of_time_and_code(engine: Engine) -> None:
    with writing(engine) as session:
        other = add_fair(session, "other")
        add_interests(session, add_firm(session, other, "F0"), add_agency(session, other, "A0"))
        fair = add_fair(session, days=2, slots=2)
        far, near = add_agency(session, fair, "A2"), add_agency(session, fair, "A1")
        two, one = add_firm(session, fair, "F2"), add_firm(session, fair, "F1")
        add_interests(session, two, far, near)
        add_mark(session, near, one, MarkKind.LIKE)
        slots = slots_of(session, fair)
        add_pin(session, one, far, slots[3])
        slots[0].position, slots[3].position = 3, 0
        session.flush()
        snapshot = read_snapshot(session, fair)
        assert [snapshot.slot_ids[slot] for slot in snapshot.slots] == [slot.id for slot in slots]
        assert snapshot.dates == (date(2015, 10, 29), date(2015, 10, 30))
        assert [firm.code for firm in snapshot.firms.values()] == ["F1", "F2"]
        assert [agency.code for agency in snapshot.agencies.values()] == ["A1", "A2"]
        assert snapshot.wanted() == [(one.id, far.id), (two.id, near.id), (two.id, far.id)]
        assert snapshot.marks == {(one.id, near.id): MarkKind.LIKE}
