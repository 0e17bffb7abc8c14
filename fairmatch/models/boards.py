"""What boards tell everybody in the hall beside the timetable."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fairmatch.models.base import Base, UtcDateTime


class Announcement(Base):
    """A sentence for all in the hall, shown from ``said_at`` until ``until``, or taken back before.

    Attributes
    ----------
    account_id
        Who said it; None for a command, or once the account is gone.
    late_minutes
        By how much a day is late that it tells of, all in all; None if it tells of none.
    """

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    text_ko: Mapped[str]
    text_en: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    late_minutes: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("until > said_at", name="some_time"),
        Index(None, "fair_id", "until"),
    )
