"""Who comes: agencies with their booths, and firms with what they are and sell."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    and_,
    false,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words


class AgencyKind(StrEnum):
    """What kind of public body an agency is."""

    CITY = "city"
    EDUCATION = "education"
    DISTRICT = "district"
    CORPORATION = "corporation"


class FirmKind(StrEnum):
    """What a firm is certified as; a firm may be several at once."""

    SOCIAL_ENTERPRISE = "social_enterprise"
    PRELIMINARY_SOCIAL_ENTERPRISE = "preliminary_social_enterprise"
    COOPERATIVE = "cooperative"
    SOCIAL_COOPERATIVE = "social_cooperative"
    VILLAGE_ENTERPRISE = "village_enterprise"
    SELF_SUFFICIENCY_ENTERPRISE = "self_sufficiency_enterprise"
    SOCIAL_VENTURE = "social_venture"
    WOMEN_OWNED = "women_owned"
    DISABLED_OWNED = "disabled_owned"
    DISABLED_STANDARD_WORKPLACE = "disabled_standard_workplace"
    SEVERELY_DISABLED_PRODUCER = "severely_disabled_producer"
    STARTUP = "startup"


class Approval(StrEnum):
    """Whether the organiser lets a firm take part."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class Agency(Base):
    """A public agency that buys."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    code: Mapped[str]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[AgencyKind] = mapped_column(words(AgencyKind, "agency_kind"))
    homepage: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    officer: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")

    booth: Mapped["Booth"] = relationship(back_populates="agency", cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("fair_id", "code"),)


class Booth(Base):
    """An agency's place in the hall: ``tables`` consultations at once, metres from a corner."""

    __tablename__ = "booth"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), unique=True)
    code: Mapped[str]
    tables: Mapped[int] = mapped_column(default=1)
    area: Mapped[str] = mapped_column(default="")
    x: Mapped[int]
    y: Mapped[int]

    agency: Mapped[Agency] = relationship(back_populates="booth")
    hours: Mapped[list["BoothHours"]] = relationship(
        order_by="(BoothHours.date, BoothHours.opens)", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("fair_id", "code"),
        CheckConstraint("tables between 1 and 50", name="tables"),
    )


class BoothHours(Base):
    """When a booth is staffed, in local time; none at all means the fair's own hours."""

    __tablename__ = "booth_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"))
    date: Mapped[date]
    opens: Mapped[time]
    closes: Mapped[time]

    __table_args__ = (UniqueConstraint("booth_id", "date", "opens"),)


class Firm(Base):
    """A social-economy firm that wants to sell.

    ``contact``, ``phone`` and ``email`` are those of its main contact; the others are
    `FirmContact`. ``registered_at`` is empty for firms that came by import.
    ``approval_reason`` says why it was refused. ``walk_in``: it was written down at the desk on a
    day of the fair. ``erased_at``: nothing tells any more who it is.
    """

    __tablename__ = "firm"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    code: Mapped[str]
    registration_number: Mapped[str]
    name_ko: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    representative: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")
    founded: Mapped[date | None]
    employees: Mapped[int | None]
    language: Mapped[str] = mapped_column(default="ko")
    pitch: Mapped[str] = mapped_column(default="")
    consent_privacy: Mapped[date | None]
    consent_third_party: Mapped[date | None]
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approval: Mapped[Approval] = mapped_column(
        words(Approval, "approval"),
        default=Approval.APPROVED,
        server_default=Approval.APPROVED.value,
    )
    approval_reason: Mapped[str] = mapped_column(default="", server_default="")
    walk_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    kinds: Mapped[list["FirmCertificate"]] = relationship(
        order_by="FirmCertificate.kind", cascade="all, delete-orphan"
    )
    products: Mapped[list["Product"]] = relationship(
        order_by="Product.name", cascade="all, delete-orphan"
    )
    hours: Mapped[list["FirmHours"]] = relationship(
        order_by="(FirmHours.date, FirmHours.comes)", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("fair_id", "code"),
        UniqueConstraint("fair_id", "registration_number"),
    )

    @staticmethod
    def without_number(code: str) -> str:
        """Give what stands in place of a registration number that nobody had at hand."""
        return f"none {code}"

    @property
    def known_number(self) -> str:
        """The registration number; empty while nobody has told it, and once it is erased."""
        number = self.registration_number
        return number if number[:1].isdigit() else ""

    @hybrid_property
    def takes_part(self) -> bool:
        """Whether officers see the firm and timetables are made with it."""
        return self.approval is Approval.APPROVED and self.withdrawn_at is None

    @takes_part.inplace.expression
    @classmethod
    def _takes_part(cls) -> ColumnElement[bool]:
        return and_(cls.approval == Approval.APPROVED, cls.withdrawn_at.is_(None))


class FirmCertificate(Base):
    """What a firm is, with the certificate that says so."""

    __tablename__ = "firm_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    kind: Mapped[FirmKind] = mapped_column(words(FirmKind, "firm_kind"))
    number: Mapped[str] = mapped_column(default="")
    expires: Mapped[date | None]

    __table_args__ = (UniqueConstraint("firm_id", "kind"),)


class Product(Base):
    """What a firm sells, with its product classification (8 digits) or item number (10)."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    name: Mapped[str]
    category: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("firm_id", "name"), Index(None, "category"))


class FirmHours(Base):
    """When a firm can be there, in local time; none at all means the whole fair."""

    __tablename__ = "firm_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    date: Mapped[date]
    comes: Mapped[time]
    leaves: Mapped[time]

    __table_args__ = (UniqueConstraint("firm_id", "date", "comes"),)
