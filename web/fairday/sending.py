"""Acts as they are sent: many at once by a script that may have kept them, or one by a form."""

import hashlib
from collections.abc import Callable
from urllib.parse import parse_qsl

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from fairmatch.errors import UnknownConsultation
from fairmatch.fairday.refusals import BadAct, DayRefusal
from fairmatch.models import Fair
from fairmatch.outcomes.errors import BadOutcome, NotBegun, OutcomeChanged, OutcomeDecided
from web.accounts import landing
from web.database import reading, writing
from web.fairday.actors import Actor, linked_actor, signed_in_actor
from web.fairday.blueprint import blueprint, owner
from web.fairday.kinds import KINDS
from web.fairday.values import Values
from web.fairday.words import refusal
from web.postman import wake
from web.security import mark_private
from web.site import current_site

MOST = 50
"""Acts taken at once; a script with more of them sends the rest afterwards."""
LONGEST_KEY = 64

REFUSED = (
    DayRefusal,
    UnknownConsultation,
    BadOutcome,
    NotBegun,
    OutcomeChanged,
    OutcomeDecided,
)
"""Refusals that an act is answered with; anything else is a fault and is sent again."""

Whose = Callable[[Session], Actor]


@blueprint.get("/day/token")
def token() -> Response:
    """Give what a page that was kept without a network needs before it sends anything."""
    mark_private()
    answer = jsonify(csrf=generate_csrf(), owner=owner())
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/day/<fair>/acts")
def take_acts(fair: str) -> Response | tuple[Response, int]:
    """Do what somebody signed in did; each act is answered for itself."""
    who = request.args.get("as", "desk")
    signed_in_actor(reading(), fair, who)
    return _answered(lambda session: signed_in_actor(session, fair, who))


@blueprint.post("/my/<token>/day/acts")
def take_linked_acts(token: str) -> Response | tuple[Response, int]:
    """Do what the owner of a secret page did."""
    linked_actor(reading(), token)
    return _answered(lambda session: linked_actor(session, token))


@blueprint.post("/day/<fair>/act")
def take_act(fair: str) -> Answer | tuple[str, int]:
    """Do one act of a form, and lead back to where it was on."""
    who = request.args.get("as", "desk")
    signed_in_actor(reading(), fair, who)
    return _led_back(lambda session: signed_in_actor(session, fair, who))


@blueprint.post("/my/<token>/day/act")
def take_linked_act(token: str) -> Answer | tuple[str, int]:
    """Do one act of a form on a secret page, and lead back to it."""
    linked_actor(reading(), token)
    return _led_back(lambda session: linked_actor(session, token))


def _answered(whose: Whose) -> Response | tuple[Response, int]:
    sent = request.get_json(silent=True)
    acts = sent.get("acts") if isinstance(sent, dict) else None
    if not isinstance(acts, list) or len(acts) > MOST:
        return jsonify(error=f"acts: a list of {MOST} at most"), 400
    answers = [_done(whose, act) for act in acts]
    answer = jsonify(now=current_site().clock().isoformat(), acts=answers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _done(whose: Whose, act: object) -> dict[str, str]:
    """Do one act in a transaction of its own, so that a refused one takes no other along."""
    values = Values(act if isinstance(act, dict) else {})
    key = values.texts("key")[0] if values.has("key") else ""
    try:
        if not 0 < len(key) <= LONGEST_KEY:
            raise BadAct("key")
        news = _do(whose, values, key)
    except REFUSED as error:
        return {"key": key, "answer": "refused", "words": refusal(error, _fair(whose))}
    return {"key": key, "answer": "accepted" if news else "already", "words": ""}


def _do(whose: Whose, values: Values, key: str) -> bool:
    kind = KINDS.get(values.text("kind"))
    if kind is None:
        raise BadAct("kind")
    with writing() as session:
        answer = kind(session, whose(session), values, key)
    # A seat may be free now that somebody waits for.
    wake()
    return answer


def _led_back(whose: Whose) -> Answer | tuple[str, int]:
    fields: dict[str, object] = {name: request.form.getlist(name) for name in request.form}
    for name, text in parse_qsl(request.form.get("do", "")):
        fields[name] = text
    values = Values(fields)
    back = landing.inside(request.form.get("next")) or url_for("public.home")
    try:
        _do(whose, values, _pressed())
    except REFUSED as error:
        fair = _fair(whose)
        words = refusal(error, fair)
        return render_template("fairday/refused.html", fair=fair, words=words, back=back), 422
    return redirect(back, code=303)


def _pressed() -> str:
    """Give the key of a form's button: pressed twice it is one act, another button another."""
    key = request.form.get("key", "")
    said = f"{key} {request.form.get('do', '')}"
    return hashlib.sha256(said.encode()).hexdigest()[:LONGEST_KEY] if key else ""


def _fair(whose: Whose) -> Fair:
    return whose(reading()).fair
