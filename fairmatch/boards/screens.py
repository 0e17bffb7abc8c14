"""What a screen shows at a moment: a booth's own, and the hall's with all booths.

Pure functions of a day and the moment. What they give is equal as long as a screen has nothing
new to show, and names no firm unless boards may.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairmatch.boards.day import Day, Event, Notice, Phase, Stand
from fairmatch.boards.talks import TalkState, delay_of, state_of
from fairmatch.fairday.today import Talk

COMING = 6
"""Consultations to come that a booth's screen lists."""


class StandState(StrEnum):
    """How a booth is doing; ``free``: somebody sits there and a table has nobody."""

    BUSY = "busy"
    FREE = "free"
    LATE = "late"
    PAUSE = "pause"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Who:
    """A firm as a screen may call it; the names are empty where it is called by its code."""

    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A consultation on a screen; ``late`` minutes, where somebody said so, else 0."""

    who: Who
    table: int
    starts_at: datetime
    ends_at: datetime
    state: TalkState
    late: int
    here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every screen shows around its own.

    ``turns_at``: when the phase is another, or the next day opens.
    """

    phase: Phase
    turns_at: datetime | None
    pause_at: datetime | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """A firm on a booth's waiting list; ``offered_until``: it is called to the booth."""

    who: Who
    position: int
    offered_until: datetime | None


@dataclass(frozen=True, slots=True)
class BoothScreen:
    """A booth's own screen.

    Attributes
    ----------
    now
        Who sits there, by table; at most one a table.
    coming
        Who comes next, the first few by time; ``more`` others follow that day.
    reopens_at
        Where it is closed: when somebody sits there again that day.
    """

    frame: Frame
    code: str
    area: str
    name_ko: str
    name_en: str
    tables: int
    state: StandState
    now: tuple[Turn, ...]
    coming: tuple[Turn, ...]
    more: int
    waiting: tuple[Queued, ...]
    reopens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A booth on the hall's screen; ``next``: all that begin at its next time."""

    code: str
    area: str
    name_ko: str
    name_en: str
    state: StandState
    late: int
    now: tuple[Turn, ...]
    free: int
    next: tuple[Turn, ...]
    waiting: int
    reopens_at: datetime | None


@dataclass(frozen=True, slots=True)
class HallScreen:
    """The hall's screen: all booths by code, and the programme's next item."""

    frame: Frame
    rows: tuple[Row, ...]
    event: Event | None


def frame(day: Day, now: datetime) -> Frame:
    """Give what every screen shows around its own."""
    phase = day.phase(now)
    turns = {
        Phase.BEFORE: day.opens_at,
        Phase.LUNCH: day.lunch[1] if day.lunch else None,
        Phase.AFTER: day.next_opens_at,
    }.get(phase)
    pause = day.pause_after(now) if phase is Phase.OPEN else None
    return Frame(phase, turns, pause, day.standing(now))


def booth_screen(day: Day, code: str, now: datetime) -> BoothScreen | None:
    """Give a booth's screen; None if there is no such booth."""
    stand = next((one for one in day.stands if one.code == code), None)
    if stand is None:
        return None
    sitting = _sitting(day, stand, now)
    coming = [_turn(day, one, now) for one in stand.talks if one.starts_at > now]
    return BoothScreen(
        frame=frame(day, now),
        code=stand.code,
        area=stand.area,
        name_ko=stand.agency.name_ko,
        name_en=stand.agency.name_en,
        tables=stand.tables,
        state=_state(day, stand, sitting, now),
        now=sitting,
        coming=tuple(coming[:COMING]),
        more=max(0, len(coming) - COMING),
        waiting=tuple(
            Queued(_who(day, one.firm.code, one.firm.name_ko, one.firm.name_en), one.position,
                   one.offered_until if one.offered_until and one.offered_until > now else None)
            for one in stand.waiting
        ),
        reopens_at=None if stand.staffed(now) else stand.reopens(now),
    )  # fmt: skip


def hall_screen(day: Day, now: datetime) -> HallScreen:
    """Give the hall's screen."""
    event = next((one for one in day.programme if now < one.ends_at), None)
    return HallScreen(frame(day, now), tuple(_row(day, one, now) for one in day.stands), event)


def _row(day: Day, stand: Stand, now: datetime) -> Row:
    sitting = _sitting(day, stand, now)
    coming = [one for one in stand.talks if one.starts_at > now]
    return Row(
        code=stand.code,
        area=stand.area,
        name_ko=stand.agency.name_ko,
        name_en=stand.agency.name_en,
        state=_state(day, stand, sitting, now),
        late=max((one.late for one in sitting), default=0),
        now=sitting,
        free=max(0, stand.tables - len(sitting)) if stand.staffed(now) else 0,
        next=tuple(_turn(day, one, now) for one in coming if one.starts_at == coming[0].starts_at),
        waiting=len(stand.waiting),
        reopens_at=None if stand.staffed(now) else stand.reopens(now),
    )


def _sitting(day: Day, stand: Stand, now: datetime) -> tuple[Turn, ...]:
    """Give whose time it is, without those that are over or did not come."""
    turns = (_turn(day, one, now) for one in stand.talks if one.starts_at <= now < one.ends_at)
    seated = (TalkState.NOW, TalkState.LATE)
    return tuple(sorted((t for t in turns if t.state in seated), key=lambda turn: turn.table))


def _state(day: Day, stand: Stand, sitting: tuple[Turn, ...], now: datetime) -> StandState:
    if any(one.state is TalkState.LATE for one in sitting):
        return StandState.LATE
    if sitting and len(sitting) >= stand.tables:
        return StandState.BUSY
    if stand.staffed(now):
        return StandState.FREE
    if sitting:
        return StandState.BUSY
    if stand.left or day.phase(now) in (Phase.AFTER, Phase.OVER):
        return StandState.CLOSED
    return StandState.PAUSE if stand.reopens(now) else StandState.CLOSED


def _turn(day: Day, talk: Talk, now: datetime) -> Turn:
    firm, state = talk.firm, state_of(talk, day.grace, now)
    return Turn(
        who=_who(day, firm.code, firm.name_ko, firm.name_en),
        table=talk.table,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        state=state,
        late=delay_of(talk) if state is TalkState.LATE else 0,
        here=talk.facts.firm is not None and talk.facts.firm.there(now),
    )


def _who(day: Day, code: str, ko: str, en: str) -> Who:
    return Who(code, ko, en) if day.names else Who(code, "", "")
