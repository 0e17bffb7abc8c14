"""Seats that are free are offered to those who wait, each to one firm at a time, in fair order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.db import reading, writing
from fairmatch.models import (
    ActKind,
    Agency,
    Fair,
    OfferAnswer,
    SeatOffer,
    Waiting,
    WaitingState,
)
from fairmatch.waiting.errors import NobodyToCall
from fairmatch.waiting.floor import Floor, Seat, Time
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.telling import post_offer

NewUid = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done with lists and offers as things stand.

    Attributes
    ----------
    closed
        Who waits in vain: another day has begun, or the booth sees nobody any more today.
    over
        Open offers that have expired, or whose seat is gone, with the answer that says so.
    given
        Whom to offer which seat.
    """

    closed: tuple[Waiting, ...]
    over: tuple[tuple[SeatOffer, OfferAnswer], ...]
    given: tuple[tuple[Waiting, Seat], ...]

    def __bool__(self) -> bool:
        return bool(self.closed or self.over or self.given)


def due_offers(floor: Floor) -> Due:
    """Give what is to be done with the lists and offers of a day."""
    gone = tuple(
        entry
        for entry in floor.stale
        if entry.date != floor.today
    )  # fmt: skip
    closed = tuple(entry for entry in floor.entries if floor.closed(entry.agency_id))
    over = tuple(_over(floor))
    ended = {offer.id for offer, _ in over} | {
        offer.id for entry in closed for offer in entry.offers
    }
    given = tuple(_given(floor, ended, {entry.id for entry in closed}))
    return Due(gone + closed, over, given)


ENDS = {
    OfferAnswer.EXPIRED: ActKind.OFFER_EXPIRED,
    OfferAnswer.WITHDRAWN: ActKind.OFFER_WITHDRAWN,
}
"""How an offer that ended without an answer stands in the record."""


def make_offers(session: Session, fair: Fair, *, now: datetime, new_uid: NewUid) -> list[SeatOffer]:
    """Offer every seat that can be offered now, end what is over, and give the new offers.

    To be called after whatever may free a seat, and every while. Twice is as good as once, and of
    any number at once one does it: the fair's row is locked to the end of the caller's
    transaction. Whoever is offered a seat and has a mail address is written to.
    """
    fair = take_fair(session, fair.id)
    by = By(None, now)
    due = due_offers(read_floor(session, fair, now))
    for offer, answer in due.over:
        end_offer(session, fair, offer, answer, by)
    for entry in due.closed:
        entry.state, entry.ended_at = WaitingState.CLOSED, now
        for offer in entry.offers:
            if offer.answer is OfferAnswer.OPEN:
                offer.answer, offer.answered_at = OfferAnswer.WITHDRAWN, now
        record(session, fair, by, ActKind.LIST_CLOSED, firm=entry.firm, agency=entry.agency)
    # What has ended leaves its seat before somebody else is offered it.
    session.flush()
    made = [_offer(session, fair, entry, seat, by=by, new_uid=new_uid) for entry, seat in due.given]
    session.flush()
    return made


def offers_fall_due(engine: Engine, *, now: datetime, new_uid: NewUid) -> int:
    """Make the offers of all fairs where somebody waits; give how many.

    By any number of servers at once. Where there is nothing to do, nothing is written.
    """
    with reading(engine) as session:
        waiting = select(Waiting.fair_id).where(Waiting.state == WaitingState.WAITING).distinct()
        fairs = session.scalars(select(Fair).where(Fair.id.in_(waiting)).order_by(Fair.id))
        due = [fair.id for fair in fairs if due_offers(read_floor(session, fair, now))]
    made = 0
    for fair_id in due:
        with writing(engine) as session:
            fair = take_fair(session, fair_id)
            made += len(make_offers(session, fair, now=now, new_uid=new_uid))
    return made


def call_next(session: Session, agency: Agency, *, by: By, new_uid: NewUid) -> SeatOffer:
    """Offer a seat of this or the next slot to the first on the booth's list who can take it.

    An officer who has time does not wait until the seats kept for walk-ins open.

    Raises
    ------
    NobodyToCall
        If no seat is free now that somebody on the list could take.
    """
    fair = take_fair(session, agency.fair_id)
    make_offers(session, fair, now=by.now, new_uid=new_uid)
    floor = read_floor(session, fair, by.now)
    waiting = _Waiting(floor, set(), set())
    soon = by.now + timedelta(minutes=floor.settings.slot_minutes)
    for time in floor.times:
        now = floor.usable(time) and time.starts_at <= soon
        for seat in _seats(floor, agency.id, time, set()) if now else ():
            entry = waiting.first_for(seat)
            if entry is not None:
                offer = _offer(session, fair, entry, seat, by=by, new_uid=new_uid)
                session.flush()
                return offer
    raise NobodyToCall(agency.code)


