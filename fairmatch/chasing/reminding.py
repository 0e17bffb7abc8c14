"""Reminding by mail those who have something left to do; once a day at most for each thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.chasing.silence import Awaited, Silence
from fairmatch.models import Agency, Fair, Firm, Mail, MailKind, MailState
from fairmatch.phases import local_of

KOREAN = "ko"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who would be reminded of one thing, and who would not.

    Attributes
    ----------
    without
        Those that have no mail address.
    already
        Those that were reminded of the same today.
    """

    to: tuple[Awaited, ...]
    without: tuple[Awaited, ...]
    already: tuple[Awaited, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a day's reminders of one thing."""

    posted: int
    sent: int
    waiting: int

    @property
    def failed(self) -> int:
        """How many were given up, or nobody knows whether they arrived."""
        return self.posted - self.sent - self.waiting


def recipients(
    session: Session, fair: Fair, found: Sequence[Awaited], silence: Silence, now: datetime
) -> Recipients:
    """Sort out who of those found would be reminded of what they have not done."""
    meant = [one for one in found if silence in one.silences]
    start = _cause_of_day(fair, silence, now)
    known = set(
        session.scalars(
            select(Mail.cause).where(
                Mail.fair_id == fair.id, Mail.cause.startswith(start, autoescape=True)
            )
        )
    )
    without = tuple(one for one in meant if not one.party.email)
    already = tuple(one for one in meant if start + _name(one.party) in known)
    left_out = {*map(id, without), *map(id, already)}
    return Recipients(tuple(one for one in meant if id(one) not in left_out), without, already)


def remind(
    session: Session,
    fair: Fair,
    found: Sequence[Awaited],
    silence: Silence,
    *,
    now: datetime,
    new_uid: Callable[[], str],
) -> Recipients:
    """Put a reminder into the outbox for everybody found who has this left to do.

    Nobody is reminded of the same thing twice on a day of the fair's calendar. The session has
    to be one for writing.
    """
    # Whoever reminds waits for whoever else does, so that nobody is written to by both.
    session.execute(select(Fair.id).where(Fair.id == fair.id).with_for_update())
    sorted_out = recipients(session, fair, found, silence, now)
    for one in sorted_out.to:
        session.add(reminder(fair, one.party, silence, now=now, uid=new_uid()))
    session.flush()
    return sorted_out


def reminder(
    fair: Fair, party: Firm | Agency, silence: Silence, *, now: datetime, uid: str
) -> Mail:
    """Give a reminder; nobody is sent it before it is added to a session."""
    firm = party if isinstance(party, Firm) else None
    agency = party if isinstance(party, Agency) else None
    return Mail(
        fair=fair,
        firm=firm,
        agency=agency,
        uid=uid,
        kind=MailKind.REMINDER,
        cause=_cause_of_day(fair, silence, now) + _name(party),
        recipient=party.email,
        language=firm.language if firm else KOREAN,
        made_at=now,
        due_at=now,
        moved_at=now,
    )


def silence_of(mail: Mail) -> Silence:
    """Give what a reminder reminds of."""
    return Silence(mail.cause.split()[1])


def progress(session: Session, fair: Fair, silence: Silence, day: date) -> Progress:
    """Count what became of the reminders of a day."""
    start = _cause(silence, day)
    rows = session.execute(
        select(Mail.state, func.count())
        .where(Mail.fair_id == fair.id, Mail.cause.startswith(start, autoescape=True))
        .group_by(Mail.state)
    )
    states = {row[0]: row[1] for row in rows}
    waiting = sum(states.get(state, 0) for state in (MailState.WAITING, MailState.SENDING))
    return Progress(sum(states.values()), states.get(MailState.SENT, 0), waiting)


def _cause_of_day(fair: Fair, silence: Silence, now: datetime) -> str:
    return _cause(silence, local_of(now, fair.zone).date())


def _cause(silence: Silence, day: date) -> str:
    return f"reminder {silence} {day} "


def _name(party: Firm | Agency) -> str:
    return f"{'firm' if isinstance(party, Firm) else 'agency'} {party.code}"
