"""The outbox: mails written in the transaction that gives cause for them, sent afterwards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import SignIn
from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair
from fairmatch.models.people import Agency, Firm


class MailKind(StrEnum):
    """What a mail is about."""

    PAGE_ADDRESS = "page_address"
    REMINDER = "reminder"
    SIGN_IN = "sign_in"
    PASSWORD = "password"
    INVITATION = "invitation"
    VERSION = "version"
    CONSULTATION = "consultation"
    EVENING = "evening"
    OFFER = "offer"
    SURVEY = "survey"
    FOLLOW_UP = "follow_up"


class MailState(StrEnum):
    """Where a mail stands.

    ``SENDING`` is set just before the words are handed over. A mail found there after its
    sender died is ``UNSURE``: it may have arrived, so nobody but a person sends it again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    GIVEN_UP = "given_up"


class Mail(Base):
    """A mail to the contact of a firm or an agency, or to somebody who wants to sign in.

    It keeps what the mail is about, not its words: these are put together when it is sent, so
    that no private address lies in the database.

    Attributes
    ----------
    uid
        Names the message for good; a second sending would carry the same name.
    sign_in
        Whose code and link it tells; nobody but its reader may see its words.
    cause
        What the mail is sent for; a fair has one mail for each cause.
    due_at
        When it may be tried next. Whoever tries it moves this on first, so that no two do.
    moved_at
        When the state last changed.
    """

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    sign_in_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in.id", ondelete="SET NULL"))
    uid: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MailKind] = mapped_column(words(MailKind, "mail_kind"))
    cause: Mapped[str]
    recipient: Mapped[str]
    language: Mapped[str]
    state: Mapped[MailState] = mapped_column(
        words(MailState, "mail_state"), default=MailState.WAITING
    )
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    fair: Mapped[Fair] = relationship()
    firm: Mapped[Firm | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    sign_in: Mapped[SignIn | None] = relationship()

    __table_args__ = (
        UniqueConstraint("fair_id", "cause"),
        CheckConstraint("firm_id is null or agency_id is null", name="one_recipient"),
        Index(None, "state", "due_at"),
    )
