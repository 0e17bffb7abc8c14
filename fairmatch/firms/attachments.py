"""Files that a firm shows of itself: a brochure, a certificate, a picture of a product."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.firms.errors import BadFile, TooMany, Twice, UnknownFile
from fairmatch.firms.media import harmless_name, media_type
from fairmatch.models import Firm, FirmFile

MOST_FILES = 3
MOST_BYTES = 5 * 1024 * 1024


def keep_file(
    session: Session,
    firm: Firm,
    name: str,
    content: bytes,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> FirmFile:
    """Keep a file of a firm in the database; what it is, its content says, not its name.

    Raises
    ------
    BadFile
        If it is empty, larger than `MOST_BYTES`, or of no kind that is taken.
    TooMany
        If the firm has `MOST_FILES` already.
    Twice
        If the firm has a file of this very content.
    """
    sent = weighed(name, content)
    _wait_for_others(session, firm)
    same = select(FirmFile.name).where(FirmFile.firm_id == firm.id, FirmFile.digest == sent.digest)
    known = session.scalar(same)
    if known is not None:
        raise Twice("file", known)
    number = session.scalar(select(func.count()).where(FirmFile.firm_id == firm.id)) or 0
    if number >= MOST_FILES:
        raise TooMany("files", MOST_FILES)
    kept = FirmFile(firm_id=firm.id, uid=new_uid(), kept_at=clock(), **asdict(sent))
    session.add(kept)
    session.flush()
    return kept


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file that was sent to us and may be kept; see `fairmatch.models.files`."""

    name: str
    media_type: str
    size: int
    digest: str
    content: bytes


def weighed(name: str, content: bytes) -> Weighed:
    """Give what is to be kept of a file that is sent to us.

    Raises
    ------
    BadFile
        If it is empty, larger than `MOST_BYTES`, or of no kind that is taken.
    """
    if not content:
        raise BadFile(name, "empty")
    if len(content) > MOST_BYTES:
        raise BadFile(name, "large")
    kind = media_type(content)
    if kind is None:
        raise BadFile(name, "type")
    digest = hashlib.sha256(content).hexdigest()
    return Weighed(harmless_name(name, kind), kind, len(content), digest, content)


def files_of(session: Session, firm: Firm) -> Sequence[FirmFile]:
    """Give a firm's files without their content, the oldest first."""
    return session.scalars(
        select(FirmFile).where(FirmFile.firm_id == firm.id).order_by(FirmFile.kept_at, FirmFile.id)
    ).all()


def find_file(session: Session, firm: Firm, uid: str) -> FirmFile:
    """Give one file of a firm.

    Raises
    ------
    UnknownFile
        If this firm has no such file.
    """
    found = session.scalars(
        select(FirmFile).where(FirmFile.firm_id == firm.id, FirmFile.uid == uid)
    ).one_or_none()
    if found is None:
        raise UnknownFile(uid)
    return found


def file_for_officers(session: Session, firm: Firm, uid: str) -> FirmFile:
    """Give one file of a firm that takes part and agreed to hand its data to agencies.

    Raises
    ------
    UnknownFile
        If there is no such file, or officers may not see it.
    """
    if not firm.takes_part or firm.consent_third_party is None:
        raise UnknownFile(uid)
    return find_file(session, firm, uid)


def remove_file(session: Session, firm: Firm, uid: str) -> str:
    """Remove one file of a firm for good; give its name.

    Raises
    ------
    UnknownFile
        If this firm has no such file.
    """
    found = find_file(session, firm, uid)
    name = found.name
    session.delete(found)
    session.flush()
    return name


def _wait_for_others(session: Session, firm: Firm) -> None:
    # Two uploads at once are counted one after the other. On SQLite the transaction of a
    # writer is the lock.
    session.execute(select(Firm.id).where(Firm.id == firm.id).with_for_update())
