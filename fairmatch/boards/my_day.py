"""A firm's day on its telephone: where it sits, where it goes next, when it has to set off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmatch.boards.day import Day, Stand
from fairmatch.boards.screens import Frame, frame
from fairmatch.boards.talks import TalkState, delay_of, state_of
from fairmatch.distance import metres_between
from fairmatch.fairday.today import Talk
from fairmatch.fairday.verdicts import Standing, Word, missing_from
from fairmatch.models import Side


@dataclass(frozen=True, slots=True)
class Visit:
    """One of the firm's consultations.

    Attributes
    ----------
    late
        Minutes by which it begins late, where somebody said so; else 0.
    missing_from
        From when on the officer may be said to be missing.
    begun
        Somebody said that it has begun, and nobody that it is over.
    word
        What the firm itself said last; None if it said nothing.
    """

    uid: str
    booth: str
    area: str
    table: int
    agency_code: str
    name_ko: str
    name_en: str
    starts_at: datetime
    ends_at: datetime
    state: TalkState
    late: int
    missing_from: datetime
    begun: bool
    word: Word | None


@dataclass(frozen=True, slots=True)
class Way:
    """How far it is from the booth before: metres as the crow flies, and minutes on foot."""

    from_booth: str
    to_booth: str
    metres: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Waits:
    """A waiting list the firm is on; ``offered_until``: a seat waits for it until then."""

    booth: str
    name_ko: str
    name_en: str
    position: int
    offered_until: datetime | None
    seat_at: datetime | None


@dataclass(frozen=True, slots=True)
class MyDay:
    """A firm's day at a moment.

    Attributes
    ----------
    here
        It has checked in.
    now, next
        Where it sits, and where it goes next.
    way, leave_at
        To the next booth from the one before, and when to set off at the latest; None where no
        other booth comes before.
    visits
        The whole day, by time.
    """

    frame: Frame
    here: bool
    now: Visit | None
    next: Visit | None
    way: Way | None
    leave_at: datetime | None
    visits: tuple[Visit, ...]
    waits: tuple[Waits, ...]


def my_day(day: Day, firm_id: int, now: datetime) -> MyDay:
    """Give a firm's day; it knows nothing of whom other firms meet."""
    own = [(talk, stand) for stand in day.stands for talk in stand.talks if talk.firm.id == firm_id]
    own.sort(key=lambda pair: pair[0].starts_at)
    visits = tuple(_visit(day, talk, stand, now) for talk, stand in own)
    sitting = next((v for v in visits if v.state in (TalkState.NOW, TalkState.LATE)), None)
    coming = next((v for v in visits if v.state is TalkState.COMING), None)
    way = None if coming is None else _way(day, own, coming, now)
    return MyDay(
        frame=frame(day, now),
        here=firm_id in day.arrived,
        now=sitting,
        next=coming,
        way=way,
        leave_at=None
        if way is None or coming is None
        else coming.starts_at - timedelta(minutes=way.minutes),
        visits=visits,
        waits=tuple(_waits(day, firm_id, now)),
    )


def _visit(day: Day, talk: Talk, stand: Stand, now: datetime) -> Visit:
    state = state_of(talk, day.grace, now)
    return Visit(
        uid=talk.uid,
        booth=stand.code,
        area=stand.area,
        table=talk.table,
        agency_code=stand.agency.code,
        name_ko=stand.agency.name_ko,
        name_en=stand.agency.name_en,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        state=state,
        late=delay_of(talk) if state in (TalkState.LATE, TalkState.COMING) else 0,
        missing_from=missing_from(talk.facts, Side.AGENCY, grace=day.grace),
        begun=talk.standing is Standing.UNDER_WAY,
        word=talk.said(Side.FIRM),
    )


def _way(day: Day, own: list[tuple[Talk, Stand]], coming: Visit, now: datetime) -> Way | None:
    before = [stand for talk, stand in own if talk.starts_at <= now]
    if not before or before[-1].code == coming.booth:
        return None
    there = next(stand for talk, stand in own if talk.uid == coming.uid)
    metres = metres_between(before[-1], there)
    return Way(before[-1].code, there.code, metres, -(-metres // day.metres_per_minute))


def _waits(day: Day, firm_id: int, now: datetime) -> list[Waits]:
    return [
        Waits(
            booth=stand.code,
            name_ko=stand.agency.name_ko,
            name_en=stand.agency.name_en,
            position=one.position,
            offered_until=one.offered_until
            if one.offered_until and one.offered_until > now
            else None,
            seat_at=one.seat_at,
        )
        for stand in day.stands
        for one in stand.waiting
        if one.firm.id == firm_id
    ]
