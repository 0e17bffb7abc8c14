"""Who wants to meet whom: what firms ask, how agencies mark them, what is agreed beforehand."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.people import Agency, Firm
from fairmatch.models.plans import PlanItem


class MarkKind(StrEnum):
    """What an agency says of a firm; no mark at all is neutral."""

    MUST = "must"
    LIKE = "like"
    NEUTRAL = "neutral"
    NO = "no"


class Interest(Base):
    """A firm's wish to talk to an agency; rank 1 is the firm's dearest.

    A firm has one for each agency, because they meet once; ``plan_item`` names what the talk
    is about, None where it is about the agency in general. ``asked_at`` is None for a wish
    that came in a file. ``walk_in_on``: the day on which the firm came to the booth's waiting
    list and was given one of the seats kept free for that.
    """

    __tablename__ = "interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    plan_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), index=True
    )
    rank: Mapped[int]
    purpose: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    walk_in_on: Mapped[date | None]

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()

    __table_args__ = (
        UniqueConstraint("firm_id", "agency_id"),
        UniqueConstraint("firm_id", "rank"),
        CheckConstraint("rank >= 1", name="rank"),
    )


class Mark(Base):
    """What an agency says of a firm, with a reason; the firm sees both only if ``shown``."""

    __tablename__ = "mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MarkKind] = mapped_column(words(MarkKind, "mark_kind"))
    reason: Mapped[str] = mapped_column(default="")
    shown: Mapped[bool] = mapped_column(default=False, server_default=false())

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()

    __table_args__ = (UniqueConstraint("agency_id", "firm_id"),)


class InvitationState(StrEnum):
    """How a firm answered; one that is still open when requests close has lapsed."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Invitation(Base):
    """An agency asks a firm to come; accepted, it becomes a wish that uses none of the limit."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"), index=True)
    plan_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), index=True
    )
    message: Mapped[str] = mapped_column(default="")
    state: Mapped[InvitationState] = mapped_column(
        words(InvitationState, "invitation_state"), default=InvitationState.OPEN
    )
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()

    __table_args__ = (
        UniqueConstraint("agency_id", "firm_id"),
        CheckConstraint("(state = 'open') = (answered_at is null)", name="answered_whole"),
    )


class Pin(Base):
    """A consultation arranged beforehand: it takes place at this time, with this department."""

    __tablename__ = "pin"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    date: Mapped[date]
    starts: Mapped[time]
    department: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()

    __table_args__ = (UniqueConstraint("firm_id", "agency_id"),)
