"""Who acts at the desk, and when, for the record."""

from typing import Any

from sqlalchemy.orm import Session

from fairmatch.accounts import EnteredFair
from fairmatch.acts import By, record
from fairmatch.models import ActKind, Agency, Firm
from web.site import current_site


def by_organiser(entered: EnteredFair, *, on_behalf: bool = False, key: str = "") -> By:
    """Give the organiser who is signed in, acting now."""
    return By(entered.account.id, current_site().clock(), on_behalf=on_behalf, key=key)


def note(
    session: Session,
    entered: EnteredFair,
    kind: ActKind,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    **said: Any,
) -> None:
    """Keep what the organiser does, in the transaction that does it."""
    by = by_organiser(entered)
    record(session, entered.fair, by, kind, firm=firm, agency=agency, **said)
