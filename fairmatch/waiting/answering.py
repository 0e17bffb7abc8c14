"""An offered seat is taken or passed; whoever takes it is in the next version of the timetable."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, take_fair
from fairmatch.errors import FairMatchError
from fairmatch.hours import local_date
from fairmatch.models import Act, Fair, Firm, OfferAnswer, SeatOffer, WaitingState
from fairmatch.publishing import Amendment, Spot, amend
from fairmatch.requests.wishes import add_wish, find_wish
from fairmatch.waiting.errors import NoSuchOffer
from fairmatch.waiting.floor import Floor
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.offering import end_offer, make_offers, still_there

NewUid = Callable[[], str]


def find_offer(session: Session, firm: Firm, offer_id: int) -> SeatOffer:
    """Give an offer made to a firm.

    Raises
    ------
    NoSuchOffer
        If there is none, or it was made to somebody else.
    """
    offer = session.get(SeatOffer, offer_id)
    if offer is None or offer.waiting.firm_id != firm.id:
        raise NoSuchOffer
    return offer


def accept(session: Session, offer: SeatOffer, *, by: By, new_uid: NewUid) -> SeatOffer:
    """Take an offered seat, and give the offer with how it ended.

    It is ``accepted`` if the firm sits there in the next version of the timetable, published in
    the caller's transaction. If time was up it has ``expired``; if the seat was gone meanwhile,
    or a rule of the fair forbids it by now, it is ``withdrawn``. The firm keeps its place then.
    The same form sent twice is one answer. Seats that are free by now are offered on.
    """
    fair = _begin(session, offer, by)
    if fair is None or offer.answer is not OfferAnswer.OPEN:
        return offer
    if offer.expires_at <= by.now:
        end_offer(session, fair, offer, OfferAnswer.EXPIRED, by)
    elif _seated(session, fair, offer, by, new_uid):
        entry = offer.waiting
        entry.state, entry.ended_at = WaitingState.SEATED, by.now
        end_offer(session, fair, offer, OfferAnswer.ACCEPTED, by)
    else:
        end_offer(session, fair, offer, OfferAnswer.WITHDRAWN, by)
    make_offers(session, fair, now=by.now, new_uid=new_uid)
    return offer


def decline(session: Session, offer: SeatOffer, *, by: By, new_uid: NewUid) -> SeatOffer:
    """Pass an offered seat on to whoever is next, and give the offer with how it ended.

    The firm keeps its place on the list, and is not offered the same seat again.
    """
    fair = _begin(session, offer, by)
    if fair is None or offer.answer is not OfferAnswer.OPEN:
        return offer
    late = offer.expires_at <= by.now
    end_offer(session, fair, offer, OfferAnswer.EXPIRED if late else OfferAnswer.PASSED, by)
    make_offers(session, fair, now=by.now, new_uid=new_uid)
    return offer


def _begin(session: Session, offer: SeatOffer, by: By) -> Fair | None:
    """Take the fair and look at the offer anew; None if this very form has done its work."""
    fair = take_fair(session, offer.fair_id)
    session.refresh(offer)
    session.refresh(offer.waiting)
    done = select(Act.id).where(Act.fair_id == fair.id, Act.key == by.key)
    return None if by.key and session.scalar(done) else fair


def _seated(session: Session, fair: Fair, offer: SeatOffer, by: By, new_uid: NewUid) -> bool:
    """Publish the timetable anew with the firm on the seat; tell whether that could be."""
    floor = read_floor(session, fair, by.now)
    entry = next((one for one in floor.entries if one.id == offer.waiting_id), None)
    if entry is None or not still_there(floor, offer):
        return False
    pair = entry.firm_id, entry.agency_id
    spot = Spot(offer.starts_at, offer.ends_at, offer.table)
    try:
        with session.begin_nested():
            wish = find_wish(session, entry.firm, entry.agency) or add_wish(
                session, entry.firm, entry.agency, entry.plan_item, entry.purpose, by=by
            )
            wish.walk_in_on = local_date(offer.starts_at, floor.zone)
            fair.revision += 1
            session.flush()
            amend(
                session,
                fair,
                Amendment(seated={pair: spot}, missed=_makes_room(floor, offer)),
                clock=lambda: by.now,
                by=by,
                new_uid=new_uid,
            )
    except FairMatchError:
        session.refresh(fair)
        return False
    return True


def _makes_room(floor: Floor, offer: SeatOffer) -> frozenset[int]:
    """Give the consultation that nobody came to and that stands where the firm will sit."""
    return frozenset(
        one.consultation_id
        for one in floor.taken
        if one.consultation_id in floor.missing
        and one.booth_code == offer.booth_code
        and one.table == offer.table
        and one.starts_at < offer.ends_at
        and offer.starts_at < one.ends_at
    )
