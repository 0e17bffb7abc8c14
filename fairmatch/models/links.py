"""Secret addresses: private pages and calendar feeds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair
from fairmatch.models.people import Agency, Firm


class LinkPurpose(StrEnum):
    """What a secret address opens."""

    PAGE = "page"
    FEED = "feed"
    BOARD = "board"


def _one_live(owner: str, column: str, only: str = "") -> Index:
    live = text(f"revoked_at is null{only}")
    return Index(
        f"uq_secret_link_live_{owner}",
        column,
        "purpose",
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


class SecretLink(Base):
    """A secret address of a firm, an agency, or (neither set) the organiser.

    The token is derived from ``nonce`` with the server's secret and kept only as
    ``token_hash`` (SHA-256, hexadecimal), so that neither a stolen database nor a log opens
    anything. Rotation revokes the row and adds a new one; an owner has at most one live link
    for each purpose.
    """

    __tablename__ = "secret_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    purpose: Mapped[LinkPurpose] = mapped_column(words(LinkPurpose, "link_purpose"))
    nonce: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    fair: Mapped[Fair] = relationship()
    firm: Mapped[Firm | None] = relationship()
    agency: Mapped[Agency | None] = relationship()

    __table_args__ = (
        CheckConstraint("firm_id is null or agency_id is null", name="one_owner"),
        Index(None, "fair_id", "firm_id", "agency_id", "purpose"),
        _one_live("firm", "firm_id"),
        _one_live("agency", "agency_id"),
        _one_live("organiser", "fair_id", " and firm_id is null and agency_id is null"),
    )
