"""The blueprint of a firm's own area, and what every page of it begins with."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.acts import By, record
from fairmatch.models import ActKind
from web.access import contact_of
from web.languages import prefer
from web.site import current_site

blueprint = Blueprint("firms", __name__, template_folder="templates")

AREA = "/firm/<fair>/<firm>"


def enter(fair: str, firm: str, session: Session | None = None) -> EnteredFirm:
    """Let a contact of the firm in; the page speaks the firm's language.

    Raises
    ------
    SignInNeeded
        If nobody is signed in.
    NoEntry
        If there is nothing of theirs there.
    """
    entered = contact_of(fair, firm, session)
    prefer(entered.firm.language)
    return entered


def note(session: Session, entered: EnteredFirm, kind: ActKind, **said: Any) -> None:
    """Keep who did what in the firm's area, in the transaction that does it."""
    by = By(entered.account.id, current_site().clock(), on_behalf=entered.on_behalf)
    record(session, entered.fair, by, kind, firm=entered.firm, **said)


def page(name: str, entered: EnteredFirm, **values: Any) -> str:
    """Draw a page of the area."""
    return render_template(
        f"firms/{name}.html", entered=entered, fair=entered.fair, firm=entered.firm, **values
    )


def go(endpoint: str, fair: str, firm: str, **values: Any) -> Response:
    """Lead on to a page of the area after something was done."""
    return redirect(url_for(f"firms.{endpoint}", fair=fair, firm=firm, **values), code=303)
