"""Timetables and the consultations in them: drafts, published versions, identities."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair, Slot
from fairmatch.models.people import Agency, Firm
from fairmatch.models.runs import Run
from fairmatch.models.scenarios import Scenario


class ConsultationState(StrEnum):
    """Whether a consultation stands in the latest published version."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Timetable(Base):
    """A draft, or a published version: then ``number`` and ``published_at`` are set for ever.

    ``report`` is the quality report as it was when the timetable was checked. ``edition`` grows
    by one with every act by hand, so that nobody changes a draft they have not seen.
    ``settings`` are those it was made with where they were not the fair's own; ``scenario_id``
    names the scenario they were taken from, which may have changed since.
    ``restores`` is the version that it published anew, where somebody went back to one.
    """

    __tablename__ = "timetable"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id", ondelete="SET NULL"))
    number: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int]
    restores: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=0, server_default="0")
    # Most of a megabyte, and of use to few: read when it is asked for.
    report: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    scenario_id: Mapped[int | None] = mapped_column(
        ForeignKey("scenario.id", ondelete="SET NULL"), index=True
    )
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    fair: Mapped[Fair] = relationship()
    run: Mapped[Run | None] = relationship()
    scenario: Mapped[Scenario | None] = relationship()
    placements: Mapped[list["Placement"]] = relationship(
        back_populates="timetable", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("fair_id", "number"),
        CheckConstraint("(number is null) = (published_at is null)", name="published_whole"),
        # Pages that are open name a draft by its id: a deleted one's is not given to another.
        {"sqlite_autoincrement": True},
    )


class Consultation(Base):
    """The identity of one firm's talk with one agency, the same over all versions.

    ``uid``, ``sequence`` and ``changed_at`` are what calendars need: the identity never
    changes, the sequence grows by one with every published change of time, place or state,
    and ``changed_at`` is the moment of that publication. ``placement`` is the last published
    place and time, kept after a cancellation. ``missed_at``: when it was struck off because one
    of the two had not come; it is not to be planned again by itself.
    """

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="RESTRICT"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"), index=True)
    uid: Mapped[str] = mapped_column(unique=True)
    state: Mapped[ConsultationState] = mapped_column(
        words(ConsultationState, "consultation_state"), default=ConsultationState.PROPOSED
    )
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    placement_id: Mapped[int | None] = mapped_column(
        ForeignKey("placement.id", use_alter=True, ondelete="SET NULL")
    )

    firm: Mapped[Firm] = relationship()
    agency: Mapped[Agency] = relationship()
    placement: Mapped["Placement | None"] = relationship(
        foreign_keys=[placement_id], post_update=True
    )

    __table_args__ = (UniqueConstraint("firm_id", "agency_id"), Index(None, "fair_id"))


class Placement(Base):
    """Where and when one timetable puts a consultation.

    Times (UTC) and the booth's code are copied here, so that a published version stays what
    it was when slots or booths change later. ``table`` counts from 1 within the booth.
    ``pinned``: it was arranged beforehand; ``fixed``: an organiser keeps it where it is.
    """

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    timetable_id: Mapped[int] = mapped_column(ForeignKey("timetable.id", ondelete="CASCADE"))
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), index=True
    )
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    booth_code: Mapped[str]
    table: Mapped[int]
    department: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    fixed: Mapped[bool] = mapped_column(default=False, server_default=false())

    timetable: Mapped[Timetable] = relationship(back_populates="placements")
    consultation: Mapped[Consultation] = relationship(foreign_keys=[consultation_id])
    slot: Mapped[Slot | None] = relationship()

    __table_args__ = (
        UniqueConstraint("timetable_id", "consultation_id"),
        UniqueConstraint("timetable_id", "starts_at", "booth_code", "table"),
    )
