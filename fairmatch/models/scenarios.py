"""Scenarios: settings of a timetable that somebody tried and gave a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import Account
from fairmatch.models.base import Base, UtcDateTime


class Scenario(Base):
    """Settings with a name; ``edition`` grows by one with every change, so that none is lost.

    ``account_id`` is who changed it last; None for a command, or once the account is gone.
    """

    __tablename__ = "scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    name: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    edition: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )

    account: Mapped[Account | None] = relationship()

    __table_args__ = (UniqueConstraint("fair_id", "name"),)
