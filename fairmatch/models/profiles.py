"""What a firm adds to its own profile: further contacts, and files about itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime
from fairmatch.models.people import Firm


class FirmContact(Base):
    """A person of a firm beside its main contact, who is kept with the firm itself."""

    __tablename__ = "firm_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str]

    __table_args__ = (UniqueConstraint("firm_id", "email"),)


class FirmFile(Base):
    """A file about a firm, kept in the database so that it goes when the firm's data goes.

    ``uid`` names it in addresses, ``media_type`` was read off its content, ``size`` is bytes,
    ``digest`` is the content's SHA-256 in hexadecimal.
    """

    __tablename__ = "firm_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    firm: Mapped[Firm] = relationship()

    __table_args__ = (
        UniqueConstraint("firm_id", "digest"),
        CheckConstraint("size > 0", name="size"),
    )
