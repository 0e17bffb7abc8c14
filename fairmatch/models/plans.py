"""What agencies intend to buy, and what became of each item since it was first written down."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import Account
from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.people import Agency


class BuyingMethod(StrEnum):
    """How an agency means to buy a plan item."""

    NEGOTIATED = "negotiated"
    LIMITED_BID = "limited_bid"
    OPEN_BID = "open_bid"
    CATALOGUE = "catalogue"


class PlanState(StrEnum):
    """Whom a plan item is for: a draft for its agency, a withdrawn one was public before."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PlanAct(StrEnum):
    """What was done to a plan item."""

    MADE = "made"
    EDITED = "edited"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class AuthorSide(StrEnum):
    """On whose side somebody stands who changes a plan item."""

    AGENCY = "agency"
    ORGANISER = "organiser"


class PlanItem(Base):
    """One line of an agency's purchasing plan; ``amount`` in won, ``category`` eight digits.

    ``contact``, ``phone`` and ``email`` are whom to ask about this very item; the agency's own
    where they are empty. ``version`` grows with every change, so that a page can tell whether
    an item is still what it showed.
    """

    __tablename__ = "plan_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    code: Mapped[str]
    title: Mapped[str]
    department: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    amount: Mapped[int] = mapped_column(BigInteger)
    year: Mapped[int]
    quarter: Mapped[int]
    method: Mapped[BuyingMethod] = mapped_column(words(BuyingMethod, "buying_method"))
    participation: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[PlanState] = mapped_column(
        words(PlanState, "plan_state"), default=PlanState.PUBLISHED, server_default="published"
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    agency: Mapped[Agency] = relationship()

    __table_args__ = (
        UniqueConstraint("fair_id", "code"),
        Index(None, "fair_id", "agency_id"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("quarter between 1 and 4", name="quarter"),
    )


class PlanChange(Base):
    """One change of a plan item; ``fields`` gives what each changed field said before and after.

    Whom to ask is a matter of people: of ``contact``, ``phone`` and ``email`` it is kept that
    they changed, not what they said. ``account`` is who changed it, none where it came by an
    import or whoever it was is gone.
    """

    __tablename__ = "plan_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[PlanAct] = mapped_column(words(PlanAct, "plan_act"))
    state: Mapped[PlanState] = mapped_column(words(PlanState, "plan_change_state"))
    version: Mapped[int]
    side: Mapped[AuthorSide] = mapped_column(words(AuthorSide, "author_side"))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)

    item: Mapped[PlanItem] = relationship()
    account: Mapped[Account | None] = relationship()

    __table_args__ = (UniqueConstraint("plan_item_id", "version"),)


class PlanUpload(Base):
    """A spreadsheet of an agency's plan items, kept between its trial and its confirmation."""

    __tablename__ = "plan_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
