"""The fair itself: its settings, its days, its slots and its programme."""

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, words

if TYPE_CHECKING:
    from fairmatch.models.phases import PhaseWindow


GOALS = "coverage,worth,days,breaks,walking,evenness"


class MustMeet(StrEnum):
    """How an agency's mark "must meet" enters the timetable."""

    RULE = "rule"
    WORTH = "worth"


class WaitingOrder(StrEnum):
    """To whom of those who wait a free seat is offered first."""

    ORDER = "order"
    FEWEST = "fewest"


class Fair(Base):
    """One fair; every other row belongs to exactly one.

    ``revision`` grows by one with every change of what the timetable is made from.
    Distances are metres, amounts won, lengths minutes, ``walk_in_reserve`` percent of a
    booth's seats per day. ``retention_until`` is the last day on which personal data is kept.
    ``approval_required``: a firm that registers itself waits for the organiser. With
    ``invitations`` each party is sent its consultations for its calendar by mail, and has been for
    all versions up to ``invited_version``; with ``evening_reminders`` it is reminded of them on
    the evening before, with ``survey_mails`` asked after its last one what it thinks. What a
    timetable is made by is explained in `fairmatch.plan_settings`; ``goals`` are names of its
    goals with commas between, the most important first.

    On the day: ``grace_minutes`` after its beginning a party that is not there is missing, an
    offered seat is kept for ``offer_minutes``, and seats that are free are offered to walk-ins
    ``reserve_opens_minutes`` before they begin, in ``waiting_order``. Boards show firms by code,
    with ``board_names`` by name.
    """

    __tablename__ = "fair"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    name_ko: Mapped[str]
    name_en: Mapped[str]
    summary_ko: Mapped[str] = mapped_column(default="")
    summary_en: Mapped[str] = mapped_column(default="")
    venue_ko: Mapped[str]
    venue_en: Mapped[str]
    zone: Mapped[str] = mapped_column(default="Asia/Seoul")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    umbrella_ko: Mapped[str] = mapped_column(default="사회적경제기업")
    umbrella_en: Mapped[str] = mapped_column(default="social-economy firms")
    organiser_name: Mapped[str]
    organiser_email: Mapped[str]
    organiser_phone: Mapped[str] = mapped_column(default="")
    slot_minutes: Mapped[int] = mapped_column(default=20)
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    changeover_minutes: Mapped[int] = mapped_column(default=3)
    walking_metres_per_minute: Mapped[int] = mapped_column(default=60)
    walk_in_reserve: Mapped[int] = mapped_column(default=15)
    firm_quota: Mapped[int] = mapped_column(default=6)
    firm_quota_per_day: Mapped[int | None]
    request_limit: Mapped[int] = mapped_column(default=8)
    retention_until: Mapped[date | None]
    approval_required: Mapped[bool] = mapped_column(default=False, server_default=false())
    invitations: Mapped[bool] = mapped_column(default=False, server_default=false())
    invited_version: Mapped[int | None]
    evening_reminders: Mapped[bool] = mapped_column(default=False, server_default=false())
    survey_mails: Mapped[bool] = mapped_column(default=False, server_default=false())
    must_meet: Mapped[MustMeet] = mapped_column(words(MustMeet, "must_meet"), default=MustMeet.RULE)
    everyone: Mapped[bool] = mapped_column(default=False, server_default=false())
    worth_step: Mapped[int] = mapped_column(default=10, server_default="10")
    worth_least: Mapped[int] = mapped_column(default=40, server_default="40")
    mutual_bonus: Mapped[int] = mapped_column(default=50, server_default="50")
    goals: Mapped[str] = mapped_column(default=GOALS, server_default=GOALS)
    grace_minutes: Mapped[int] = mapped_column(default=5, server_default="5")
    offer_minutes: Mapped[int] = mapped_column(default=5, server_default="5")
    reserve_opens_minutes: Mapped[int] = mapped_column(default=40, server_default="40")
    waiting_order: Mapped[WaitingOrder] = mapped_column(
        words(WaitingOrder, "waiting_order"),
        default=WaitingOrder.ORDER,
        server_default=WaitingOrder.ORDER.value,
    )
    board_names: Mapped[bool] = mapped_column(default=False, server_default=false())

    days: Mapped[list["FairDay"]] = relationship(
        back_populates="fair", order_by="FairDay.date", cascade="all, delete-orphan"
    )
    slots: Mapped[list["Slot"]] = relationship(
        back_populates="fair", order_by="Slot.position", cascade="all, delete-orphan"
    )
    programme: Mapped[list["ProgrammeItem"]] = relationship(
        back_populates="fair",
        order_by="(ProgrammeItem.date, ProgrammeItem.starts, ProgrammeItem.code)",
        cascade="all, delete-orphan",
    )

    windows: Mapped[list["PhaseWindow"]] = relationship(
        back_populates="fair", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("slot_minutes between 5 and 240", name="slot_minutes"),
        CheckConstraint("walk_in_reserve between 0 and 90", name="walk_in_reserve"),
        CheckConstraint("grace_minutes between 0 and 60", name="grace_minutes"),
        CheckConstraint("offer_minutes between 1 and 60", name="offer_minutes"),
        CheckConstraint("reserve_opens_minutes between 0 and 1440", name="reserve_opens_minutes"),
    )


class FairDay(Base):
    """One day of the fair, in local time; no slot touches lunch where lunch is set."""

    __tablename__ = "fair_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    date: Mapped[date]
    opens: Mapped[time]
    closes: Mapped[time]
    lunch_from: Mapped[time | None]
    lunch_to: Mapped[time | None]

    fair: Mapped[Fair] = relationship(back_populates="days")

    __table_args__ = (UniqueConstraint("fair_id", "date"),)


class Slot(Base):
    """One consultation's worth of local time; ``position`` orders the slots of a fair from 0."""

    __tablename__ = "slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    position: Mapped[int]
    date: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]

    fair: Mapped[Fair] = relationship(back_populates="slots")

    __table_args__ = (UniqueConstraint("fair_id", "date", "starts"),)


class ProgrammeItem(Base):
    """A talk, show or presentation beside the consultations."""

    __tablename__ = "programme_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    code: Mapped[str]
    date: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    place_ko: Mapped[str] = mapped_column(default="")
    place_en: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")

    fair: Mapped[Fair] = relationship(back_populates="programme")

    __table_args__ = (UniqueConstraint("fair_id", "code"),)
