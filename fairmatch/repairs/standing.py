"""What is published, read once for everything that happens until it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from threading import Lock

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.db import reading
from fairmatch.errors import NoTimetable
from fairmatch.hours import moment
from fairmatch.models import (
    Consultation,
    Fair,
    Interest,
    MarkKind,
    OfferAnswer,
    Placement,
    SeatOffer,
    Timetable,
)
from fairmatch.planning import Plan, is_must, make_plan
from fairmatch.schedules import latest_published
from fairmatch.snapshot import Pair, Snapshot, read_snapshot

KEPT = 4
"""Fairs whose standing is kept; each is some megabytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A published consultation; ``slot`` counts the fair's slots, None if it lies in none."""

    consultation_id: int
    uid: str
    starts_at: datetime
    ends_at: datetime
    booth: str
    table: int
    slot: int | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A seat that somebody was offered and has not answered yet."""

    agency_id: int
    slot: int
    table: int


@dataclass(frozen=True)
class Standing:
    """A fair and what is published of it, as they were at one moment.

    Attributes
    ----------
    fair
        Its rows. What is published counts as asked for, and nothing as a must: what happens on
        the day is stronger than both.
    bound
        The published consultations that were arranged beforehand, or must take place.
    held
        The published consultations.
    unmet
        What else is asked for.
    offered
        Seats that are offered to somebody who waits, each kept for that firm.
    revision, number
        The fair's revision and the version's number: once either is another, it is over.
    """

    fair: Snapshot
    plan: Plan
    held: Mapping[Pair, Held]
    bound: frozenset[Pair]
    unmet: frozenset[Pair]
    offered: tuple[Offered, ...]
    revision: int
    number: int

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """When each slot of the fair begins, in UTC."""
        return tuple(moment(slot.date, slot.starts, self.fair.zone) for slot in self.fair.slots)

    def begun(self, now: datetime) -> int:
        """Give how many slots have begun."""
        return sum(start <= now for start in self.starts)


def read_standing(session: Session, fair: Fair) -> Standing:
    """Read a fair and its latest version.

    Raises
    ------
    NoTimetable
        If nothing is published.
    NothingToPlan, PlanningClash
        If the fair cannot be planned at all.
    """
    version = latest_published(session, fair)
    if version is None or version.number is None:
        raise NoTimetable("nothing is published that could be repaired")
    snapshot = read_snapshot(session, fair)
    starts = {
        moment(slot.date, slot.starts, snapshot.zone): index
        for index, slot in enumerate(snapshot.slots)
    }
    held = _held(session, version, starts)
    offered = tuple(
        Offered(offer.waiting.agency_id, starts[offer.starts_at], offer.table)
        for offer in session.scalars(
            select(SeatOffer)
            .where(SeatOffer.fair_id == fair.id, SeatOffer.answer == OfferAnswer.OPEN)
            .options(joinedload(SeatOffer.waiting))
        )
        if offer.starts_at in starts
    )
    bound = frozenset(pair for pair in held if is_must(snapshot, pair))
    unmet = frozenset(snapshot.wanted()) - held.keys()
    loose = _loosened(snapshot, held)
    return Standing(
        loose, make_plan(loose), held, bound, unmet, offered, fair.revision, version.number
    )


def _held(session: Session, version: Timetable, starts: Mapping[datetime, int]) -> dict[Pair, Held]:
    rows = session.execute(
        select(
            Consultation.firm_id,
            Consultation.agency_id,
            Consultation.id,
            Consultation.uid,
            Placement.starts_at,
            Placement.ends_at,
            Placement.booth_code,
            Placement.table,
        )
        .join(Consultation, Consultation.id == Placement.consultation_id)
        .where(Placement.timetable_id == version.id)
        .order_by(Placement.starts_at, Placement.booth_code, Placement.table)
    )
    return {
        (firm_id, agency_id): Held(key, uid, begins, ends, booth, table, starts.get(begins))
        for firm_id, agency_id, key, uid, begins, ends, booth, table in rows
    }


def _loosened(fair: Snapshot, held: Mapping[Pair, Held]) -> Snapshot:
    """Give the fair with all that is published asked for, and nothing arranged or a must."""
    asked = {
        pair: Interest(firm_id=pair[0], agency_id=pair[1], rank=1)
        for pair in held
        if pair not in fair.interests
    }
    return replace(
        fair,
        interests={**fair.interests, **asked},
        pins={},
        missed=fair.missed - held.keys(),
        marks={
            pair: MarkKind.LIKE if kind is MarkKind.MUST else kind
            for pair, kind in fair.marks.items()
            if kind is not MarkKind.NO or pair not in held
        },
    )


class Standings:
    """What is published of each fair, read again only when it has changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[int, tuple[object, Standing]] = {}
        self._lock = Lock()

    def of(self, fair_id: int) -> Standing:
        """Give how a fair stands now; no transaction is open afterwards.

        Raises
        ------
        NoTimetable, NothingToPlan, PlanningClash
            As `read_standing`.
        """
        with self._lock, reading(self._engine) as session:
            fair = session.get_one(Fair, fair_id)
            edition = _edition(session, fair)
            known = self._kept.pop(fair_id, None)
            if known is None or known[0] != edition:
                known = (edition, read_standing(session, fair))
                # Its rows outlive the session; nothing of them may be looked up in it later.
                session.expunge_all()
            self._kept[fair_id] = known
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return known[1]


def _edition(session: Session, fair: Fair) -> tuple[object, ...]:
    """Give what is another as soon as the fair stands differently; cheap."""
    number = session.scalar(select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id))
    offers = session.execute(
        select(SeatOffer.id)
        .where(SeatOffer.fair_id == fair.id, SeatOffer.answer == OfferAnswer.OPEN)
        .order_by(SeatOffer.id)
    ).scalars()
    return fair.revision, number, tuple(offers)
