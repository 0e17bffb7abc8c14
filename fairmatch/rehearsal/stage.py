"""Where a rehearsal is played: what of the fair stays the same, and how things are done there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.errors import FairMatchError, NoTimetable
from fairmatch.fairs import find_fair
from fairmatch.hours import local_date, moment
from fairmatch.models import (
    Act,
    Agency,
    Consultation,
    Fair,
    Firm,
    Interest,
    Placement,
    Timetable,
)
from fairmatch.rehearsal.deeds import Deed, new_uid
from fairmatch.repairs import Happened, Standings, propose
from fairmatch.schedules import latest_published
from fairmatch.waiting.estimates import Estimate
from fairmatch.waiting.offering import offers_fall_due


@dataclass(frozen=True)
class Stage:
    """The fair as far as it never changes while it is played.

    ``days`` are dates with the moments of opening and closing, ``asked`` how many ask for each
    agency. ``wishes`` are the codes of the agencies that each registered firm asked for, dearest
    first, ``promised`` what stood in the timetable on the eve: firm, agency and beginning.
    """

    fair_id: int
    zone: ZoneInfo
    slot: timedelta
    grace: timedelta
    days: tuple[tuple[date, datetime, datetime], ...]
    agencies: tuple[tuple[int, str], ...]
    asked: dict[str, int]
    wishes: dict[str, tuple[str, ...]]
    promised: frozenset[tuple[str, str, datetime]]

    def due(self, firm: str) -> frozenset[date]:
        """Give the days on which a firm was to come, as it was told on the eve."""
        return self._due.get(firm, frozenset())

    def hopes(self, firm: str, day: date) -> bool:
        """Tell whether a firm that nobody has seen comes on a day without being expected."""
        return day not in self.due(firm) and all(one < day for one in self.due(firm))

    @cached_property
    def _due(self) -> dict[str, frozenset[date]]:
        days: dict[str, set[date]] = defaultdict(set)
        for firm, _, at in self.promised:
            days[firm].add(local_date(at, self.zone))
        return {firm: frozenset(those) for firm, those in days.items()}


@dataclass(frozen=True, slots=True)
class Foretold:
    """The wait that was told to a firm when it joined a list, by the entry's row id."""

    entry: int
    at: datetime
    estimate: Estimate


@dataclass
class Tally:
    """What is counted on the way; seconds of the wall's clock.

    ``worked`` are the seconds of the processor that each proposal took, ``foretold`` the waits that
    were told to whoever joined a list.
    """

    repairs: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    foretold: list[Foretold] = field(default_factory=list)
    accepts: list[float] = field(default_factory=list)
    unproved: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Acting:
    """How everybody acts: each act in a transaction of its own, known by a key.

    ``watch`` looks at what each act did before it counts.
    """

    def __init__(
        self,
        engine: Engine,
        stage: Stage,
        seed: int,
        journal: Path | None,
        watch: Callable[[Session, Fair, datetime], object],
        *,
        workers: int = 2,
    ) -> None:
        self.engine, self.stage = engine, stage
        self._workers, self._standings = workers, Standings(engine)
        self.watch = watch
        self.tally = Tally()
        self.prefix = f"rehearsal {seed} "
        self.accepted: list[str] = []
        self._journal = journal

    def begin(self, now: datetime) -> None:
        """Begin a minute."""

    def offer(self, now: datetime) -> None:
        """Let seats that are free be offered."""
        offers_fall_due(self.engine, now=now, new_uid=new_uid)

    def key(self, name: str) -> str:
        """Give the key by which an act is known."""
        return f"{self.prefix}{name}"

    def accept(self, key: str) -> None:
        """Note that an act was accepted."""
        self.accepted.append(key)
        if self._journal is not None:
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(f"{key}\n")

    def act(self, name: str, now: datetime, deed: Deed) -> bool:
        """Do something; tell whether it was accepted. A refusal is counted, and changes nothing."""
        try:
            with writing(self.engine) as session:
                by = By(None, now, on_behalf=True, key=self.key(name))
                deed.do(session, self.fair(session), by)
                known = self.done(session, name)
                self.watch(session, self.fair(session), now)
        except FairMatchError as refused:
            self.tally.refused[type(refused).__name__] += 1
            return False
        if known:
            self.accept(self.key(name))
        return known

    def propose(self, happened: Happened, now: datetime) -> int:
        """Ask for the fewest changes after what happened; give the proposal's number.

        Raises
        ------
        FairMatchError
            If there is none.
        """
        return propose(
            self.engine,
            self._standings,
            self.stage.fair_id,
            happened,
            by=By(None, now),
            workers=self._workers,
        )

    def done(self, session: Session, name: str) -> bool:
        """Tell whether this was done before."""
        key = self.key(name)
        found = select(Act.id).where(Act.fair_id == self.stage.fair_id, Act.key == key)
        return session.scalar(found) is not None

    def fair(self, session: Session) -> Fair:
        """Give the fair's row."""
        return session.get_one(Fair, self.stage.fair_id)

    def last(self) -> datetime | None:
        """Give the minute at which a rehearsal was broken off; None at the beginning."""
        with reading(self.engine) as session:
            return session.scalar(
                select(func.max(Act.at)).where(
                    Act.fair_id == self.stage.fair_id, Act.key.startswith(self.prefix)
                )
            )

    def journalled(self) -> Iterator[str]:
        """Give the keys of all acts that were accepted, before it was broken off as well."""
        if self._journal is not None and self._journal.exists():
            # A line that was cut off by the end of the machine tells of nothing.
            for line in self._journal.read_text(encoding="utf-8").splitlines(keepends=True):
                if line.endswith("\n"):
                    yield line.rstrip("\n")
        else:
            yield from self.accepted


