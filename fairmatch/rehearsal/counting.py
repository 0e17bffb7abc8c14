"""The figures of a rehearsal, counted from what is in the database at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.db import reading
from fairmatch.fairday.today import Talk, presences, talks_of
from fairmatch.fairday.verdicts import OVER, Presence
from fairmatch.models import Act, Fair, Mail, SeatOffer, Timetable, Waiting, WaitingState
from fairmatch.rehearsal.crowd import Cast
from fairmatch.rehearsal.figures import Figures, wishes_held
from fairmatch.rehearsal.foretelling import Foretelling, Wait
from fairmatch.rehearsal.report import Report
from fairmatch.rehearsal.stage import Acting
from fairmatch.rehearsal.talking import begun
from fairmatch.rehearsal.watching import Watch, lost
from fairmatch.rehearsal.world import World
from fairmatch.snapshot import Snapshot, read_snapshot

AFTER = timedelta(minutes=30)
"""How long after the closing a day is played."""


@dataclass(frozen=True)
class _Played:
    """What the database has in the end; parties by row id, presences by (day, party) as well."""

    fair: Snapshot
    talks: Sequence[Talk]
    firms: Mapping[tuple[date, int], Presence]
    agencies: Mapping[tuple[date, int], Presence]

    @cached_property
    def held(self) -> dict[tuple[int, int], Talk]:
        """The consultations that took place, by the two parties."""
        return {(one.firm.id, one.agency.id): one for one in self.talks if begun(one) is not None}


def count(acting: Acting, watch: Watch, *, policy: str, cast: Cast, world: World) -> Report:
    """Count what came of it."""
    with reading(acting.engine) as session:
        fair = acting.fair(session)
        played = _read(session, fair, acting)
        asked = {
            (one.firm_id, one.agency_id): one.asked_at
            for one in session.scalars(select(Waiting).where(Waiting.fair_id == fair.id))
        }
        acts, mails, offers = (
            session.scalar(select(func.count()).select_from(one).where(one.fair_id == fair.id)) or 0
            for one in (Act, Mail, SeatOffer)
        )
        newest = select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id)
        versions = session.scalar(newest) or 0
        gone = lost(session, fair, list(acting.journalled()))
        waits = _waits(session, acting)
        figures = _figures(played)
        held = played.held
        let_down = _let_down(played, acting, world)
        listed = {
            pair for pair, one in played.fair.interests.items() if one.walk_in_on and pair in asked
        }
        return Report(
            policy=policy,
            seed=cast.seed,
            figures=figures,
            missed=len(played.talks) - len(held),
            late=tuple(
                _minutes(one.starts_at, begun(one))
                for pair, one in held.items()
                if pair not in listed
            ),
            listed=tuple(
                _minutes(asked[pair], begun(one)) for pair, one in held.items() if pair in listed
            ),
            let_down=len(let_down),
            let_down_by_all=sum(let_down),
            offers=offers,
            foretelling=Foretelling(waits),
            repairs=tuple(acting.tally.repairs),
            worked=tuple(acting.tally.worked),
            unproved=acting.tally.unproved,
            accepts=tuple(acting.tally.accepts),
            versions=versions,
            acts=acts,
            mails=mails,
            broken=tuple(watch.broken),
            moved=tuple(watch.moved),
            untold=tuple(watch.untold),
            lost=tuple(gone),
            refused=dict(acting.tally.refused),
        )


def _read(session: Session, fair: Fair, acting: Acting) -> _Played:
    talks: list[Talk] = []
    firms: dict[tuple[date, int], Presence] = {}
    agencies: dict[tuple[date, int], Presence] = {}
    for day, _, closes in acting.stage.days:
        talks += talks_of(session, fair, day, now=closes + AFTER)
        those, officers = presences(session, fair, day)
        firms |= {(day, key): one for key, one in those.items()}
        agencies |= {(day, key): one for key, one in officers.items()}
    return _Played(read_snapshot(session, fair), talks, firms, agencies)


def _figures(played: _Played) -> Figures:
    held = played.held
    served = {firm for firm, _ in held}
    came = {firm for _, firm in played.firms}
    guests = {key for key, firm in played.fair.firms.items() if firm.walk_in}
    first, worth = wishes_held(played.fair, held)
    return Figures(
        came=len(came),
        served=len(served),
        guests=len(guests),
        guests_served=len(guests & served),
        held=len(held),
        first_wishes=first,
        worth=worth,
        stood=tuple(_stood(one) for one in held.values()),
        beside=tuple(_beside(played)),
    )


def _stood(talk: Talk) -> float:
    came = talk.facts.firm
    since = max(talk.starts_at, came.at) if came is not None else talk.starts_at
    return _minutes(since, begun(talk))


def _beside(played: _Played) -> list[float]:
    found = []
    for (day, firm), presence in played.firms.items():
        sat = [
            (since, _ended(one))
            for one in played.talks
            for since in [begun(one)]
            if one.firm.id == firm and since is not None
            if one.starts_at.astimezone(played.fair.zone).date() == day
        ]
        if sat:
            whole = _minutes(presence.at, max(ends for _, ends in sat))
            found.append(max(0.0, whole - sum(_minutes(since, ends) for since, ends in sat)))
    return found


def _ended(talk: Talk) -> datetime:
    return min((one.at for one in talk.facts.words if one.kind in OVER), default=talk.ends_at)


def _let_down(played: _Played, acting: Acting, world: World) -> list[bool]:
    """Tell for each promise that was not kept to a firm that was there whether the officer was."""
    stage, fair = acting.stage, played.fair
    firms = {firm.code: key for key, firm in fair.firms.items()}
    agencies = {agency.code: key for key, agency in fair.agencies.items()}
    found = []
    for firm, agency, starts_at in stage.promised:
        pair, by = (firms[firm], agencies[agency]), starts_at + stage.grace
        day = starts_at.astimezone(stage.zone).date()
        came, officer = played.firms.get((day, pair[0])), played.agencies.get((day, pair[1]))
        if pair not in played.held and came is not None and came.at <= by:
            there = officer is not None and officer.at <= by and not world.gone(agency, by)
            found.append(there)
    return found


def _waits(session: Session, acting: Acting) -> tuple[Wait, ...]:
    found = []
    for one in acting.tally.foretold:
        entry = session.get(Waiting, one.entry)
        if entry is None:
            continue
        came = None
        if entry.state is WaitingState.SEATED and entry.ended_at is not None:
            seat = max(entry.offers, key=lambda offer: offer.id)
            came = round(_minutes(one.at, max(entry.ended_at, seat.starts_at)))
        found.append(Wait(one.estimate, came, one.at.astimezone(acting.stage.zone).hour))
    return tuple(found)


def _minutes(since: datetime, until: datetime | None) -> float:
    return 0.0 if until is None else max(0.0, (until - since).total_seconds() / 60)
