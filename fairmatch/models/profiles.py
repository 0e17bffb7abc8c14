"""What a firm adds to its own profile: further contacts, and files about itself."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base
from fairmatch.models.files import KeptFile
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


class FirmFile(KeptFile, Base):
    """A file about a firm."""

    __tablename__ = "firm_file"

    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))

    firm: Mapped[Firm] = relationship()

    __table_args__ = (
        UniqueConstraint("firm_id", "digest"),
        CheckConstraint("size > 0", name="size"),
    )
