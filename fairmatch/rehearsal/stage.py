"""Where a rehearsal is played: what of the fair stays the same, and how things are done there."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.errors import FairMatchError, NoTimetable
from fairmatch.fairs import find_fair
from fairmatch.hours import moment
from fairmatch.models import Act, Agency, Fair, Interest
from fairmatch.rehearsal.deeds import Deed, new_uid
from fairmatch.repairs import Happened, Standings, propose
from fairmatch.schedules import latest_published
from fairmatch.waiting.offering import offers_fall_due


@dataclass(frozen=True)
class Stage:
    """The fair as far as it never changes while it is played.

    ``days`` are dates with the moments of opening and closing, ``asked`` how many ask for each
    agency.
    """

    fair_id: int
    zone: ZoneInfo
    slot: timedelta
    grace: timedelta
    days: tuple[tuple[date, datetime, datetime], ...]
    agencies: tuple[tuple[int, str], ...]
    asked: dict[str, int]


@dataclass
class Tally:
    """What is counted on the way; seconds of the wall's clock."""

    repairs: list[float] = field(default_factory=list)
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
        return Stage(
            fair.id,
            zone,
            timedelta(minutes=fair.slot_minutes),
            timedelta(minutes=fair.grace_minutes),
            tuple(
                (day.date, moment(day.date, day.opens, zone), moment(day.date, day.closes, zone))
                for day in fair.days
            ),
            tuple((key, code) for key, code in agencies),
            {code: count for code, count in asked},  # noqa: C416
        )
