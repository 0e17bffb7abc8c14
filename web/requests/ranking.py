"""A firm puts its requests into its own order: by dragging, or by the buttons up and down."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.acts import By
from fairmatch.requests.ranking import move, rank_all
from fairmatch.requests.refusals import ChangedMeanwhile
from web.requests import notices
from web.requests.blueprint import FIRM, blueprint
from web.requests.wishes import done_or_said


@blueprint.post(f"{FIRM}/requests/order")
def order(fair: str, firm: str) -> Response:
    """Take the order of a whole list, or one request's new rank as ``agency:rank``."""
    seen = _codes(request.form.get("seen", ""))
    wanted = _codes(request.form.get("order", ""))
    code, _colon, rank = request.form.get("move", "").partition(":")

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        if code:
            if not rank.isascii() or not rank.isdigit() or len(rank) > 4:
                raise ChangedMeanwhile
            moved = move(session, entered.firm, code, int(rank), by=by, seen=seen)
        else:
            moved = rank_all(session, entered.firm, wanted, by=by, seen=seen)
        if moved:
            notices.done(_("The order is saved."))

    done_or_said(fair, firm, act)
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)


def _codes(text: str) -> list[str]:
    return [one for one in text.split(",") if one]
