"""The fair's days as they happen: who is there, what each side says, who waits, what is offered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.people import Agency, Firm
from fairmatch.models.plans import PlanItem
from fairmatch.models.timetable import Consultation


class Side(StrEnum):
    """From which side of the table something is said; the desk speaks for the organiser."""

    FIRM = "firm"
    AGENCY = "agency"
    DESK = "desk"


class Arrival(Base):
    """A firm, or the officer of an agency, is there on a day.

    Attributes
    ----------
    date
        The day of the fair, in local time.
    at, left_at
        When the party came, and when it left for the day; None while it is there.
    account_id
        Who noted it; None once the account is gone, or on a secret page.
    """

    __tablename__ = "arrival"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    date: Mapped[date]
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    firm: Mapped[Firm | None] = relationship()
    agency: Mapped[Agency | None] = relationship()

    __table_args__ = (
        CheckConstraint("(firm_id is null) <> (agency_id is null)", name="one_party"),
        UniqueConstraint("firm_id", "date"),
        UniqueConstraint("agency_id", "date"),
        Index(None, "fair_id", "date"),
    )


class ClaimKind(StrEnum):
    """What a side says of a consultation at its time."""

    LATE = "late"
    BEGUN = "begun"
    ENDED = "ended"
    FIRM_MISSING = "firm_missing"
    AGENCY_MISSING = "agency_missing"
    HELD = "held"


class AttendanceClaim(Base):
    """What one side says of one consultation at the time it had then.

    Claims are kept as they were made; what is true follows from all of them together.

    Attributes
    ----------
    starts_at
        When the consultation was to begin when this was said.
    minutes
        With LATE: by how much the speaker will be late; else None.
    at
        When it was said: on the speaker's telephone, where it was without a network.
    withdrawn_at
        When the speaker took it back.
    """

    __tablename__ = "attendance_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), index=True
    )
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    side: Mapped[Side] = mapped_column(words(Side, "claim_side"))
    kind: Mapped[ClaimKind] = mapped_column(words(ClaimKind, "claim_kind"))
    minutes: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    consultation: Mapped[Consultation] = relationship()

    __table_args__ = (
        CheckConstraint("minutes is null or minutes between 1 and 240", name="minutes"),
        Index(None, "fair_id", "starts_at"),
    )


class WaitingState(StrEnum):
    """Whether a firm still waits for an agency, and else how it ended."""

    WAITING = "waiting"
    SEATED = "seated"
    LEFT = "left"
    CLOSED = "closed"


class Waiting(Base):
    """A firm on the waiting list of an agency's booth, on one day.

    ``asked_at`` orders the list. ``closed``: the list ended before its turn came.
    """

    __tablename__ = "waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    date: Mapped[date]
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    plan_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), index=True
    )
    purpose: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[WaitingState] = mapped_column(
        words(WaitingState, "waiting_state"), default=WaitingState.WAITING
    )
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()
    offers: Mapped[list["SeatOffer"]] = relationship(
        back_populates="waiting", order_by="SeatOffer.made_at", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (ended_at is null)", name="ended_whole"),
        Index(None, "fair_id", "date", "state"),
        Index(
            "uq_waiting_live_pair",
            "firm_id",
            "agency_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )


class OfferAnswer(StrEnum):
    """How an offer ended; ``withdrawn``: its seat was gone before anybody answered."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED = "passed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class SeatOffer(Base):
    """A seat at a booth offered to a firm that waits for it, until ``expires_at``.

    A seat is offered to one firm at a time, and a firm has one open offer of an agency at most.
    """

    __tablename__ = "seat_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"), index=True)
    waiting_id: Mapped[int] = mapped_column(ForeignKey("waiting.id", ondelete="CASCADE"))
    booth_code: Mapped[str]
    table: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[OfferAnswer] = mapped_column(
        words(OfferAnswer, "offer_answer"), default=OfferAnswer.OPEN
    )
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    waiting: Mapped[Waiting] = relationship(back_populates="offers")

    __table_args__ = (
        CheckConstraint("(answer = 'open') = (answered_at is null)", name="answered_whole"),
        Index(
            "uq_seat_offer_open_waiting",
            "waiting_id",
            unique=True,
            sqlite_where=text("answer = 'open'"),
            postgresql_where=text("answer = 'open'"),
        ),
        Index(
            "uq_seat_offer_open_seat",
            "fair_id",
            "booth_code",
            "table",
            "starts_at",
            unique=True,
            sqlite_where=text("answer = 'open'"),
            postgresql_where=text("answer = 'open'"),
        ),
    )
