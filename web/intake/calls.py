"""Requests that came by telephone: one form, quick to fill while somebody is on the line."""

from dataclasses import dataclass, field
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.errors import UnknownFirm, UnknownParty
from fairmatch.files.rows import WishRow
from fairmatch.models import Agency, Approval, Firm
from fairmatch.requests.asking import withdraw
from fairmatch.requests.quota import quota_of
from fairmatch.requests.refusals import (
    AlreadyAsked,
    ItemOfAnother,
    NoRequestLeft,
    NotThere,
    TextTooLong,
)
from fairmatch.requests.telephone import find_caller, search_firms, take_call
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.intake.blueprint import blueprint

LONGEST_PURPOSE = 500
LAST = 100


@dataclass(slots=True)
class Typed:
    """What stands in the form, and what is wrong with it."""

    firm: str = ""
    agency: str = ""
    plan: str = ""
    rank: str = ""
    purpose: str = ""
    over_limit: bool = False
    key: str = field(default_factory=lambda: uuid4().hex)
    errors: dict[str, str] = field(default_factory=dict)
    limit: int = 0


@blueprint.get("/calls")
def calls(fair: str) -> str:
    """Show the form, empty or with what somebody asks the same firm for next."""
    return _page(fair, Typed(firm=request.args.get("firm", "")[:200]), [])


@blueprint.post("/calls")
def call(fair: str) -> Response | tuple[str, int]:
    """Ask for a consultation on behalf of whoever called."""
    entered = organiser_of(fair)
    typed = _typed()
    found = search_firms(reading(), entered.fair, typed.firm)
    exact = [firm for firm in found if typed.firm in {firm.code, firm.registration_number}]
    if not found:
        typed.errors["firm"] = _("No firm is called like this, or has this code or number.")
    elif not exact and len(found) > 1:
        typed.errors["firm"] = _("Several firms fit. Choose the one that called.")
    rank = _rank(typed)
    if not typed.agency:
        typed.errors["agency"] = _("Choose the agency.")
    if typed.errors:
        return _page(fair, typed, found if len(found) > 1 and not exact else []), 422
    caller = (exact or found)[0].code
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            row = WishRow.model_construct(
                firm=caller,
                agency=typed.agency,
                plan=typed.plan,
                rank=rank or LAST,
                purpose=typed.purpose,
            )
            take_call(
                session,
                entered.fair,
                row,
                by=by_organiser(entered, on_behalf=True, key=typed.key),
                own_rank=rank is not None,
                over_limit=typed.over_limit,
            )
    except NoRequestLeft as refused:
        typed.limit = refused.limit
        typed.errors["over_limit"] = _(
            "The firm has used all its %(limit)s requests. Tick below to ask all the same.",
            limit=refused.limit,
        )
    except AlreadyAsked:
        typed.errors["agency"] = _("The firm has asked this agency already, about something else.")
    except ItemOfAnother:
        typed.errors["plan"] = _("This agency has published no such plan item.")
    except (NotThere, UnknownFirm):
        typed.errors["firm"] = _("This firm does not take part.")
    except UnknownParty:
        typed.errors["agency"] = _("Choose the agency.")
    except TextTooLong:
        typed.errors["purpose"] = _("At most %(most)s characters.", most=LONGEST_PURPOSE)
    if typed.errors:
        return _page(fair, typed, []), 422
    where = url_for("intake.calls", fair=fair, done=caller, agency=typed.agency)
    return redirect(where, code=303)


@blueprint.post("/calls/undo")
def undo_call(fair: str) -> Response:
    """Take back what was just asked on somebody's behalf."""
    with writing() as session:
        entered = organiser_of(fair, session)
        firm = find_caller(session, entered.fair, request.form.get("firm", ""))
        agency = session.scalars(
            select(Agency).where(
                Agency.fair_id == entered.fair.id, Agency.code == request.form.get("agency", "")
            )
        ).one_or_none()
        if agency is not None:
            withdraw(session, firm, agency, by=by_organiser(entered, on_behalf=True))
    return redirect(url_for("intake.calls", fair=fair, undone=1), code=303)


def _typed() -> Typed:
    form = request.form
    # A firm chosen from the list counts more than what was typed to find it.
    firm = form.get("chosen", "") or form.get("firm", "")
    return Typed(
        firm=firm.strip()[:200],
        agency=form.get("agency", "").strip(),
        plan=form.get("plan", "").strip()[:32],
        rank=form.get("rank", "").strip()[:4],
        purpose=form.get("purpose", ""),
        over_limit=form.get("over_limit") == "yes",
        key=form.get("key", "")[:64] or uuid4().hex,
    )


def _rank(typed: Typed) -> int | None:
    if not typed.rank:
        return None
    if not typed.rank.isascii() or not typed.rank.isdigit() or not 1 <= int(typed.rank) <= LAST:
        typed.errors["rank"] = _("A whole number from 1, or nothing.")
        return None
    return int(typed.rank)


def _page(fair: str, typed: Typed, choices: list[Firm]) -> str:
    entered = organiser_of(fair)
    own = entered.fair.id
    firms = reading().scalars(
        select(Firm).where(
            Firm.fair_id == own,
            Firm.withdrawn_at.is_(None),
            Firm.erased_at.is_(None),
            Firm.approval != Approval.REFUSED,
        )
    )
    agencies = reading().scalars(select(Agency).where(Agency.fair_id == own)).all()
    done, asked = _done(fair)
    return render_template(
        "intake/calls.html",
        entered=entered,
        fair=entered.fair,
        typed=typed,
        choices=choices,
        firms=firms.all(),
        agencies=agencies,
        done=done,
        asked=asked,
        left=quota_of(reading(), own, done) if done else None,
        undone="undone" in request.args,
        longest=LONGEST_PURPOSE,
    )


def _done(fair: str) -> tuple[Firm | None, Agency | None]:
    """Give firm and agency of the request just taken, if the address names one."""
    entered = organiser_of(fair)
    named = {
        model: request.args.get(key, "") for model, key in ((Firm, "done"), (Agency, "agency"))
    }
    firm = reading().scalars(
        select(Firm).where(Firm.fair_id == entered.fair.id, Firm.code == named[Firm])
    ).one_or_none()  # fmt: skip
    agency = reading().scalars(
        select(Agency).where(Agency.fair_id == entered.fair.id, Agency.code == named[Agency])
    ).one_or_none()  # fmt: skip
    return (firm, agency) if firm and agency else (None, None)
