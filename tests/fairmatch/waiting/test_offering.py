"""Which seats are offered, when, to whom, and what ends an offer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.db import open_database, writing
from fairmatch.fairday.claims import claim
from fairmatch.models import (
    Act,
    Arrival,
    BoothHours,
    ClaimKind,
    Consultation,
    Fair,
    FirmHours,
    Mail,
    MailKind,
    OfferAnswer,
    SeatOffer,
    Side,
    Waiting,
    WaitingOrder,
    WaitingState,
)
from fairmatch.waiting.answering import accept
from fairmatch.waiting.errors import NobodyToCall
from fairmatch.waiting.offering import call_next, make_offers, offers_fall_due
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

FULL_A1: Held = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 3}
"""A1 is free in slots 2, 4 and 5: 40, 80 and 100 minutes after the opening."""


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


def _again(session: Session, fair: Fair, minutes: float) -> list[SeatOffer]:
    return make_offers(session, fair, now=at(minutes), new_uid=new_uid)


def test_seats_kept_for_walk_ins_open_some_time_before_they_begin(session: Session) -> None:
    hall(session, FULL_A1, settings={"walk_in_reserve": 50})
    waits(session, "W10", "A1", minutes=-5)
    assert open_offers(session) == {}
    waits(session, "W20", "A1", minutes=0)
    assert open_offers(session) == {"W10": ("B1", 40)}


def test_seats_that_nobody_keeps_are_offered_at_once(session: Session) -> None:
    hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 2}, slots=5)
    waits(session, "W10", "A1", minutes=-20)
    assert open_offers(session) == {"W10": ("B1", 60)}


def test_a_walk_in_who_was_given_a_kept_seat_leaves_the_others_as_they_were(
    session: Session,
) -> None:
    fair = hall(session, FULL_A1, settings={"walk_in_reserve": 40})
    # Of six seats three are kept; nothing is beyond them.
    waits(session, "W10", "A1", "A2", minutes=-20)
    waits(session, "W20", "A1", minutes=-19)
    assert open_offers(session) == {"W10": ("B2", 0)}
    assert _again(session, fair, -18) == []


def test_whoever_asked_first_is_offered_first(session: Session) -> None:
    hall(session, FULL_A1)
    waits(session, "W20", "A1", minutes=1)
    waits(session, "W10", "A1", minutes=2)
    assert open_offers(session) == {"W20": ("B1", 40), "W10": ("B1", 80)}


def test_whoever_has_fewest_consultations_may_come_first(session: Session) -> None:
    settings: dict[str, Any] = {"waiting_order": WaitingOrder.FEWEST}
    fair = hall(session, {("F1", "A1"): 1, ("F2", "A2"): 5}, slots=6, settings=settings)
    booth = agency_of(session, "A2").booth
    booth.hours = [BoothHours(date=FIRST_DAY, opens=time(11, 0), closes=time(12, 0))]
    session.flush()
    fair.reserve_opens_minutes = 0
    fair.walk_in_reserve = 90
    waits(session, "F1", "A2", minutes=1)
    waits(session, "W10", "A2", minutes=2)
    assert open_offers(session) == {}
    _again(session, fair, 60)
    assert open_offers(session) == {"W10": ("B2", 60)}


def test_a_firm_is_offered_one_seat_at_a_time(session: Session) -> None:
    hall(session, FULL_A1)
    waits(session, "W10", "A1", "A2")
    assert len(open_offers(session)) == 1


def test_a_seat_is_offered_to_one_firm_at_a_time(session: Session) -> None:
    hall(session, FULL_A1 | {("F1", "A2"): 2}, slots=4)
    waits(session, "W10", "A1")
    waits(session, "W20", "A1")
    assert open_offers(session) == {"W10": ("B1", 40)}


def test_making_offers_again_changes_nothing(session: Session) -> None:
    fair = hall(session, FULL_A1)
    waits(session, "W10", "A1")
    acts = session.scalar(select(func.count()).select_from(Act))
    assert _again(session, fair, 1) == []
    assert session.scalar(select(func.count()).select_from(Act)) == acts


def test_an_offer_that_nobody_answers_goes_to_the_next(session: Session) -> None:
    fair = hall(session, FULL_A1, slots=4)
    waits(session, "W10", "A1")
    waits(session, "W20", "A1", minutes=1)
    _again(session, fair, 4.9)
    assert open_offers(session) == {"W10": ("B1", 40)}
    _again(session, fair, 5)
    assert open_offers(session) == {"W20": ("B1", 40)}


def test_whoever_did_not_answer_goes_behind_those_who_have_not_been_asked(
    session: Session,
) -> None:
    fair = hall(session, FULL_A1, slots=5)
    waits(session, "W10", "A1", minutes=38)
    waits(session, "W20", "A1", minutes=38)
    assert open_offers(session) == {"W10": ("B1", 40), "W20": ("B1", 80)}
    waits(session, "W30", "A1", minutes=39)
    _again(session, fair, 43)
    # Both went behind W30, and neither is offered again what it has let pass.
    assert open_offers(session) == {"W30": ("B1", 40), "W10": ("B1", 80)}


def test_an_empty_seat_is_offered_while_half_of_its_slot_is_left(session: Session) -> None:
    hall(session, FULL_A1, slots=4)
    waits(session, "W10", "A1", minutes=47)
    offer = offer_to(session, "W10")
    assert (offer.starts_at, offer.expires_at) == (at(40), at(50))


def test_later_there_is_nothing_to_offer(session: Session) -> None:
    hall(session, FULL_A1, slots=4)
    waits(session, "W10", "A1", minutes=49)
    assert open_offers(session) == {}


def test_nobody_is_offered_a_seat_while_elsewhere(session: Session) -> None:
    hall(session, FULL_A1 | {("F1", "A2"): 2}, slots=4)
    waits(session, "F1", "A1")
    assert open_offers(session) == {}


def test_nobody_is_offered_a_seat_that_cannot_be_reached(session: Session) -> None:
    # 1,200 metres are 20 minutes, 3 of which fit into the slots: 40 are between slots 1 and 4.
    hall(session, {("F2", "A1"): 0, ("F1", "A2"): 1}, slots=5, far=True)
    waits(session, "F1", "A1")
    assert open_offers(session) == {"F1": ("B1", 60)}


def test_nobody_is_offered_more_than_a_firm_may_have(session: Session) -> None:
    hall(session, {("F1", "A1"): 0}, settings={"firm_quota": 1})
    joined = waits(session, "F1", "A2")
    assert [type(error).__name__ for _, error in joined.refused] == ["QuotaReached"]


def test_nobody_is_offered_a_seat_outside_the_hours_of_either(session: Session) -> None:
    fair = hall(session, {}, slots=6)
    booth, firm = agency_of(session, "A1").booth, firm_of(session, "W10")
    booth.hours = [BoothHours(date=FIRST_DAY, opens=time(10, 20), closes=time(12, 0))]
    firm.hours = [FirmHours(date=FIRST_DAY, comes=time(10, 40), leaves=time(12, 0))]
    session.flush()
    waits(session, "W10", "A1", minutes=-30)
    assert open_offers(session) == {"W10": ("B1", 40)}
    assert fair.waiting_order is WaitingOrder.ORDER


def test_an_offer_is_withdrawn_when_its_booth_closes_and_the_list_with_it(
    session: Session,
) -> None:
    fair = hall(session, FULL_A1)
    waits(session, "W10", "A1", minutes=10)
    booth = agency_of(session, "A1").booth
    booth.hours = [BoothHours(date=FIRST_DAY, opens=time(10, 0), closes=time(10, 20))]
    session.flush()
    _again(session, fair, 12)
    assert session.scalars(select(SeatOffer.answer)).all() == [OfferAnswer.WITHDRAWN]
    assert session.scalars(select(Waiting.state)).all() == [WaitingState.CLOSED]


def test_a_firm_or_an_officer_that_left_is_offered_and_offers_nothing(session: Session) -> None:
    fair = hall(session, {})
    waits(session, "W10", "A1", minutes=10)
    waits(session, "W20", "A2", minutes=10)
    for gone in (
        {"firm_id": firm_of(session, "W10").id},
        {"agency_id": agency_of(session, "A2").id},
    ):
        session.add(Arrival(fair_id=fair.id, date=FIRST_DAY, at=at(0), left_at=at(11), **gone))
    _again(session, fair, 11)
    assert open_offers(session) == {}
    assert set(session.scalars(select(Waiting.state))) == {WaitingState.WAITING}


def test_the_seat_of_a_firm_that_did_not_come_is_offered_until_half_of_the_slot_is_left(
    session: Session,
) -> None:
    fair = hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 2}, slots=3)
    waits(session, "W10", "A1", minutes=21)
    assert open_offers(session) == {}
    late = session.scalars(select(Consultation).where(Consultation.uid.endswith("F2-A1"))).one()
    claim(session, fair, late, Side.AGENCY, ClaimKind.FIRM_MISSING, starts_at=at(20), by=by(26))
    _again(session, fair, 26)
    assert open_offers(session) == {"W10": ("B1", 20)}
    ended = accept(session, offer_to(session, "W10"), by=by(29), new_uid=new_uid)
    assert ended.answer is OfferAnswer.ACCEPTED
    assert late.missed_at == at(29)


def test_a_firm_that_comes_after_all_has_its_seat(session: Session) -> None:
    fair = hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 2}, slots=3)
    waits(session, "W10", "A1", minutes=21)
    late = session.scalars(select(Consultation).where(Consultation.uid.endswith("F2-A1"))).one()
    claim(session, fair, late, Side.AGENCY, ClaimKind.FIRM_MISSING, starts_at=at(20), by=by(26))
    _again(session, fair, 26)
    offer = offer_to(session, "W10")
    claim(session, fair, late, Side.AGENCY, ClaimKind.BEGUN, starts_at=at(20), by=by(27))
    assert accept(session, offer, by=by(28), new_uid=new_uid).answer is OfferAnswer.WITHDRAWN


def test_who_still_waits_in_the_evening_waits_no_more_on_the_next_day(session: Session) -> None:
    fair = hall(session, FULL_A1)
    waits(session, "W10", "A1")
    _again(session, fair, 6)
    _again(session, fair, 24 * 60)
    assert session.scalars(select(Waiting.state)).all() == [WaitingState.CLOSED]


def test_a_firm_with_an_address_is_written_to(session: Session) -> None:
    hall(session, FULL_A1, slots=4)
    firm_of(session, "W20").email = ""
    waits(session, "W20", "A1")
    waits(session, "W10", "A2")
    mails = session.scalars(select(Mail).where(Mail.kind == MailKind.OFFER)).all()
    assert [mail.recipient for mail in mails] == ["w10@example.com"]


def test_an_officer_with_time_calls_the_next_before_kept_seats_open(session: Session) -> None:
    settings: dict[str, Any] = {"reserve_opens_minutes": 0, "walk_in_reserve": 50}
    hall(session, FULL_A1, settings=settings)
    waits(session, "W10", "A1", minutes=25)
    assert open_offers(session) == {}
    call_next(session, agency_of(session, "A1"), by=by(26), new_uid=new_uid)
    assert open_offers(session) == {"W10": ("B1", 40)}
    with pytest.raises(NobodyToCall):
        call_next(session, agency_of(session, "A1"), by=by(26), new_uid=new_uid)


def test_servers_that_look_at_the_same_moment_offer_a_seat_once(
    engine: Engine, database_url: str
) -> None:
    with writing(engine) as session:
        hall(
            session, FULL_A1, slots=4, settings={"reserve_opens_minutes": 10, "walk_in_reserve": 25}
        )
        for number in (1, 2, 3):
            waits(session, f"W{number}0", "A1", minutes=number)
    together = Barrier(4)

    def look(_: int) -> int:
        own = open_database(database_url)
        together.wait()
        made = offers_fall_due(own, now=at(35), new_uid=new_uid)
        own.dispose()
        return made

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(look, range(4))) == [0, 0, 0, 1]
    with writing(engine) as session:
        assert open_offers(session) == {"W10": ("B1", 40)}
        assert offers_fall_due(engine, now=at(36), new_uid=new_uid) == 0
