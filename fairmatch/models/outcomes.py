"""What came of consultations, and what the two sides thought of the fair."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.day import Side
from fairmatch.models.files import KeptFile
from fairmatch.models.plans import PlanItem
from fairmatch.models.timetable import Consultation


class OutcomeKind(StrEnum):
    """What a consultation led to; one may lead to several."""

    INFORMATION = "information"
    FOLLOW_UP = "follow_up"
    QUOTATION = "quotation"
    PLEDGE = "pledge"
    CONTRACT = "contract"
    MEMORANDUM = "memorandum"


class Answer(StrEnum):
    """What the other side says of an outcome."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Outcome(Base):
    """What came of one consultation, as it is known now.

    Attributes
    ----------
    kinds
        Words of `OutcomeKind`, in their order; empty where it was not held.
    amount_discussed, amount_signed
        Won; None where nobody named one.
    amount_later
        What was signed has no amount yet; it will be added.
    recorded_side, recorded_at
        Who wrote it first, and when it took place there.
    firm_answer, agency_answer
        What each side says of it as it stands; None until it does. Whoever wrote last agrees.
    objection
        In the words of the side that says it was not so; empty if it gave none.
    decided_at
        When the desk decided between the two; nobody else changes it afterwards.
    follow_up_on, follow_up_done_at
        When what was promised is due, and when it was done.
    follow_up_told
        The due day of which the side that promised was reminded.
    edition
        Grows by one with every change, so that nobody changes what they have not seen.
    """

    __tablename__ = "outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"), index=True)
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), unique=True
    )
    held: Mapped[bool]
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    amount_discussed: Mapped[int | None] = mapped_column(BigInteger)
    amount_signed: Mapped[int | None] = mapped_column(BigInteger)
    amount_later: Mapped[bool] = mapped_column(default=False, server_default=false())
    plan_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), index=True
    )
    note: Mapped[str] = mapped_column(default="")
    recorded_side: Mapped[Side] = mapped_column(words(Side, "outcome_side"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    firm_answer: Mapped[Answer | None] = mapped_column(words(Answer, "firm_answer"))
    agency_answer: Mapped[Answer | None] = mapped_column(words(Answer, "agency_answer"))
    objection: Mapped[str] = mapped_column(default="", server_default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follow_up_on: Mapped[date | None]
    follow_up_side: Mapped[Side | None] = mapped_column(words(Side, "follow_up_side"))
    follow_up_done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follow_up_told: Mapped[date | None]
    edition: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship()
    plan_item: Mapped[PlanItem | None] = relationship()
    changes: Mapped[list["OutcomeChange"]] = relationship(
        order_by="OutcomeChange.id", cascade="all, delete-orphan"
    )
    files: Mapped[list["OutcomeFile"]] = relationship(
        order_by="OutcomeFile.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("amount_discussed is null or amount_discussed >= 0", name="discussed"),
        CheckConstraint("amount_signed is null or amount_signed >= 0", name="signed"),
    )


class OutcomeChange(Base):
    """An outcome as it was before somebody changed it; ``was`` holds its fields by name."""

    __tablename__ = "outcome_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(
        ForeignKey("outcome.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    side: Mapped[Side] = mapped_column(words(Side, "change_side"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    edition: Mapped[int]
    was: Mapped[dict[str, Any]] = mapped_column(JSON)


class OutcomeFile(KeptFile, Base):
    """A file about an outcome; ``side`` handed it in."""

    __tablename__ = "outcome_file"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(words(Side, "file_side"))

    __table_args__ = (
        UniqueConstraint("outcome_id", "digest"),
        CheckConstraint("size > 0", name="size"),
    )


class Survey(Base):
    """What a firm or an agency thinks of the fair: marks from 1 to 5 by question, and words."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int | None] = mapped_column(
        ForeignKey("firm.id", ondelete="CASCADE"), unique=True
    )
    agency_id: Mapped[int | None] = mapped_column(
        ForeignKey("agency.id", ondelete="CASCADE"), unique=True
    )
    marks: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    words: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("(firm_id is null) <> (agency_id is null)", name="one_party"),
        Index(None, "fair_id"),
    )


class ResultsRelease(Base):
    """The results as the organiser opened them to everybody: the figures of one moment.

    They are frozen, because two looks at figures that move would tell what the one firm signed
    that came between. ``figures`` is None while they are closed; ``told`` is what was told at
    all openings so far, and is shown to nobody.
    """

    __tablename__ = "results_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