class _Waiting:
    """Who can still be offered something; nobody is offered two seats at a time."""

    def __init__(self, floor: Floor, ended: set[int], closed: set[int]) -> None:
        self._floor = floor
        self._closed = closed
        self._busy = {one.waiting.firm_id for one in floor.offers if one.id not in ended}

    def first_for(self, seat: Seat) -> Waiting | None:
        """Give who comes first for a seat and could take it; it is thought to be offered it."""
        for entry in self._floor.lists.get(seat.agency_id, ()):
            # A seat that somebody was offered before is not offered to them again.
            known = any(one.starts_at == seat.time.starts_at for one in entry.offers)
            if (
                entry.id not in self._closed
                and entry.firm_id not in self._busy
                and not known
                and self._floor.could_sit(entry.firm, seat.agency_id, seat.time)
            ):
                self._busy.add(entry.firm_id)
                return entry
        return None


def _over(floor: Floor) -> Iterator[tuple[SeatOffer, OfferAnswer]]:
    for offer in floor.offers:
        entry = offer.waiting
        if offer.expires_at <= floor.now:
            yield offer, OfferAnswer.EXPIRED
        elif not still_there(floor, offer) or floor.quota_left(entry.firm) < 1:
            yield offer, OfferAnswer.WITHDRAWN
    for entry in floor.stale:
        for offer in entry.offers:
            if offer.answer is OfferAnswer.OPEN:
                yield offer, OfferAnswer.WITHDRAWN


def still_there(floor: Floor, offer: SeatOffer) -> bool:
    """Tell whether the firm could still sit down on the seat that it was offered."""
    entry = offer.waiting
    return any(
        time.starts_at == offer.starts_at
        and offer.table in floor.free_tables(entry.agency_id, time)
        and floor.could_sit(entry.firm, entry.agency_id, time)
        for time in floor.times
    )


def _given(floor: Floor, ended: set[int], closed: set[int]) -> Iterator[tuple[Waiting, Seat]]:
    waiting = _Waiting(floor, ended, closed)
    opens = floor.now + timedelta(minutes=floor.fair.reserve_opens_minutes)
    open_ones = [one for one in floor.offers if one.id not in ended and one.starts_at > opens]
    beyond = {
        key: floor.beyond_reserve(key)
        - sum(one.waiting.agency_id == key for one in open_ones)
        for key in floor.lists
    }  # fmt: skip
    for time in floor.times:
        if not floor.usable(time):
            continue
        for agency_id in floor.lists:
            for seat in _seats(floor, agency_id, time, ended):
                early = time.starts_at > opens
                if early and beyond[agency_id] < 1:
                    break
                entry = waiting.first_for(seat)
                if entry is None:
                    break
                beyond[agency_id] -= early
                yield entry, seat


def _seats(floor: Floor, agency_id: int, time: Time, ended: set[int]) -> Iterator[Seat]:
    """Give the seats of a booth in a slot that nobody has and nobody is offered."""
    offered = floor.offered_tables(agency_id, time, but=ended)
    for table in floor.free_tables(agency_id, time):
        if table not in offered:
            yield Seat(agency_id, time, table)


def _offer(
    session: Session, fair: Fair, entry: Waiting, seat: Seat, *, by: By, new_uid: NewUid
) -> SeatOffer:
    offer = SeatOffer(
        fair_id=fair.id,
        waiting=entry,
        booth_code=entry.agency.booth.code,
        table=seat.table,
        starts_at=seat.time.starts_at,
        ends_at=seat.time.ends_at,
        made_at=by.now,
        expires_at=min(by.now + timedelta(minutes=fair.offer_minutes), seat.time.sit_by),
    )
    session.add(offer)
    session.flush()
    record(
        session,
        fair,
        by,
        ActKind.SEAT_OFFERED,
        firm=entry.firm,
        agency=entry.agency,
        starts_at=offer.starts_at.isoformat(),
        table=offer.table,
    )
    post_offer(session, offer, now=by.now, uid=new_uid())
    return offer


def end_offer(session: Session, fair: Fair, offer: SeatOffer, answer: OfferAnswer, by: By) -> None:
    """Note how an offer ended, and record it."""
    offer.answer, offer.answered_at = answer, by.now
    entry = offer.waiting
    record(
        session,
        fair,
        by,
        ENDS.get(answer, ActKind.OFFER_ANSWERED),
        firm=entry.firm,
        agency=entry.agency,
        answer=answer.value,
        starts_at=offer.starts_at.isoformat(),
    )
    session.flush()
