"""Proposals to follow what happened on a day of the fair, and what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import Account
from fairmatch.models.base import Base, UtcDateTime, words


class RepairState(StrEnum):
    """What became of a proposal; ``replaced``: it was too old, and made anew."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    REPLACED = "replaced"


class Repair(Base):
    """What happened, and how the published timetable would follow it.

    Attributes
    ----------
    happened
        What happened; see `fairmatch.repairs.disruptions`.
    number, revision
        The version it changes, and the fair's revision when it was made.
    shifts
        The consultations it changes, by row ids, with where they were and where they go.
    changed
        How many change, those not counted that only keep their place in a day that runs late.
    proved
        Whether it is proved that no fewer do.
    seconds
        How long the search took.
    became
        The version that accepting it published.
    replaced_by
        The proposal that was made in its place.
    """

    __tablename__ = "repair"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    happened: Mapped[dict[str, Any]] = mapped_column(JSON)
    number: Mapped[int]
    revision: Mapped[int]
    shifts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changed: Mapped[int]
    proved: Mapped[bool]
    seconds: Mapped[float]
    state: Mapped[RepairState] = mapped_column(
        words(RepairState, "repair_state"), default=RepairState.OPEN
    )
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    became: Mapped[int | None]
    replaced_by: Mapped[int | None] = mapped_column(
        ForeignKey("repair.id", ondelete="SET NULL"), index=True
    )

    account: Mapped[Account | None] = relationship()

    __table_args__ = (
        CheckConstraint("(state = 'open') = (closed_at is null)", name="closed_whole"),
        Index(None, "fair_id", "made_at"),
    )
