"""Taking and passing offered seats: a new version of the timetable, or the place in the list."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import open_database, writing
from fairmatch.models import (
    Act,
    ActKind,
    Fair,
    Firm,
    Interest,
    Mark,
    MarkKind,
    OfferAnswer,
    SeatOffer,
    Timetable,
    Waiting,
    WaitingState,
)
from fairmatch.publishing import Amendment, Spot, amend
from fairmatch.schedules import firm_schedule, latest_published
from fairmatch.waiting.answering import accept, decline, find_offer
from fairmatch.waiting.errors import NoSuchOffer
from tests.fairmatch.fair_rows import FIRST_DAY
from tests.fairmatch.waiting.hall import (
    Held,
    agency_of,
    at,
    by,
    firm_of,
    hall,
    new_uid,
    offer_to,
    open_offers,
    waits,
)

HELD: Held = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 3}
"""Of four slots A1 has one free, 40 minutes after the opening."""


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    fair = hall(session, HELD, slots=4, settings={"walk_in_reserve": 25})
    waits(session, "W10", "A1", minutes=0)
    waits(session, "W20", "A1", minutes=1)
    return fair


def _versions(session: Session) -> int:
    return session.scalar(select(func.max(Timetable.number))) or 0


def _state(session: Session, firm: str) -> WaitingState:
    return session.scalars(select(Waiting.state).join(Firm).where(Firm.code == firm)).one()


def test_whoever_takes_a_seat_has_it_in_the_next_version(session: Session, fair: Fair) -> None:
    ended = accept(session, offer_to(session, "W10"), by=by(2), new_uid=new_uid)
    assert ended.answer is OfferAnswer.ACCEPTED
    assert _state(session, "W10") is WaitingState.SEATED
    (held,) = firm_schedule(session, firm_of(session, "W10"))
    assert (held.booth, held.table, held.starts_at, held.cancelled) == ("B1", 1, at(40), False)
    version = latest_published(session, fair)
    assert version is not None
    assert version.number == 2
    assert check_timetable(session, version) == []


def test_a_kept_seat_is_used_up_on_the_day_it_was_given(session: Session, fair: Fair) -> None:
    accept(session, offer_to(session, "W10"), by=by(2), new_uid=new_uid)
    wish = session.scalars(select(Interest).where(Interest.walk_in_on.is_not(None))).one()
    assert (wish.firm_id, wish.walk_in_on) == (firm_of(session, "W10").id, FIRST_DAY)


def test_whoever_passes_keeps_the_place_and_the_next_is_asked(session: Session, fair: Fair) -> None:
    ended = decline(session, offer_to(session, "W10"), by=by(2), new_uid=new_uid)
    assert ended.answer is OfferAnswer.PASSED
    assert _state(session, "W10") is WaitingState.WAITING
    assert open_offers(session) == {"W20": ("B1", 40)}
    assert _versions(session) == 1


def test_an_answer_after_its_time_is_none(session: Session, fair: Fair) -> None:
    offer = offer_to(session, "W10")
    assert accept(session, offer, by=by(5), new_uid=new_uid).answer is OfferAnswer.EXPIRED
    assert open_offers(session) == {"W20": ("B1", 40)}
    # Whoever passes too late has not passed either; and nothing more comes of it.
    assert decline(session, offer, by=by(6), new_uid=new_uid).answer is OfferAnswer.EXPIRED
    assert _versions(session) == 1
    kinds = session.scalars(select(Act.kind)).all()
    assert ActKind.OFFER_EXPIRED in kinds
    assert ActKind.OFFER_ANSWERED not in kinds


def test_a_seat_that_is_gone_meanwhile_is_told_and_the_place_is_kept(
    session: Session, fair: Fair
) -> None:
    offer = offer_to(session, "W10")
    other = firm_of(session, "W30").id, agency_of(session, "A1").id
    session.add(
        Interest(
            fair_id=fair.id, firm_id=other[0], agency_id=other[1], rank=1, walk_in_on=FIRST_DAY
        )
    )
    session.flush()
    taken = Amendment(seated={other: Spot(at(40), at(60), 1)})
    amend(session, fair, taken, clock=lambda: at(1), new_uid=new_uid)
    ended = accept(session, offer, by=by(2), new_uid=new_uid)
    assert ended.answer is OfferAnswer.WITHDRAWN
    assert _state(session, "W10") is WaitingState.WAITING
    assert firm_schedule(session, firm_of(session, "W10")) == []


def test_a_rule_that_forbids_it_by_now_leaves_nothing_behind(session: Session, fair: Fair) -> None:
    offer = offer_to(session, "W10")
    firm, agency = firm_of(session, "W10"), agency_of(session, "A1")
    session.add(Mark(fair_id=fair.id, agency_id=agency.id, firm_id=firm.id, kind=MarkKind.NO))
    session.flush()
    revision = fair.revision
    ended = accept(session, offer, by=by(2), new_uid=new_uid)
    assert ended.answer is OfferAnswer.WITHDRAWN
    assert session.scalars(select(Interest).where(Interest.firm_id == firm.id)).all() == []
    assert (_versions(session), fair.revision) == (1, revision)


def test_a_form_that_comes_twice_is_one_answer(session: Session, fair: Fair) -> None:
    offer = offer_to(session, "W10")
    for _ in range(2):
        assert accept(session, offer, by=by(2, "form"), new_uid=new_uid).answer == "accepted"
    assert _versions(session) == 2
    assert len(session.scalars(select(Act).where(Act.key == "form")).all()) == 1


def test_nobody_answers_for_somebody_else(session: Session, fair: Fair) -> None:
    offer = offer_to(session, "W10")
    assert find_offer(session, firm_of(session, "W10"), offer.id) is offer
    for number in (offer.id, 999):
        with pytest.raises(NoSuchOffer):
            find_offer(session, firm_of(session, "W20"), number)


def test_a_firm_may_take_a_slot_under_way_until_half_of_it_is_left(session: Session) -> None:
    hall(session, HELD, slots=4, settings={"walk_in_reserve": 25})
    waits(session, "W10", "A1", minutes=46)
    ended = accept(session, offer_to(session, "W10"), by=by(49), new_uid=new_uid)
    assert ended.answer is OfferAnswer.ACCEPTED


def test_two_desks_that_answer_at_once_publish_one_version(
    engine: Engine, database_url: str
) -> None:
    with writing(engine) as session:
        hall(session, HELD, slots=4)
        waits(session, "W10", "A1")
        number = offer_to(session, "W10").id
    together = Barrier(3)

    def answer(desk: int) -> OfferAnswer:
        own = open_database(database_url)
        together.wait()
        with writing(own) as session:
            offer = session.get_one(SeatOffer, number)
            ended = accept(session, offer, by=by(2, f"desk {desk}"), new_uid=new_uid).answer
        own.dispose()
        return ended

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(answer, range(3))) == {OfferAnswer.ACCEPTED}
    with writing(engine) as session:
        assert _versions(session) == 2
