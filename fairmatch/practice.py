"""A copy of a fair to practise with: marked for ever, played on a clock that is set by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from fairmatch.config import Settings
from fairmatch.errors import BadClock, NotACopy, OnlyACopy
from fairmatch.files.folder import write_files
from fairmatch.hours import moment
from fairmatch.models import Fair, Practice

BEFORE = timedelta(minutes=30)
"""How long before a fair opens its rehearsal begins."""


def machine_clock() -> datetime:
    """Give this moment, in UTC."""
    return datetime.now(UTC)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """Give the clock by which everything goes."""
    return machine_clock if settings.clock_file is None else SetClock(settings.clock_file)


class SetClock:
    """A clock that stands where its file says, until whoever plays sets it on.

    All processes that play together name the same file.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        """Give the moment.

        Raises
        ------
        BadClock
            If the file is none, or says no moment.
        """
        try:
            at = datetime.fromisoformat(self._file.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            raise BadClock(str(self._file), str(error)) from error
        if at.tzinfo is None:
            raise BadClock(str(self._file), "the moment has no offset from UTC")
        return at.astimezone(UTC)

    def set(self, at: datetime) -> None:
        """Let it be another moment, for everybody at once."""
        write_files(self._file.parent, [(self._file.name, f"{at.isoformat()}\n".encode())])


def _marked() -> ColumnElement[bool]:
    return exists().where(Practice.fair_id == Fair.id)


def call_copies(session: Session, now: datetime) -> None:
    """Call all fairs of a database copies, for ever."""
    for fair in session.scalars(select(Fair.id).where(~_marked())):
        session.add(Practice(fair_id=fair, since=now))


def require_copies(session: Session) -> None:
    """Refuse to play where a fair may be the real one.

    Raises
    ------
    NotACopy
        If a fair was never called a copy.
    """
    real = session.scalar(select(Fair.code).where(~_marked()).limit(1))
    if real is not None:
        raise NotACopy(real)


def require_real(session: Session) -> None:
    """Refuse to serve a copy as if it were the fair.

    Raises
    ------
    OnlyACopy
        If a fair is a copy.
    """
    copy = session.scalar(select(Fair.code).where(_marked()).limit(1))
    if copy is not None:
        raise OnlyACopy(copy)


def has_copies(session: Session) -> bool:
    """Tell whether any fair is a copy, so that nothing may leave the house."""
    return session.scalar(select(Practice.fair_id).limit(1)) is not None


def beginning(session: Session) -> datetime:
    """Give the moment at which a rehearsal begins: shortly before the first day opens."""
    opens = [
        moment(day.date, day.opens, ZoneInfo(fair.zone))
        for fair in session.scalars(select(Fair))
        for day in fair.days
    ]
    return min(opens, default=machine_clock()) - BEFORE
