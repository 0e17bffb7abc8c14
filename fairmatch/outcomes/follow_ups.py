"""What somebody promised at a consultation: due on a day, done, or put off to another."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.models import ActKind, Fair, Outcome, Side
from fairmatch.outcomes.answering import taken_outcome
from fairmatch.outcomes.errors import BadOutcome, NothingPromised, Wrong
from fairmatch.outcomes.recording import day_of, record_act
from fairmatch.outcomes.writing import FURTHEST


def follow_up_done(session: Session, fair: Fair, uid: str, *, side: Side, by: By) -> Outcome:
    """Keep that what was promised was done; nobody is reminded of it any more.

    Raises
    ------
    UnknownConsultation, NothingWritten
        If there is no such outcome.
    NothingPromised
        If nothing was promised in it.
    """
    line, outcome = taken_outcome(session, fair, uid)
    if outcome.follow_up_on is None:
        raise NothingPromised
    if outcome.follow_up_done_at is None:
        outcome.follow_up_done_at = by.now
        record_act(session, fair, line, by, ActKind.FOLLOW_UP_DONE, side=side)
        session.flush()
    return outcome


def follow_up_again(
    session: Session, fair: Fair, uid: str, day: date, *, side: Side, by: By
) -> Outcome:
    """Let what was promised be due on another day, done before or not.

    Raises
    ------
    BadOutcome
        If the day is past, or too far ahead.
    UnknownConsultation, NothingWritten, NothingPromised
        As `follow_up_done`.
    """
    line, outcome = taken_outcome(session, fair, uid)
    if outcome.follow_up_on is None:
        raise NothingPromised
    today = day_of(by.now, fair)
    if not today <= day <= today + FURTHEST:
        raise BadOutcome({"follow_up_on": Wrong.DAY})
    if (outcome.follow_up_on, outcome.follow_up_done_at) != (day, None):
        outcome.follow_up_on, outcome.follow_up_done_at = day, None
        outcome.follow_up_told = None
        record_act(
            session, fair, line, by, ActKind.FOLLOW_UP_AGAIN, side=side, day=day.isoformat()
        )  # fmt: skip
        session.flush()
    return outcome


def untold_follow_ups(session: Session, fair: Fair, now: datetime) -> list[Outcome]:
    """Give outcomes whose promise is due today or before, and of which nobody was reminded."""
    return list(
        session.scalars(
            select(Outcome)
            .where(
                Outcome.fair_id == fair.id,
                Outcome.follow_up_on <= day_of(now, fair),
                Outcome.follow_up_done_at.is_(None),
                Outcome.follow_up_told.is_distinct_from(Outcome.follow_up_on),
            )
            .order_by(Outcome.id)
        )
    )