def read_stage(engine: Engine, fair_code: str | None) -> Stage:
    """Read where to play.

    Raises
    ------
    NoTimetable
        If nothing is published.
    """
    with reading(engine) as session:
        fair = find_fair(session, fair_code)
        if latest_published(session, fair) is None:
            raise NoTimetable("nothing is published that could be rehearsed")
        zone = ZoneInfo(fair.zone)
        agencies = session.execute(
            select(Agency.id, Agency.code).where(Agency.fair_id == fair.id).order_by(Agency.code)
        ).all()
        asked = session.execute(
            select(Agency.code, func.count())
            .join(Interest, Interest.agency_id == Agency.id)
            .where(Agency.fair_id == fair.id)
            .group_by(Agency.code)
        ).all()
        days = tuple(
            (day.date, moment(day.date, day.opens, zone), moment(day.date, day.closes, zone))
            for day in fair.days
        )
        return Stage(
            fair.id,
            zone,
            timedelta(minutes=fair.slot_minutes),
            timedelta(minutes=fair.grace_minutes),
            days,
            tuple((key, code) for key, code in agencies),
            {code: count for code, count in asked},  # noqa: C416
            _wishes(session, fair),
            _promised(session, fair, days[0][1]),
        )


def _wishes(session: Session, fair: Fair) -> dict[str, tuple[str, ...]]:
    rows = session.execute(
        select(Firm.code, Agency.code)
        .join(Interest, Interest.firm_id == Firm.id)
        .join(Agency, Agency.id == Interest.agency_id)
        .where(Interest.fair_id == fair.id, Firm.takes_part, ~Firm.walk_in)
        .order_by(Firm.code, Interest.rank)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for firm, agency in rows:
        found[firm].append(agency)
    return {firm: tuple(those) for firm, those in found.items()}


def _promised(
    session: Session, fair: Fair, opens: datetime
) -> frozenset[tuple[str, str, datetime]]:
    """Give what the last version before the first day said, else the first version."""
    of_fair = Timetable.fair_id == fair.id
    eve = session.scalar(
        select(func.max(Timetable.number)).where(of_fair, Timetable.published_at < opens)
    )
    number = eve or session.scalar(select(func.min(Timetable.number)).where(of_fair))
    rows = session.execute(
        select(Firm.code, Agency.code, Placement.starts_at)
        .join(Consultation, Consultation.firm_id == Firm.id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .join(Placement, Placement.consultation_id == Consultation.id)
        .join(Timetable, Timetable.id == Placement.timetable_id)
        .where(of_fair, Timetable.number == number)
    )
    return frozenset((firm, agency, at) for firm, agency, at in rows)
