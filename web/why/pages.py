"""The pages: one wish with its reason and price, the price alone, and holding it anyway."""

from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.errors import (
    NotPriceable,
    OutlookChanged,
    PlanningClash,
    RuleBroken,
    StaleDraft,
    UnknownWish,
)
from fairmatch.models import Timetable
from fairmatch.why import PricesBusy, Question, Standing, State, Wish, ask, hold_anyway
from fairmatch.why.holding import price_seal
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, release, writing
from web.languages import language
from web.organisers.blueprint import Desk, desk_of
from web.site import current_site
from web.why.blueprint import blueprint
from web.why.told import tell

QUICK, LONG = 2.0, 30.0
"""Seconds of search: at once, and where somebody asks to look longer."""
HELD_BACK = 1.0
"""Seconds after which whoever asks for the price alone is told how far it is, and asks again."""


@blueprint.get("/desk/<fair>/why/<firm>/<agency>")
def why(fair: str, firm: str, agency: str) -> str:
    """Say why a firm has no consultation with an agency, and what one would cost."""
    desk = desk_of(fair)
    if desk.shown is None:
        return render_template("organisers/nothing.html", desk=desk, fair=desk.fair)
    return _page(desk, firm, agency)


@blueprint.get("/desk/<fair>/why/<firm>/<agency>/price")
def price(fair: str, firm: str, agency: str) -> str:
    """Give the part of the page that has the price, as soon as it is there."""
    wish = _wish(_timetable(desk_of(fair)), f"{firm}~{agency}")
    release()
    current_site().prices.wait(wish, HELD_BACK)
    desk = desk_of(fair)
    timetable = _timetable(desk)
    question = _question(timetable, firm, agency)
    return render_template("why/price.html", **_priced(desk, timetable, question))


@blueprint.post("/desk/<fair>/why/<firm>/<agency>/hold")
def hold(fair: str, firm: str, agency: str) -> Response | tuple[str, int]:
    """Make a draft that holds the wish, as the page showed it."""
    organiser_of(fair)
    desk = desk_of(fair)
    wish = _wish(_timetable(desk), f"{firm}~{agency}")
    known = current_site().prices.look(wish)
    again = _("The price was counted anew meanwhile. Look at it, then hold it.")
    if known is None or known.price is None or known.basis is None:
        return _page(desk, firm, agency, again), 409
    if request.form.get("seal") != price_seal(known.price):
        return _page(desk, firm, agency, again), 409
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            draft = hold_anyway(
                session,
                entered.fair,
                wish,
                known.basis,
                known.price,
                by=by_organiser(entered),
                new_uid=lambda: str(uuid4()),
            ).id
    except (OutlookChanged, StaleDraft):
        told = _("The timetable or what was asked has changed since. Make another timetable.")
        return _page(desk_of(fair), firm, agency, told), 409
    except RuleBroken as broken:
        told = _("It breaks a rule of the fair:") + " " + "; ".join(broken.in_language(language()))
        return _page(desk_of(fair), firm, agency, told), 409
    return redirect(url_for("organisers.comparison", fair=fair, draft=draft), code=303)


def _page(desk: Desk, firm: str, agency: str, refused: str = "") -> str:
    timetable = _timetable(desk)
    question = _question(timetable, firm, agency)
    return render_template("why/why.html", refused=refused, **_priced(desk, timetable, question))


def _timetable(desk: Desk) -> Timetable:
    """Give the timetable that the address or form names, else the published one, else the draft."""
    asked = request.values.get("of", type=int)
    if asked is not None:
        found = reading().scalars(
            select(Timetable).where(Timetable.id == asked, Timetable.fair_id == desk.fair.id)
        ).one_or_none()  # fmt: skip
    else:
        found = desk.published or desk.draft
    if found is None:
        abort(404)
    return found


def _question(timetable: Timetable, firm: str, agency: str) -> Question:
    try:
        return ask(reading(), timetable, firm, agency)
    except (UnknownWish, PlanningClash):
        abort(404)


def _wish(timetable: Timetable, asked: str) -> Wish:
    seconds = LONG if request.values.get("longer") == "yes" else QUICK
    return Wish(timetable.id, timetable.edition, asked, seconds)


def _priced(desk: Desk, timetable: Timetable, question: Question) -> dict[str, object]:
    wish = _wish(timetable, question.request)
    standing: Standing | None = None
    busy = False
    if question.reason is not None:
        try:
            standing = current_site().prices.ask(wish)
        except PricesBusy:
            busy = True
    known = standing is not None and standing.price is not None and standing.basis is not None
    return {
        "desk": desk,
        "fair": desk.fair,
        "timetable": timetable,
        "question": question,
        "search": standing,
        "busy": busy,
        "states": State,
        "seconds": wish.seconds,
        "longer": wish.seconds > QUICK,
        "stale": standing is not None and isinstance(standing.error, UnknownWish | NotPriceable),
        "told": tell(standing.basis, standing.price)  # type: ignore[union-attr, arg-type]
        if known
        else None,
        "seal": price_seal(standing.price) if standing and standing.price else "",
    }
