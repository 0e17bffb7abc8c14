"""A firm's requests: what is left, what came back, and their order."""

from collections.abc import Callable

from flask import redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.acts import By
from fairmatch.models import Agency
from fairmatch.requests.asking import withdraw
from fairmatch.requests.lists import invitations_of_firm, wishes_shown
from fairmatch.requests.quota import quota_of
from fairmatch.requests.wishes import find_wish
from web.database import reading
from web.formats import name
from web.requests import notices
from web.requests.blueprint import FIRM, as_firm, blueprint, enter_firm, firm_page
from web.requests.refusal_words import REFUSALS, words_of


@blueprint.get(f"{FIRM}/requests")
def wishes(fair: str, firm: str) -> str:
    """List the firm's requests, the dearest first, and the invitations it has."""
    entered = enter_firm(fair, firm)
    return firm_page(
        "wishes",
        entered,
        wishes=wishes_shown(reading(), entered.firm),
        invitations=invitations_of_firm(reading(), entered.firm),
        quota=quota_of(reading(), entered.fair.id, entered.firm),
    )


@blueprint.post(f"{FIRM}/requests/<agency>/withdraw")
def take_back(fair: str, firm: str, agency: str) -> Response:
    """Withdraw a request; the next page offers to put it back where it was."""

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        asked = agency_of(session, entered.fair.id, agency)
        wish = None if asked is None else find_wish(session, entered.firm, asked)
        if asked is None or wish is None:
            notices.refused(_("There is no such request any more; it was withdrawn meanwhile."))
            return
        fields: notices.Fields = {
            "agency": agency,
            "item": wish.plan_item.code if wish.plan_item else "",
            "purpose": wish.purpose,
            "rank": str(wish.rank),
        }
        withdraw(session, entered.firm, asked, by=by)
        left = quota_of(session, entered.fair.id, entered.firm)
        notices.done(
            _(
                "The request to %(agency)s is withdrawn: %(left)s of %(limit)s left.",
                agency=name(asked),
                left=left.left,
                limit=left.limit,
            ),
            url_for("requests.ask_anew", fair=fair, firm=firm),
            fields,
        )

    done_or_said(fair, firm, act)
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)


def done_or_said(fair: str, firm: str, act: Callable[[Session, EnteredFirm, By], None]) -> None:
    """Do something for a firm, or say on the next page why not."""
    zone = enter_firm(fair, firm).fair.zone
    try:
        as_firm(fair, firm, act)
    except REFUSALS as refusal:
        notices.refused(words_of(refusal, zone))


def agency_of(session: Session, fair_id: int, code: str) -> Agency | None:
    """Give the fair's agency of this code."""
    return session.scalars(
        select(Agency).where(Agency.fair_id == fair_id, Agency.code == code)
    ).one_or_none()
