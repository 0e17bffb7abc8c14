"""The blueprint of requests, and how its pages are drawn and its acts done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from fairmatch.accounts import EnteredAgency, EnteredFirm
from fairmatch.acts import By
from fairmatch.models import Phase
from fairmatch.phases import PhaseState, phase_state
from web.access import contact_of, officer_of
from web.database import writing
from web.languages import prefer
from web.requests import notices
from web.site import current_site
from web.words import ASKER_ORDERS, HALF_DAYS, MARK_SIGNS, MARKS, TOLD_MARKS

blueprint = Blueprint("requests", __name__, template_folder="templates")

FIRM = "/firm/<fair>/<firm>"
AGENCY = "/agency/<fair>/<agency>"
_LONGEST_KEY = 64


def enter_firm(fair: str, firm: str, session: Session | None = None) -> EnteredFirm:
    """Let a contact of the firm in; the page speaks the firm's language."""
    entered = contact_of(fair, firm, session)
    prefer(entered.firm.language)
    return entered


def as_firm(fair: str, firm: str, act: Callable[[Session, EnteredFirm, By], Any]) -> Any:
    """Do something for a firm in one transaction; what came in before a deadline is in time."""
    now = current_site().clock()
    enter_firm(fair, firm)
    with writing() as session:
        entered = contact_of(fair, firm, session)
        return act(session, entered, _by(entered, now))


def as_agency(fair: str, agency: str, act: Callable[[Session, EnteredAgency, By], Any]) -> Any:
    """Do something for an agency in one transaction; else as `as_firm`."""
    now = current_site().clock()
    officer_of(fair, agency)
    with writing() as session:
        entered = officer_of(fair, agency, session)
        return act(session, entered, _by(entered, now))


def firm_page(name: str, entered: EnteredFirm, **values: Any) -> str:
    """Draw a page of the firm's area."""
    return _page(name, entered, firm=entered.firm, **values)


def agency_page(name: str, entered: EnteredAgency, **values: Any) -> str:
    """Draw a page of the agency's area."""
    return _page(name, entered, agency=entered.agency, **values)


def _page(name: str, entered: EnteredFirm | EnteredAgency, **values: Any) -> str:
    now = current_site().clock()
    phases: dict[str, PhaseState] = {
        phase.value: phase_state(entered.fair, phase, now)
        for phase in (Phase.REQUESTS, Phase.MARKS)
    }
    return render_template(
        f"requests/{name}.html",
        entered=entered,
        fair=entered.fair,
        phases=phases,
        now=now,
        new_key=lambda: uuid4().hex,
        notice=notices.taken(),
        mark_words=MARKS,
        mark_signs=MARK_SIGNS,
        told_marks=TOLD_MARKS,
        asker_orders=ASKER_ORDERS,
        half_days=HALF_DAYS,
        **values,
    )


def _by(entered: EnteredFirm | EnteredAgency, now: datetime) -> By:
    return By(
        entered.account.id,
        now,
        on_behalf=entered.on_behalf,
        key=request.form.get("key", "")[:_LONGEST_KEY],
    )
