"""A firm joins the waiting lists of booths, and leaves them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.errors import FairMatchError
from fairmatch.hours import firm_hours
from fairmatch.models import (
    Act,
    ActKind,
    Agency,
    Fair,
    Firm,
    FirmHours,
    Mark,
    MarkKind,
    OfferAnswer,
    PlanItem,
    Waiting,
    WaitingState,
)
from fairmatch.requests.refusals import NotThere
from fairmatch.requests.texts import text_of
from fairmatch.requests.wishes import find_item
from fairmatch.waiting.errors import (
    AlreadyMeets,
    ListClosed,
    NotOpenToFirm,
    NotToday,
    NotWaiting,
    QuotaReached,
)
from fairmatch.waiting.floor import Floor
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.offering import make_offers

NewUid = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A booth that a firm wants to wait for; ``item_code`` empty: about the agency in general."""

    agency: Agency
    item_code: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Lists that a firm is on now, and what it was refused for, by the agency's code."""

    entries: tuple[Waiting, ...]
    refused: tuple[tuple[str, FairMatchError], ...]


def join(
    session: Session,
    firm: Firm,
    wanted: Sequence[Wanted],
    *,
    by: By,
    new_uid: NewUid,
    purpose: str = "",
) -> Joined:
    """Put a firm on the waiting lists of booths, each as far as it can be.

    A list that the firm is on already stays as it is: nobody waits twice. Seats that are free are
    offered at once.

    Raises
    ------
    NotToday
        If the fair is not held today.
    NotThere
        If the firm withdrew from the fair, or was not approved.
    TextTooLong
        If the purpose is too long.
    """
    words = text_of(purpose)
    fair = take_fair(session, firm.fair_id)
    session.refresh(firm)
    if not firm.takes_part:
        raise NotThere(firm.code)
    make_offers(session, fair, now=by.now, new_uid=new_uid)
    floor = read_floor(session, fair, by.now)
    if not floor.times:
        raise NotToday
    if _done(session, fair, by):
        own = tuple(one for one in floor.entries if one.firm_id == firm.id)
        return Joined(own, ())
    _stay(session, floor, firm)
    entries: list[Waiting] = []
    refused: list[tuple[str, FairMatchError]] = []
    for one in wanted:
        try:
            entry, new = _joined(session, floor, firm, one, purpose=words, by=by)
        except FairMatchError as error:
            refused.append((one.agency.code, error))
            continue
        entries.append(entry)
        if new:
            # The form is known by its first act; the others go with it.
            record(session, fair, by, ActKind.WAITED, firm=firm, agency=one.agency)
            by = replace(by, key="")
    session.flush()
    make_offers(session, fair, now=by.now, new_uid=new_uid)
    return Joined(tuple(entries), tuple(refused))


def leave(session: Session, firm: Firm, agency: Agency, *, by: By, new_uid: NewUid) -> None:
    """Take a firm off a waiting list; a seat that it was offered goes to whoever is next.

    Raises
    ------
    NotWaiting
        If it is on no such list.
    """
    fair = take_fair(session, firm.fair_id)
    if _done(session, fair, by):
        return
    entry = _live(session, firm, agency)
    if entry is None:
        raise NotWaiting
    entry.state, entry.ended_at = WaitingState.LEFT, by.now
    for offer in entry.offers:
        if offer.answer is OfferAnswer.OPEN:
            offer.answer, offer.answered_at = OfferAnswer.PASSED, by.now
    record(session, fair, by, ActKind.WAITING_LEFT, firm=firm, agency=agency)
    session.flush()
    make_offers(session, fair, now=by.now, new_uid=new_uid)


def obstacle(
    floor: Floor, firm: Firm, agency: Agency, *, unwelcome: bool = False
) -> FairMatchError | None:
    """Give why a firm cannot wait for a booth today, or None if it can.

    Parameters
    ----------
    unwelcome
        Whether the agency does not want to see the firm.
    """
    held = [one for one in floor.by_firm.get(firm.id, ()) if one.agency_id == agency.id]
    if held:
        return AlreadyMeets(agency.code, held[0].starts_at)
    if unwelcome:
        return NotOpenToFirm(agency.code)
    if floor.closed(agency.id):
        return ListClosed(agency.code)
    if not floor.quota_left(firm):
        most, a_day = floor.settings.firm_quota, floor.settings.firm_quota_per_day
        whole = len(floor.by_firm.get(firm.id, ())) >= most
        return QuotaReached(most if whole or a_day is None else a_day, a_day=not whole)
    return None


def unwelcome_at(session: Session, firm: Firm) -> set[int]:
    """Give the agencies (row ids) that do not want to see a firm."""
    question = select(Mark.agency_id).where(Mark.firm_id == firm.id, Mark.kind == MarkKind.NO)
    return set(session.scalars(question))


def _joined(
    session: Session, floor: Floor, firm: Firm, one: Wanted, *, purpose: str, by: By
) -> tuple[Waiting, bool]:
    """Give the entry of a firm on a list, and whether it was added just now."""
    entry = _live(session, firm, one.agency)
    if entry is not None:
        return entry, False
    against = obstacle(
        floor, firm, one.agency, unwelcome=one.agency.id in unwelcome_at(session, firm)
    )
    if against is not None:
        raise against
    item: PlanItem | None = find_item(session, floor.fair, one.agency, one.item_code)
    entry = Waiting(
        fair_id=floor.fair.id,
        date=floor.today,
        firm=firm,
        agency=one.agency,
        plan_item=item,
        purpose=purpose,
        asked_at=by.now,
    )
    session.add(entry)
    session.flush()
    return entry, True


def _stay(session: Session, floor: Floor, firm: Firm) -> None:
    """Let a firm that asks for a seat today be there until the closing, whatever it said before.

    A firm that said that it comes for some of the time still to come stays by that.
    """
    hours, slots = firm_hours(firm), [one.slot for one in floor.times if one.ends_at > floor.now]
    if not slots or any(hours.cover(one.date, one.starts, one.ends) for one in slots):
        return
    comes = floor.now.astimezone(floor.zone).time().replace(second=0, microsecond=0)
    leaves = max(one.ends for one in slots)
    session.add(FirmHours(firm_id=firm.id, date=floor.today, comes=comes, leaves=leaves))
    floor.fair.revision += 1
    session.flush()
    session.expire(firm, ["hours"])


def _live(session: Session, firm: Firm, agency: Agency) -> Waiting | None:
    return session.scalars(
        select(Waiting)
        .where(
            Waiting.firm_id == firm.id,
            Waiting.agency_id == agency.id,
            Waiting.state == WaitingState.WAITING,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def _done(session: Session, fair: Fair, by: By) -> bool:
    found = select(Act.id).where(Act.fair_id == fair.id, Act.key == by.key)
    return bool(by.key and session.scalar(found))
