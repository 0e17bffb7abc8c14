"""When people may register, ask and answer: the phases of a fair's intake."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair


class Phase(StrEnum):
    """What people may do while it is open: firms register, firms ask, agencies mark."""

    REGISTRATION = "registration"
    REQUESTS = "requests"
    MARKS = "marks"


class PhaseOverride(StrEnum):
    """What the organiser set by hand against the dates."""

    OPEN = "open"
    CLOSED = "closed"


class PhaseWindow(Base):
    """One phase of one fair: from ``opens_at`` until just before ``closes_at``.

    A moment that is not set is not a limit. ``override`` was set by hand at ``override_at``
    and beats the dates.
    """

    __tablename__ = "phase_window"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    phase: Mapped[Phase] = mapped_column(words(Phase, "phase"))
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    override: Mapped[PhaseOverride | None] = mapped_column(words(PhaseOverride, "phase_override"))
    override_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    fair: Mapped[Fair] = relationship(back_populates="windows")

    __table_args__ = (
        UniqueConstraint("fair_id", "phase"),
        CheckConstraint("opens_at < closes_at", name="order"),
        CheckConstraint("(override IS NULL) = (override_at IS NULL)", name="override_at"),
    )
