"""Firms that wait for the organiser's word: all that is needed to decide, several at once."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.errors import UnknownFirm
from fairmatch.firms.alike import alike
from fairmatch.firms.approving import refused_firms, waiting_firms
from fairmatch.firms.errors import NotPossibleNow, ReasonMissing
from fairmatch.firms.profile import expired
from fairmatch.models import FirmFile
from fairmatch.organising import approve_firms, refuse_firm, set_approval
from fairmatch.phases import local_of
from web.access import organiser_of, viewer_of
from web.acting import by_organiser
from web.database import reading, writing
from web.intake.blueprint import blueprint
from web.site import current_site
from web.words import FIRM_KINDS

LONGEST_REASON = 500


@blueprint.get("/firms")
def firms(fair: str) -> str:
    """List the firms that wait, with what is needed to decide on each."""
    return _page(fair)


@blueprint.post("/firms/approve")
def approve(fair: str) -> Response | tuple[str, int]:
    """Let the chosen firms take part."""
    organiser_of(fair)
    chosen = request.form.getlist("firm")
    if not chosen:
        return _page(fair, trouble={"chosen": _("Choose at least one firm.")}), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            done = approve_firms(session, entered.fair, chosen, by=by_organiser(entered))
            number = len(done)
    except UnknownFirm:
        gone = _("One of the firms is not there any more. Look at the list as it is now.")
        return _page(fair, trouble={"chosen": gone}), 409
    return redirect(url_for("intake.firms", fair=fair, approved=number), code=303)


@blueprint.post("/firms/<firm>/refuse")
def refuse(fair: str, firm: str) -> Response | tuple[str, int]:
    """Refuse a firm; it reads the reason."""
    organiser_of(fair)
    reason = request.form.get("reason", "").strip()
    trouble = ""
    if len(reason) > LONGEST_REASON:
        trouble = _("At most %(most)s characters.", most=LONGEST_REASON)
    else:
        try:
            with writing() as session:
                entered = organiser_of(fair, session)
                refuse_firm(session, entered.fair, firm, reason, by=by_organiser(entered))
        except ReasonMissing:
            trouble = _("Say why: the firm will read it.")
        except UnknownFirm:
            trouble = _("This firm is not there any more.")
        except NotPossibleNow:
            trouble = _("Somebody has approved this firm meanwhile.")
    if trouble:
        return _page(fair, trouble={firm: trouble}, reasons={firm: reason}), 422
    return redirect(url_for("intake.firms", fair=fair, refused=firm), code=303)


@blueprint.post("/firms/rule")
def rule(fair: str) -> Response:
    """Set whether firms that register wait for the organiser."""
    with writing() as session:
        entered = organiser_of(fair, session)
        required = request.form.get("required") == "yes"
        set_approval(session, entered.fair, required=required, by=by_organiser(entered))
    return redirect(url_for("intake.firms", fair=fair), code=303)


def _page(
    fair: str, *, trouble: dict[str, str] | None = None, reasons: dict[str, str] | None = None
) -> str:
    entered = viewer_of(fair)
    waiting = waiting_firms(reading(), entered.fair)
    today = local_of(current_site().clock(), entered.fair.zone).date()
    files: dict[int, list[FirmFile]] = {}
    for file in reading().scalars(
        select(FirmFile)
        .where(FirmFile.firm_id.in_([firm.id for firm in waiting]))
        .order_by(FirmFile.name)
    ):
        files.setdefault(file.firm_id, []).append(file)
    return render_template(
        "intake/firms.html",
        entered=entered,
        fair=entered.fair,
        waiting=waiting,
        refused=refused_firms(reading(), entered.fair),
        alike=alike(reading(), entered.fair, waiting),
        expired={firm.id: expired(firm, today) for firm in waiting},
        files=files,
        firm_kinds=FIRM_KINDS,
        trouble=trouble or {},
        reasons=reasons or {},
        longest=LONGEST_REASON,
        approved=request.args.get("approved", type=int),
        refused_now=request.args.get("refused", ""),
    )
