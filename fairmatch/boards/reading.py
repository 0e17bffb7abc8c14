"""Reading a day: a constant number of queries, however many booths and boards there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.boards.day import Day, Event, Notice, Stand, Waiter
from fairmatch.fairday.today import Party, Talk, presences, talks_of
from fairmatch.fairday.verdicts import Presence
from fairmatch.hours import local_date, moment
from fairmatch.models import (
    Agency,
    Announcement,
    Booth,
    Fair,
    FairDay,
    Firm,
    OfferAnswer,
    ProgrammeItem,
    Waiting,
)
from fairmatch.schedules import latest_published
from fairmatch.waiting.looking import read_floor


def read_day(session: Session, fair: Fair, now: datetime) -> Day | None:
    """Give the day that boards show at a moment; None for a fair without days."""
    zone = ZoneInfo(fair.zone)
    days = session.scalars(
        select(FairDay).where(FairDay.fair_id == fair.id).order_by(FairDay.date)
    ).all()
    if not days:
        return None
    today = local_date(now, zone)
    shown = next((one for one in days if one.date >= today), days[-1])
    after = next((one for one in days if one.date > shown.date), None)
    version = latest_published(session, fair)
    firms, agencies = presences(session, fair, shown.date)
    talks = _by_booth(talks_of(session, fair, shown.date, now=now))
    queues = _queues(session, fair, now)
    stands = tuple(
        _stand(booth, shown, talks, queues, presence=agencies.get(booth.agency_id))
        for booth in session.scalars(
            select(Booth)
            .where(Booth.fair_id == fair.id)
            .options(selectinload(Booth.hours), joinedload(Booth.agency))
            .order_by(Booth.code)
        )
    )
    ends = [one.ends_at for stand in stands for one in stand.talks]
    return Day(
        fair_id=fair.id,
        zone=fair.zone,
        date=shown.date,
        opens_at=moment(shown.date, shown.opens, zone),
        closes_at=max([moment(shown.date, shown.closes, zone), *ends]),
        lunch=None
        if shown.lunch_from is None or shown.lunch_to is None
        else (moment(shown.date, shown.lunch_from, zone), moment(shown.date, shown.lunch_to, zone)),
        next_opens_at=None if after is None else moment(after.date, after.opens, zone),
        version=None if version is None else version.number,
        published_at=None if version is None else version.published_at,
        names=fair.board_names,
        grace=timedelta(minutes=fair.grace_minutes),
        metres_per_minute=fair.walking_metres_per_minute,
        arrived=frozenset(key for key, one in firms.items() if one.left_at is None),
        stands=stands,
        notices=_notices(session, fair, now),
        programme=_programme(session, fair, shown.date, zone),
    )


def _by_booth(talks: Iterable[Talk]) -> Mapping[str, Sequence[Talk]]:
    found: dict[str, list[Talk]] = defaultdict(list)
    for talk in talks:
        if not talk.struck_off:
            found[talk.booth].append(talk)
    return found


def _queues(session: Session, fair: Fair, now: datetime) -> Mapping[int, tuple[Waiter, ...]]:
    """Give who waits, by agency, in the order in which seats are offered."""
    floor = read_floor(session, fair, now)
    return {
        agency_id: tuple(
            _waiter(entry, position) for position, entry in enumerate(entries, start=1)
        )
        for agency_id, entries in floor.lists.items()
    }


def _waiter(entry: Waiting, position: int) -> Waiter:
    offer = next((one for one in entry.offers if one.answer is OfferAnswer.OPEN), None)
    return Waiter(
        firm=party(entry.firm),
        position=position,
        offered_until=None if offer is None else offer.expires_at,
        seat_at=None if offer is None else offer.starts_at,
    )


def party(of: Firm | Agency) -> Party:
    """Give what boards need to know of a firm or an agency."""
    return Party(of.id, of.code, of.name_ko, of.name_en, of.phone)


def _stand(
    booth: Booth,
    day: FairDay,
    talks: Mapping[str, Sequence[Talk]],
    queues: Mapping[int, tuple[Waiter, ...]],
    *,
    presence: Presence | None,
) -> Stand:
    zone = ZoneInfo(day.fair.zone)
    own = [(one.opens, one.closes) for one in booth.hours if one.date == day.date]
    spans = sorted(own) if booth.hours else [(day.opens, day.closes)]
    return Stand(
        code=booth.code,
        area=booth.area,
        x=booth.x,
        y=booth.y,
        tables=booth.tables,
        agency=party(booth.agency),
        spans=_without_lunch(
            [(moment(day.date, a, zone), moment(day.date, b, zone)) for a, b in spans], day, zone
        ),
        left=presence is not None and presence.left_at is not None,
        talks=tuple(talks.get(booth.code, ())),
        waiting=queues.get(booth.agency_id, ()),
    )


def _without_lunch(
    spans: Iterable[tuple[datetime, datetime]], day: FairDay, zone: ZoneInfo
) -> tuple[tuple[datetime, datetime], ...]:
    if day.lunch_from is None or day.lunch_to is None:
        return tuple(spans)
    begins, ends = moment(day.date, day.lunch_from, zone), moment(day.date, day.lunch_to, zone)
    parts = [part for a, b in spans for part in ((a, min(b, begins)), (max(a, ends), b))]
    return tuple((a, b) for a, b in parts if a < b)


def _notices(session: Session, fair: Fair, now: datetime) -> tuple[Notice, ...]:
    rows = (
        select(Announcement)
        .where(
            Announcement.fair_id == fair.id,
            Announcement.until > now,
            Announcement.withdrawn_at.is_(None),
        )
        .order_by(Announcement.said_at.desc(), Announcement.id.desc())
    )
    return tuple(
        Notice(one.id, one.text_ko, one.text_en, one.until) for one in session.scalars(rows)
    )


def _programme(session: Session, fair: Fair, day: date, zone: ZoneInfo) -> tuple[Event, ...]:
    rows = (
        select(ProgrammeItem)
        .where(ProgrammeItem.fair_id == fair.id, ProgrammeItem.date == day)
        .order_by(ProgrammeItem.starts, ProgrammeItem.code)
    )
    return tuple(
        Event(
            starts_at=moment(day, one.starts, zone),
            ends_at=moment(day, one.ends, zone),
            title_ko=one.title_ko,
            title_en=one.title_en,
            place_ko=one.place_ko,
            place_en=one.place_en,
        )
        for one in session.scalars(rows)
    )
