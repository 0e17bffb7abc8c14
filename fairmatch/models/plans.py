"""What agencies intend to buy."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, words
from fairmatch.models.people import Agency


class BuyingMethod(StrEnum):
    """How an agency means to buy a plan item."""

    NEGOTIATED = "negotiated"
    LIMITED_BID = "limited_bid"
    OPEN_BID = "open_bid"
    CATALOGUE = "catalogue"


class PlanItem(Base):
    """One line of an agency's purchasing plan; ``amount`` in won, ``category`` eight digits."""

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

    agency: Mapped[Agency] = relationship()

    __table_args__ = (
        UniqueConstraint("fair_id", "code"),
        Index(None, "fair_id", "agency_id"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("quarter between 1 and 4", name="quarter"),
    )
