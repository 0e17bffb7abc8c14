"""Who acts at the desk, and when, for the record."""

from fairmatch.accounts import EnteredFair
from fairmatch.acts import By
from web.site import current_site


def by_organiser(entered: EnteredFair, *, on_behalf: bool = False, key: str = "") -> By:
    """Give the organiser who is signed in, acting now."""
    return By(entered.account.id, current_site().clock(), on_behalf=on_behalf, key=key)
