"""What every kept file has, whatever it is about."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from fairmatch.models.base import UtcDateTime


class KeptFile:
    """Columns of a file that is kept in the database, so that it goes with what it is about.

    ``uid`` names it in addresses, ``media_type`` was read off its content, ``size`` is bytes,
    ``digest`` is the content's SHA-256 in hexadecimal.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
