"""The figures of a rehearsal, counted from what is in the database at its end."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from fairmatch.db import reading
from fairmatch.fairday.today import Talk, talks_of
from fairmatch.models import Act, Firm, Mail, SeatOffer, Waiting
from fairmatch.rehearsal.report import Report
from fairmatch.rehearsal.stage import Acting
from fairmatch.rehearsal.talking import begun
from fairmatch.rehearsal.watching import Watch, lost
from fairmatch.schedules import latest_published

AFTER = timedelta(minutes=30)
"""How long after the closing a day is played."""


def count(acting: Acting, watch: Watch, *, policy: str, seed: int) -> Report:
    """Count what came of it."""
    with reading(acting.engine) as session:
        fair = acting.fair(session)
        talks = [
            talk
            for day, _, closes in acting.stage.days
            for talk in talks_of(session, fair, day, now=closes + AFTER)
        ]
        asked = {
            (one.firm_id, one.agency_id): one.asked_at
            for one in session.scalars(select(Waiting).where(Waiting.fair_id == fair.id))
        }
        guests = set(session.scalars(select(Firm.id).where(Firm.fair_id == fair.id, Firm.walk_in)))
        acts, mails, offers = (
            session.scalar(select(func.count()).select_from(one).where(one.fair_id == fair.id)) or 0
            for one in (Act, Mail, SeatOffer)
        )
        version = latest_published(session, fair)
        number = 0 if version is None else version.number or 0
        gone = lost(session, fair, list(acting.journalled()))
    held = [one for one in talks if begun(one) is not None]
    served = {one.firm.id for one in held}
    return Report(
        policy=policy,
        seed=seed,
        held=len(held),
        firms_served=len(served),
        missed=len(talks) - len(held),
        waits=tuple(_waited(one, asked) for one in held),
        guests=len(guests),
        guests_served=len(guests & served),
        offers=offers,
        repairs=tuple(acting.tally.repairs),
        unproved=acting.tally.unproved,
        accepts=tuple(acting.tally.accepts),
        versions=number,
        acts=acts,
        mails=mails,
        broken=tuple(watch.broken),
        reserves=watch.reserves,
        moved=tuple(watch.moved),
        untold=tuple(watch.untold),
        lost=tuple(gone),
        refused=dict(acting.tally.refused),
    )


def _waited(talk: Talk, asked: dict[tuple[int, int], datetime]) -> float:
    since = asked.get((talk.firm.id, talk.agency.id), talk.starts_at)
    begun_at = begun(talk) or since
    return max(0.0, (begun_at - since).total_seconds() / 60)
