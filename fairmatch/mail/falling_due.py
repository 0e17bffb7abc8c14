"""What nobody asks for at the moment it is due: put into the outbox by whoever sends mails."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, exists, or_, select
from sqlalchemy.orm import Session

from fairmatch.acts import take_fair
from fairmatch.db import reading, writing
from fairmatch.mail.consultation_mail import post_consultations, untold
from fairmatch.mail.evening_mail import is_evening, post_evening
from fairmatch.mail.follow_up_mail import follow_ups_due, post_follow_ups
from fairmatch.mail.survey_mail import asked_now, post_surveys
from fairmatch.models import Fair, Outcome

NewUid = Callable[[], str]
ONE_DAY = timedelta(days=1)
"""No zone's day is further ahead of UTC's."""


def post_what_is_due(engine: Engine, *, now: datetime, new_uid: NewUid) -> int:
    """Post consultations for calendars, reminders, and questions after a fair; give how many mails.

    It may be called as often as one likes, by any number of senders at once: what was posted is
    not posted again. Where nothing is due, nothing is written.
    """
    promised = exists().where(
        Outcome.fair_id == Fair.id,
        Outcome.follow_up_on <= (now + ONE_DAY).date(),
        Outcome.follow_up_done_at.is_(None),
        Outcome.follow_up_told.is_distinct_from(Outcome.follow_up_on),
    )
    switched_on = or_(Fair.invitations, Fair.evening_reminders, Fair.survey_mails, promised)
    with reading(engine) as session:
        wanting = session.scalars(select(Fair).where(switched_on))
        due = [fair.id for fair in wanting if _is_due(session, fair, now)]
    posted = 0
    for fair_id in due:
        with writing(engine) as session:
            fair = take_fair(session, fair_id)
            posted += post_consultations(session, fair, now=now, new_uid=new_uid)
            posted += post_evening(session, fair, now=now, new_uid=new_uid)
            posted += post_follow_ups(session, fair, now=now, new_uid=new_uid)
            posted += post_surveys(session, fair, now=now, new_uid=new_uid)
    return posted


def _is_due(session: Session, fair: Fair, now: datetime) -> bool:
    return bool(
        untold(session, fair)
        or is_evening(fair, now)
        or follow_ups_due(session, fair, now)
        or asked_now(session, fair, now)
    )
