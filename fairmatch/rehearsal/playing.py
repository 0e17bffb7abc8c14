"""A rehearsal minute by minute: who comes, who talks, what happens, and what the desk does.

Everything is done by the functions that pages call, or through the pages of a server, each act in a
transaction of its own and known by a key; after a rehearsal was broken off, the same minute can be
played again and changes nothing that was done.
"""

import time as wall
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.fairday.today import Talk, presences, talks_of
from fairmatch.models import OfferAnswer, SeatOffer
from fairmatch.rehearsal.counting import AFTER, count
from fairmatch.rehearsal.crowd import Cast, Policy
from fairmatch.rehearsal.desk import Desk
from fairmatch.rehearsal.people import People
from fairmatch.rehearsal.report import Report
from fairmatch.rehearsal.stage import Acting, read_stage
from fairmatch.rehearsal.talking import Talks
from fairmatch.rehearsal.through import ThroughServer
from fairmatch.rehearsal.visitors import Server
from fairmatch.rehearsal.watching import Watch
from fairmatch.rehearsal.world import World

MINUTE = timedelta(minutes=1)
BEFORE = timedelta(minutes=30)
"""How long before a day opens it is played."""


class Rehearsal:
    """One rehearsal of a fair's days.

    Parameters
    ----------
    speed
        Minutes of the fair a minute of the wall's clock; None plays as fast as can be.
    journal
        A file to which the key of each accepted act is added once it is committed.
    told
        Called with each hour that is played.
    server
        Everybody acts through this server, which offers seats and sends mails by itself; None:
        by the functions that its pages call.

    Raises
    ------
    UnknownFair
        If there is no such fair.
    NoTimetable
        If nothing is published.
    """

    def __init__(
        self,
        engine: Engine,
        fair_code: str | None,
        cast: Cast,
        *,
        policy: Policy = Policy.DESK,
        workers: int = 2,
        speed: float | None = None,
        journal: Path | None = None,
        told: Callable[[str], None] | None = None,
        server: Server | None = None,
    ) -> None:
        stage = read_stage(engine, fair_code)
        self._watch = Watch()
        about = engine, stage, cast.seed, journal, self._watch.look
        self._acting = (
            Acting(*about, workers=workers)
            if server is None
            else ThroughServer(*about, server=server)
        )
        self._engine, self._stage, self._cast, self._policy = engine, stage, cast, policy
        self._speed, self._told = speed, told
        self._world = World(stage, cast)
        self._people = People(self._acting, cast, waiting=policy is Policy.DESK)
        self._talks = Talks(self._acting, cast, self._world)
        self._desk = Desk(self._acting)

    def play(self) -> Report:
        """Play all days, from where it was broken off, and give what came of it."""
        begins = self._acting.last()
        for number, (day, opens, closes) in enumerate(self._stage.days):
            now = opens - BEFORE
            while now <= closes + AFTER:
                if begins is None or now >= begins:
                    self._minute(number, day, now)
                    if self._speed is not None:
                        wall.sleep(60 / self._speed)
                else:
                    # Who is away since before it was broken off is away still.
                    self._world.suffer(number, day, now)
                now += MINUTE
        return count(
            self._acting, self._watch, policy=self._policy.value, cast=self._cast, world=self._world
        )

    def _minute(self, number: int, day: date, now: datetime) -> None:
        if self._told is not None and now.minute == 0:
            self._told(f"{now.astimezone(self._stage.zone):%Y-%m-%d %H:%M}")
        self._acting.begin(now)
        follows = self._policy is Policy.DESK
        for name, happened in self._world.suffer(number, day, now):
            if follows:
                self._desk.follow(happened, name, now)
        done = len(self._acting.accepted)
        talks, here, officers, offered = self._read(day, now)
        self._people.arrive(day, now, talks, here, officers)
        self._people.walk_in(now)
        if follows:
            self._acting.offer(now)
            self._people.answer(now)
        if len(self._acting.accepted) > done:
            talks, here, officers, offered = self._read(day, now)
        self._talks.go_on(now, talks, here, officers, offered)
        if follows:
            self._desk.miss(day, now, talks, here)

    def _read(
        self, day: date, now: datetime
    ) -> tuple[list[Talk], set[int], set[int], set[tuple[str, int, datetime]]]:
        with reading(self._engine) as session:
            fair = self._acting.fair(session)
            firms, agencies = presences(session, fair, day)
            return (
                talks_of(session, fair, day, now=now),
                {key for key, one in firms.items() if one.there(now)},
                {key for key, one in agencies.items() if one.there(now)},
                {
                    (booth, table, starts_at)
                    for booth, table, starts_at in session.execute(
                        select(SeatOffer.booth_code, SeatOffer.table, SeatOffer.starts_at).where(
                            SeatOffer.fair_id == fair.id, SeatOffer.answer == OfferAnswer.OPEN
                        )
                    )
                },
            )
