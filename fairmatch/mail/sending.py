"""Carrying mails out: each at most once, retried while it has not been handed over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import uuid4

from sqlalchemy import Engine, case, select, update
from sqlalchemy.orm import Session

from fairmatch.config import Settings
from fairmatch.db import reading, writing
from fairmatch.errors import MailRefused, MailServerGone, MailUncertain
from fairmatch.mail.carriers import Carrier, Trip, carrier_of
from fairmatch.mail.falling_due import post_what_is_due
from fairmatch.mail.letters import Letters
from fairmatch.mail.message import message
from fairmatch.models import Mail, MailState
from fairmatch.practice import has_copies

LEASE = timedelta(minutes=10)
"""How long a mail is left to whoever tries it before others may suppose that one dead."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720))
"""How long to wait after the first, second … refusal; after the last the mail is given up."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the mails that were due."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    unsure: int = 0


class Sender:
    """Sends what is due; any number of senders may work at once, on any hosts.

    Parameters
    ----------
    letters
        Puts mails into words.
    sender, start
        As for `message`.
    new_uid
        Names the mails that fall due by themselves (see `falling_due`).
    """

    def __init__(
        self,
        engine: Engine,
        carrier: Carrier,
        letters: Letters,
        *,
        sender: str,
        start: str,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self._engine = engine
        self._carrier = carrier
        self._letters = letters
        self._sender = sender
        self._start = start
        self._clock = clock
        self._new_uid = new_uid

    def send_due(self) -> Sent:
        """Post what falls due by itself, then send all that is due, one after the other.

        They go over one connection.

        A letter box that cannot be reached ends it: the mail in hand is put off, the others stay
        due.
        """
        count = Sent(unsure=self._give_dead_senders_up())
        post_what_is_due(self._engine, now=self._clock(), new_uid=self._new_uid)
        mail_id = self._take()
        if mail_id is None:
            return count
        try:
            with self._carrier.going() as trip:
                while mail_id is not None:
                    count = _add(count, self._send(trip, mail_id))
                    mail_id = self._take()
        except MailServerGone as gone:
            if mail_id is not None:
                count = _add(count, self._refused(mail_id, gone))
        return count

    def _take(self) -> int | None:
        """Take the mail that has waited longest, so that nobody else does.

        Somebody looks at the screen for a code: what lets sign in goes before everything else.
        """
        now = self._clock()
        with writing(self._engine) as session:
            mail = session.scalars(
                select(Mail)
                .where(Mail.state == MailState.WAITING, Mail.due_at <= now)
                .order_by(case((Mail.sign_in_id.is_(None), 1), else_=0), Mail.due_at, Mail.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).one_or_none()
            if mail is None:
                return None
            mail.due_at = now + LEASE
            mail.attempts += 1
            return mail.id

    def _send(self, trip: Trip, mail_id: int) -> MailState:
        try:
            with reading(self._engine) as session:
                made = self._message(session, session.get_one(Mail, mail_id))
            trip.offer(made)
            if not self._move(mail_id, MailState.WAITING, MailState.SENDING):
                return MailState.WAITING
            trip.hand_over(made)
        except MailServerGone:
            raise
        except MailRefused as refused:
            return self._refused(mail_id, refused)
        except MailUncertain as uncertain:
            self._move(mail_id, MailState.SENDING, MailState.UNSURE, uncertain.reason)
            return MailState.UNSURE
        self._move(mail_id, MailState.SENDING, MailState.SENT)
        return MailState.SENT

    def _message(self, session: Session, mail: Mail) -> EmailMessage:
        letter = self._letters.letter(session, mail)
        return message(mail, letter, sender=self._sender, start=self._start, now=self._clock())

    def _refused(self, mail_id: int, refused: MailRefused) -> MailState:
        """Put the mail off, or give it up: it has not been handed over."""
        now = self._clock()
        with writing(self._engine) as session:
            mail = session.get_one(Mail, mail_id, with_for_update=True)
            over = refused.for_good or mail.attempts > len(PAUSES)
            mail.state = MailState.GIVEN_UP if over else MailState.WAITING
            mail.error = refused.reason
            mail.moved_at = now
            if not over:
                mail.due_at = now + PAUSES[mail.attempts - 1]
            return mail.state

    def _move(self, mail_id: int, old: MailState, new: MailState, error: str = "") -> bool:
        """Move a mail on unless somebody else did."""
        with writing(self._engine) as session:
            moved = session.execute(
                update(Mail)
                .where(Mail.id == mail_id, Mail.state == old)
                .values(state=new, error=error, moved_at=self._clock())
                .returning(Mail.id)
            )
            return moved.first() is not None

    def _give_dead_senders_up(self) -> int:
        """Call mails unsure whose sender has not been heard of while handing them over."""
        with writing(self._engine) as session:
            found = session.execute(
                update(Mail)
                .where(Mail.state == MailState.SENDING, Mail.moved_at < self._clock() - LEASE)
                .values(
                    state=MailState.UNSURE,
                    error="the sender ended while it handed the mail over",
                    moved_at=self._clock(),
                )
                .returning(Mail.id)
            )
            return len(found.all())


def sender_of(
    engine: Engine, settings: Settings, secret: bytes, *, clock: Callable[[], datetime]
) -> Sender:
    """Give the sender that the settings name; about a copy to practise with none but a folder."""
    if settings.smtp is not None:
        with reading(engine) as session:
            if has_copies(session):
                settings = settings.model_copy(update={"smtp": None})
    return Sender(
        engine,
        carrier_of(settings),
        Letters(secret, settings.address, clock=clock),
        sender=settings.mail_from,
        start=settings.address,
        clock=clock,
    )


def _add(count: Sent, state: MailState) -> Sent:
    field = {
        MailState.SENT: "sent",
        MailState.WAITING: "put_off",
        MailState.GIVEN_UP: "given_up",
        MailState.UNSURE: "unsure",
    }[state]
    return replace(count, **{field: getattr(count, field) + 1})
