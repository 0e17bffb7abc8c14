"""A firm answers the agencies that invite it."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.acts import By
from fairmatch.requests.inviting import accept, decline
from fairmatch.requests.refusals import NotInvited
from web.formats import name
from web.requests import notices
from web.requests.blueprint import FIRM, blueprint
from web.requests.wishes import agency_of, done_or_said


@blueprint.post(f"{FIRM}/invitations/<agency>")
def answer(fair: str, firm: str, agency: str) -> Response:
    """Accept or decline an invitation."""
    accepting = request.form.get("answer") == "accept"

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        inviting = agency_of(session, entered.fair.id, agency)
        if inviting is None:
            raise NotInvited(entered.firm.code, agency)
        if accepting:
            if accept(session, entered.firm, inviting, by=by):
                notices.done(
                    _(
                        "You accepted. %(agency)s is now last in your list; move it up if it "
                        "matters more to you.",
                        agency=name(inviting),
                    )
                )
        elif decline(session, entered.firm, inviting, by=by):
            notices.done(
                _("You declined the invitation of %(agency)s.", agency=name(inviting)),
                url_for("requests.answer", fair=fair, firm=firm, agency=agency),
                {"answer": "accept"},
            )

    done_or_said(fair, firm, act)
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)
