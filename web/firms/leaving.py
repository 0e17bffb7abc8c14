"""Leaving: withdrawing from the fair, coming back, and having everything erased."""

from uuid import uuid4

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.errors import PhaseClosed
from fairmatch.firms.errors import NotPossibleNow
from fairmatch.firms.withdrawing import come_back, withdraw
from fairmatch.models import ActKind, Phase
from fairmatch.phases import phase_state
from fairmatch.privacy import erase_firm
from fairmatch.schedules import firm_schedule
from web.database import reading, writing
from web.firms.blueprint import AREA, blueprint, enter, go, note, page
from web.site import current_site


@blueprint.get(f"{AREA}/withdraw")
def leave(fair: str, firm: str) -> str | Response:
    """Say what withdrawing means, and ask for it."""
    if enter(fair, firm).firm.withdrawn_at is not None:
        return go("home", fair, firm)
    return _page("withdraw", fair, firm)


@blueprint.post(f"{AREA}/withdraw")
def withdraw_firm(fair: str, firm: str) -> Response | tuple[str, int]:
    """Take the firm out of the fair."""
    enter(fair, firm)
    if "sure" not in request.form:
        return _page("withdraw", fair, firm, _("Please tick the box to confirm.")), 422
    with writing() as session:
        entered = enter(fair, firm, session)
        withdraw(session, entered.firm, clock=current_site().clock, new_uid=lambda: uuid4().hex)
        note(session, entered, ActKind.LEFT)
    return go("home", fair, firm, done="withdrawn")


@blueprint.post(f"{AREA}/come-back")
def come_back_again(fair: str, firm: str) -> Response:
    """Let a firm that withdrew take part again."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            come_back(session, entered.firm, clock=current_site().clock)
            note(session, entered, ActKind.CAME_BACK)
    except (NotPossibleNow, PhaseClosed):
        return go("home", fair, firm)
    return go("home", fair, firm, done="back")


@blueprint.get(f"{AREA}/data/erase")
def ask_to_erase(fair: str, firm: str) -> str:
    """Say what erasing means, and ask for it."""
    return _page("erase", fair, firm)


@blueprint.post(f"{AREA}/data/erase")
def erase(fair: str, firm: str) -> Response | tuple[str, int]:
    """Erase all that tells who the firm is; its consultations that are to come are cancelled."""
    entered = enter(fair, firm)
    if request.form.get("name", "").strip() != entered.firm.name_ko:
        told = _("Please type the firm's name exactly as it stands above.")
        return _page("erase", fair, firm, told), 422
    clock = current_site().clock
    with writing() as session:
        entered = enter(fair, firm, session)
        note(session, entered, ActKind.ERASED)
        withdraw(session, entered.firm, clock=clock, new_uid=lambda: uuid4().hex)
        erase_firm(session, entered.firm, clock=clock)
    return redirect(url_for("public.privacy", code=fair, erased=1), code=303)


def _page(name: str, fair: str, firm: str, told: str = "") -> str:
    entered = enter(fair, firm)
    now = current_site().clock()
    coming = [
        one
        for one in firm_schedule(reading(), entered.firm)
        if not one.cancelled and one.starts_at > now
    ]
    state = phase_state(entered.fair, Phase.REQUESTS, now)
    return page(name, entered, coming=coming, told=told, requests=state)
