"""What nobody asks for at the moment it is due: put into the outbox by whoever sends mails."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, or_, select

from fairmatch.acts import take_fair
from fairmatch.db import reading, writing
from fairmatch.mail.consultation_mail import post_consultations, untold
from fairmatch.mail.evening_mail import is_evening, post_evening
from fairmatch.models import Fair

NewUid = Callable[[], str]


def post_what_is_due(engine: Engine, *, now: datetime, new_uid: NewUid) -> int:
    """Post consultations for calendars and reminders of the evening; give how many mails.

    It may be called as often as one likes, by any number of senders at once: what was posted is
    not posted again. Where nothing is due, nothing is written.
    """
    with reading(engine) as session:
        wanting = session.scalars(select(Fair).where(or_(Fair.invitations, Fair.evening_reminders)))
        due = [fair.id for fair in wanting if untold(session, fair) or is_evening(fair, now)]
    posted = 0
    for fair_id in due:
        with writing(engine) as session:
            fair = take_fair(session, fair_id)
            posted += post_consultations(session, fair, now=now, new_uid=new_uid)
            posted += post_evening(session, fair, now=now, new_uid=new_uid)
    return posted
