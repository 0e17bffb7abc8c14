"""Who wants to meet whom: what firms ask, how agencies mark them, what is agreed beforehand."""

from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, words
from fairmatch.models.people import Agency, Firm
from fairmatch.models.plans import PlanItem


class MarkKind(StrEnum):
    """What an agency says of a firm; no mark at all is neutral."""

    MUST = "must"
    LIKE = "like"
    NEUTRAL = "neutral"
    NO = "no"


class Interest(Base):
    """A firm's wish to talk to an agency; rank 1 is the firm's dearest."""

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

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()

    __table_args__ = (
        UniqueConstraint("firm_id", "agency_id"),
        UniqueConstraint("firm_id", "rank"),
        CheckConstraint("rank >= 1", name="rank"),
    )


class Mark(Base):
    """What an agency says of a firm, with a reason."""

    __tablename__ = "mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MarkKind] = mapped_column(words(MarkKind, "mark_kind"))
    reason: Mapped[str] = mapped_column(default="")

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()

    __table_args__ = (UniqueConstraint("agency_id", "firm_id"),)


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
