"""Words that mean the same, as the organiser of a fair adds them."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairmatch.models.base import Base


class Synonym(Base):
    """A word and a meaning it has in this fair, beside those of the program's own table.

    An empty ``meaning`` takes the word out of the program's table.
    """

    __tablename__ = "synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    word: Mapped[str]
    meaning: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("fair_id", "word", "meaning"),)
