"""Acts by hand sent from the grid or from a consultation's page."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Response, jsonify, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from fairmatch.errors import FairMatchError, RuleBroken
from fairmatch.hand.acting import Spot, Talk, drop, pin, put, redo, undo
from fairmatch.hand.beginning import renew
from fairmatch.hand.history import act_of
from fairmatch.hand.opening import find_draft, pair_named
from fairmatch.hand.refusals import ChangedByOthers, NoSuchTalk
from fairmatch.hand.storing import Done
from fairmatch.hours import moment
from fairmatch.models import Fair
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.grid import told
from web.grid.blueprint import (
    Opened,
    blueprint,
    edition_seen,
    local_moment,
    opened,
    wants_values,
)
from web.grid.changes import changed
from web.grid.page import grid_page
from web.grid.talk import talk_page
from web.languages import language
from web.site import current_site

Act = Callable[..., Done]
"""An act by hand: takes session and fair, the edition seen, who acts, and how to read a board."""
Given = Answer | Response | tuple[str | Response, int]


@blueprint.post("/<firm>/<agency>/put")
def put_on(fair: str, draft: int, firm: str, agency: str) -> Given:
    """Put a consultation or a wish on a seat."""
    local = local_moment(request.form.get("at"))
    to, table = request.form.get("to", agency), request.form.get("table", type=int, default=0)

    def do(session: Session, found: Fair, **how: Any) -> Done:
        at = moment(local.date(), local.time(), ZoneInfo(found.zone))
        spot = Spot(to, at, table)
        both = Talk(firm, agency)
        return put(session, found, draft, both, spot, new_uid=lambda: uuid4().hex, **how)

    return _answer(fair, draft, do, (firm, agency))


@blueprint.post("/<firm>/<agency>/drop")
def drop_out(fair: str, draft: int, firm: str, agency: str) -> Given:
    """Take a consultation out of the draft."""
    do = partial(drop, draft_id=draft, talk=Talk(firm, agency))
    return _answer(fair, draft, do, (firm, agency))


@blueprint.post("/<firm>/<agency>/pin")
def pin_down(fair: str, draft: int, firm: str, agency: str) -> Given:
    """Keep a consultation where it is, or let it go again."""
    fixed = request.form.get("fixed") == "yes"
    do = partial(pin, draft_id=draft, talk=Talk(firm, agency), fixed=fixed)
    return _answer(fair, draft, do, (firm, agency))


@blueprint.post("/undo")
def undo_last(fair: str, draft: int) -> Given:
    """Take back the last act."""
    return _answer(fair, draft, partial(undo, draft_id=draft))


@blueprint.post("/redo")
def redo_last(fair: str, draft: int) -> Given:
    """Do again what was undone last."""
    return _answer(fair, draft, partial(redo, draft_id=draft))


@blueprint.post("/renew")
def renew_draft(fair: str, draft: int) -> Given:
    """Hold the draft against the rules of today."""
    organiser_of(fair)
    seen = edition_seen(request.form.get("edition"))
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            renew(session, entered.fair, draft, seen=seen, by=by_organiser(entered))
    except RuleBroken as broken:
        words = told.still_broken(broken.in_language(language()))
        return grid_page(opened(fair, draft), words), 409
    except ChangedByOthers as error:
        return grid_page(opened(fair, draft), told.refused(error)), 409
    return redirect(url_for("grid.page", fair=fair, draft=draft), code=303)


def _answer(fair: str, draft: int, do: Act, about: tuple[str, str] | None = None) -> Given:
    """Do it, and answer with what changed, or with why it was not done."""
    organiser_of(fair)
    seen = edition_seen(request.form.get("edition"))
    boards = current_site().boards
    answer: Given = redirect(url_for("grid.page", fair=fair, draft=draft), code=303)
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            by = by_organiser(entered)
            done = do(session, entered.fair, seen=seen, by=by, read=boards.read)
            if wants_values():
                kept = find_draft(session, entered.fair, draft)
                new = changed(session, entered.fair, kept, done.board, seen, may_write=True)
                same = done.edition == seen
                last = None if same else act_of(session, kept, done.edition)
                answer = jsonify(new | {"told": told.done(done.board, last)})
    except told.REFUSED as error:
        return _refused(opened(fair, draft), seen, error, about)
    boards.advance(draft, done.edition, done.board)
    return answer


def _refused(
    found: Opened, seen: int, error: FairMatchError, about: tuple[str, str] | None
) -> Given:
    status = 409 if isinstance(error, ChangedByOthers) else 422
    words = told.refused(error)
    if wants_values():
        new = changed(reading(), found.fair, found.draft, found.board, seen, may_write=True)
        return jsonify(new | {"told": words}), status
    try:
        pair = None if about is None else pair_named(found.board, *about)
    except NoSuchTalk:
        pair = None
    if pair is None:
        return grid_page(found, words), status
    return talk_page(found, pair, refused=words), status
