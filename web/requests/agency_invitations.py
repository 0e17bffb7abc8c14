"""An agency invites firms, and sees what became of it."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredAgency
from fairmatch.acts import By
from fairmatch.requests.demand import seats_of
from fairmatch.requests.invited import invitations_out
from fairmatch.requests.inviting import call_back, invite
from fairmatch.requests.lists import (
    MOST_FOUND,
    firms_to_invite,
    invitations_of_agency,
    items_to_ask_about,
)
from fairmatch.requests.texts import LONGEST
from web.access import officer_of
from web.database import reading
from web.formats import name
from web.requests import notices
from web.requests.askers import done_or_said, firm_of
from web.requests.blueprint import AGENCY, agency_page, blueprint
from web.words import FIRM_KINDS


@blueprint.get(f"{AGENCY}/invitations")
def invitations(fair: str, agency: str) -> str:
    """List the agency's invitations, and look for firms to invite."""
    entered = officer_of(fair, agency)
    words = request.args.get("q", "").strip()[:200]
    found = firms_to_invite(reading(), entered.fair, entered.agency, words) if words else []
    limit = seats_of(reading(), entered.fair, entered.agency).to_give
    out = invitations_out(reading(), entered.agency)
    return agency_page(
        "invitations",
        entered,
        invitations=invitations_of_agency(reading(), entered.agency),
        words=words,
        found=found,
        most=MOST_FOUND,
        items=items_to_ask_about(reading(), entered.agency) if found else [],
        item=request.args.get("item", ""),
        limit=limit,
        left=max(limit - out, 0),
        firm_kinds=FIRM_KINDS,
        longest=LONGEST,
    )


@blueprint.post(f"{AGENCY}/invitations/<firm>")
def invite_firm(fair: str, agency: str, firm: str) -> Response:
    """Invite a firm."""

    def act(session: Session, entered: EnteredAgency, by: By) -> None:
        invited = firm_of(session, entered, firm)
        new = invite(
            session,
            entered.agency,
            invited,
            by=by,
            item_code=request.form.get("item", ""),
            message=request.form.get("message", ""),
        )
        if new:
            notices.done(
                _("%(firm)s is invited. It sees this on its page.", firm=name(invited)),
                url_for("requests.call_firm_back", fair=fair, agency=agency, firm=firm),
            )

    done_or_said(fair, agency, act)
    return redirect(url_for("requests.invitations", fair=fair, agency=agency), code=303)


@blueprint.post(f"{AGENCY}/invitations/<firm>/back")
def call_firm_back(fair: str, agency: str, firm: str) -> Response:
    """Take back an invitation that is not answered yet."""

    def act(session: Session, entered: EnteredAgency, by: By) -> None:
        invited = firm_of(session, entered, firm)
        if call_back(session, entered.agency, invited, by=by):
            notices.done(_("The invitation of %(firm)s is called back.", firm=name(invited)))

    done_or_said(fair, agency, act)
    return redirect(url_for("requests.invitations", fair=fair, agency=agency), code=303)
