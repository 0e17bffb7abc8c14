"""Where somebody goes who has just signed in, and nowhere outside this server."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import session, url_for

from fairmatch.accounts import memberships_of
from fairmatch.models import Account, Membership, Role
from web.database import reading

NEXT = "next"
LONGEST = 1000
_NEVER = ("/sign-in", "/sign-out")


def inside(address: str | None) -> str | None:
    """Give the address if it is a path of this server that may be gone to after signing in."""
    if not address or len(address) > LONGEST or not address.startswith("/"):
        return None
    # What browsers take for the beginning of another host, and what could end a header.
    if address.startswith(("//", "/\\")) or "\\" in address or not address.isprintable():
        return None
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith(_NEVER):
        return None
    return address


def remember(address: str | None) -> None:
    """Note where somebody wanted to go before they had to sign in."""
    if (wanted := inside(address)) is not None:
        session[NEXT] = wanted


def place(membership: Membership) -> str:
    """Give the address of the area that a membership opens."""
    fair = membership.fair.code
    if membership.role is Role.OFFICER and membership.agency is not None:
        return f"/agency/{fair}/{membership.agency.code}/"
    if membership.role is Role.CONTACT and membership.firm is not None:
        return f"/firm/{fair}/{membership.firm.code}/"
    return url_for("organisers.desk", fair=fair)


def home(account: Account) -> str:
    """Give where an account belongs: its one place, or the page that lists them."""
    places: Sequence[Membership] = memberships_of(reading(), account)
    if len(places) == 1:
        return place(places[0])
    return url_for("accounts.account")
