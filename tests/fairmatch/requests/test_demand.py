from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Booth, Fair, MarkKind
from fairmatch.requests.answering import mark
from fairmatch.requests.asking import ask
from fairmatch.requests.demand import Seats, demand_of, seats_of
from tests.fairmatch.fair_rows import add_agency, add_pin, slots_of
from tests.fairmatch.requests.steps import agency_of, by, firm_of


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def test_seats_are_tables_in_slots_less_what_is_kept_for_walk_ins(session: Session) -> None:
    fair = _fair(session)
    assert seats_of(session, fair, agency_of(session)) == Seats(12, 12)
    fair.walk_in_reserve = 15
    assert seats_of(session, fair, agency_of(session)) == Seats(12, 10)
    late = add_agency(session, fair, "A9", hours=[(0, "11:00", "12:00")])
    assert (seats_of(session, fair, late), seats_of(session, fair, late).kept) == (Seats(3, 2), 1)


def test_an_agency_without_a_booth_has_no_seats(session: Session) -> None:
    agency = agency_of(session)
    session.delete(session.scalars(select(Booth).where(Booth.agency_id == agency.id)).one())
    session.flush()
    assert seats_of(session, _fair(session), agency) == Seats(0, 0)


def test_who_asked_is_counted_by_answer(session: Session) -> None:
    agency = agency_of(session)
    for code in ("F1", "F2"):
        ask(session, firm_of(session, code), agency, by=by())
    mark(session, agency, firm_of(session), MarkKind.MUST, by=by())
    demand = demand_of(session, _fair(session), agency)
    assert (demand.asked, demand.answered, demand.waiting) == (2, {MarkKind.MUST: 1}, 1)
    assert (demand.musts, demand.too_many_musts, demand.into_the_reserve) == (1, False, False)


def test_more_musts_than_seats_are_noticed(session: Session) -> None:
    fair, agency = _fair(session), agency_of(session)
    session.scalars(select(Booth).where(Booth.agency_id == agency.id)).one().tables = 1
    firms = [firm_of(session, code) for code in ("F1", "F2")]
    add_pin(session, firms[0], agency, slots_of(session, fair)[0])
    ask(session, firms[1], agency, by=by())
    mark(session, agency, firms[1], MarkKind.MUST, by=by())
    fair.walk_in_reserve = 80
    demand = demand_of(session, fair, agency)
    assert (demand.arranged, demand.musts, demand.seats) == (1, 2, Seats(6, 1))
    assert (demand.into_the_reserve, demand.too_many_musts) == (True, False)
    for slot in slots_of(session, fair)[1:]:
        session.delete(slot)
    session.flush()
    demand = demand_of(session, fair, agency)
    assert (demand.into_the_reserve, demand.too_many_musts) == (False, True)


def test_a_firm_that_withdrew_from_the_fair_is_not_counted(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by())
    add_pin(session, firm, agency, slots_of(session, _fair(session))[0])
    firm.withdrawn_at = by().now
    session.flush()
    demand = demand_of(session, _fair(session), agency)
    assert (demand.asked, demand.arranged, demand.musts) == (0, 0, 0)
