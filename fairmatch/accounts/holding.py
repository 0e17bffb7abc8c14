"""What somebody typed into a form whose session had ended, kept until they have signed in."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.models import Account, HeldForm

KEPT = timedelta(hours=1)
LARGEST = 64 * 1024
"""Bytes of all names and words together."""

MOST_FIELDS = 500


def fits(fields: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a form is small enough to be kept."""
    size = sum(len(name.encode()) + len(words.encode()) for name, words in fields)
    return len(fields) <= MOST_FIELDS and size <= LARGEST


def hold(
    session: Session,
    path: str,
    fields: Sequence[tuple[str, str]],
    *,
    whose: Account | None,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str] = token_hex,
) -> str:
    """Keep a form that `fits`; give what its browser is to know it by.

    Parameters
    ----------
    whose
        Who may have it back; None where nobody knows whose session it was.
    """
    uid = new_uid()
    session.execute(delete(HeldForm).where(HeldForm.made_at < clock() - KEPT))
    session.add(
        HeldForm(
            uid_hash=_hash(uid),
            account_id=whose.id if whose else None,
            path=path,
            fields=[[name, words] for name, words in fields],
            made_at=clock(),
        )
    )
    session.flush()
    return uid


def held(
    session: Session, uid: str, account_id: int, *, clock: Callable[[], datetime]
) -> HeldForm | None:
    """Give the form to whoever typed it; None if it is somebody else's, or no longer kept."""
    found = session.scalars(select(HeldForm).where(HeldForm.uid_hash == _hash(uid))).one_or_none()
    if found is None or found.made_at < clock() - KEPT:
        return None
    return found if found.account_id in (None, account_id) else None


def let_go(session: Session, uid: str) -> None:
    """Forget the form."""
    session.execute(delete(HeldForm).where(HeldForm.uid_hash == _hash(uid)))


def _hash(uid: str) -> str:
    return hashlib.sha256(uid.encode()).hexdigest()
