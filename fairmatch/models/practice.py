"""Fairs that are only played: copies made to practise with."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairmatch.models.base import Base, UtcDateTime


class Practice(Base):
    """A fair that is a copy to practise with, for ever: no mail about it leaves the house."""

    __tablename__ = "practice"

    fair_id: Mapped[int] = mapped_column(
        ForeignKey("fair.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[datetime] = mapped_column(UtcDateTime)
