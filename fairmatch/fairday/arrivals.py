"""Who is there: firms and officers check in, are undone, and leave for the day."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, once, record
from fairmatch.fairday.moments import believed, fair_date
from fairmatch.fairday.refusals import NotAFairDay, NotComing, NotThere
from fairmatch.hours import local_date
from fairmatch.models import ActKind, Agency, Arrival, Fair, Firm


@dataclass(frozen=True)
class _Coming:
    """Somebody comes or goes: who, on which day of the fair, when, and who says so."""

    fair: Fair
    party: Firm | Agency
    day: date
    at: datetime
    by: By

    def arrival(self, session: Session) -> Arrival | None:
        """Give what is known of the party on this day."""
        whose = Arrival.firm_id if isinstance(self.party, Firm) else Arrival.agency_id
        return session.scalars(
            select(Arrival).where(whose == self.party.id, Arrival.date == self.day)
        ).one_or_none()

    def note(self, session: Session, kind: ActKind, *, news: bool = True) -> bool:
        """Record it; of what is no news only the key, so that sent again it changes nothing."""
        if news or self.by.key:
            firm = self.party if isinstance(self.party, Firm) else None
            agency = self.party if isinstance(self.party, Agency) else None
            at = self.at.isoformat()
            record(session, self.fair, self.by, kind, firm=firm, agency=agency, at=at)
            session.flush()
        return news


def arrive(
    session: Session, fair: Fair, party: Firm | Agency, *, at: datetime | None = None, by: By
) -> bool:
    """Note that a firm, or the officer of an agency, is there; tell whether that is news.

    Whoever left and comes again is there since it first came. Of two who note the same arrival,
    one of them without a network, the earlier moment counts.

    Raises
    ------
    NotAFairDay
        If the fair is not on at that moment.
    NotComing
        If the firm does not take part.
    """
    coming = _begin(session, fair, party, at, by=by)
    if coming is None:
        return False
    if isinstance(party, Firm) and not party.takes_part:
        raise NotComing(party.code)
    found = coming.arrival(session)
    news = True
    if found is None:
        session.add(
            Arrival(
                fair_id=coming.fair.id,
                date=coming.day,
                firm_id=party.id if isinstance(party, Firm) else None,
                agency_id=party.id if isinstance(party, Agency) else None,
                at=coming.at,
                account_id=by.account_id,
            )
        )
    elif found.left_at is not None and found.left_at <= coming.at:
        found.left_at = None
    elif coming.at < found.at:
        found.at = coming.at
    else:
        news = False
    return coming.note(session, ActKind.ARRIVED, news=news)


def undo_arrival(
    session: Session, fair: Fair, party: Firm | Agency, *, at: datetime | None = None, by: By
) -> bool:
    """Take back that a party is there, as if it had never been noted.

    Raises
    ------
    NotAFairDay
        If the fair is not on at that moment.
    NotThere
        If it is not checked in on that day.
    """
    coming = _begin(session, fair, party, at, by=by)
    if coming is None:
        return False
    found = coming.arrival(session)
    if found is None:
        raise NotThere(party.code)
    session.delete(found)
    return coming.note(session, ActKind.ARRIVAL_UNDONE)


def leave(
    session: Session, fair: Fair, party: Firm | Agency, *, at: datetime | None = None, by: By
) -> bool:
    """Note that a party went home for the day; tell whether that is news.

    Raises
    ------
    NotAFairDay
        If the fair is not on at that moment.
    NotThere
        If it is not checked in on that day, or came after that moment.
    """
    coming = _begin(session, fair, party, at, by=by)
    if coming is None:
        return False
    found = coming.arrival(session)
    if found is None or coming.at < found.at:
        raise NotThere(party.code)
    news = found.left_at is None or coming.at < found.left_at
    if news:
        found.left_at = coming.at
    return coming.note(session, ActKind.WENT_HOME, news=news)


def _begin(
    session: Session, fair: Fair, party: Firm | Agency, at: datetime | None, *, by: By
) -> _Coming | None:
    held = once(session, fair.id, by)
    if held is None:
        return None
    moment = believed(at, by.now)
    day = fair_date(held, moment)
    if day is None:
        raise NotAFairDay(local_date(moment, ZoneInfo(held.zone)))
    return _Coming(held, party, day, moment, by)
