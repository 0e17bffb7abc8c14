"""What organisers did to a draft by hand: each act with what it changed, to be undone."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import Account
from fairmatch.models.base import Base, UtcDateTime, words


class HandKind(StrEnum):
    """What was done."""

    MOVE = "move"
    SWAP = "swap"
    DROP = "drop"
    ADD = "add"
    PIN = "pin"
    UNPIN = "unpin"
    UNDO = "undo"
    REDO = "redo"


class HandAct(Base):
    """One act on a draft, of which nothing is ever changed; an undo is an act as well.

    Attributes
    ----------
    edition
        The edition of the draft that it made.
    account_id
        Who did it; None once the account is gone, or for a command.
    shifts
        What it changed: for each consultation its seat before and after, as plain values.
    of
        The edition of the act that it undid or did again.
    """

    __tablename__ = "hand_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    timetable_id: Mapped[int] = mapped_column(ForeignKey("timetable.id", ondelete="CASCADE"))
    edition: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    kind: Mapped[HandKind] = mapped_column(words(HandKind, "hand_kind"))
    shifts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    of: Mapped[int | None]

    account: Mapped[Account | None] = relationship()

    __table_args__ = (UniqueConstraint("timetable_id", "edition"), Index(None, "account_id"))
