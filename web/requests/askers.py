"""Who asked an agency, and how it answers: with one tap, with a reason, or all the rest at once."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredAgency
from fairmatch.acts import By
from fairmatch.models import Firm, MarkKind
from fairmatch.requests.answering import mark, mark_rest_neutral, take_neutral_back
from fairmatch.requests.demand import demand_of
from fairmatch.requests.lists import Asker, AskerOrder, askers_of
from fairmatch.requests.refusals import NotThere
from fairmatch.requests.texts import LONGEST
from web.access import officer_of
from web.database import reading
from web.formats import name
from web.requests import notices
from web.requests.blueprint import AGENCY, agency_page, as_agency, blueprint
from web.requests.refusal_words import REFUSALS, words_of
from web.words import FIRM_KINDS

WAITING = "waiting"


@blueprint.get(f"{AGENCY}/requests")
def askers(fair: str, agency: str) -> str:
    """List the firms that asked, filtered and sorted as the address says."""
    entered = officer_of(fair, agency)
    order = _order()
    found = askers_of(reading(), entered.agency, order)
    shown, words, kept = _shown(), request.args.get("q", "").strip()[:200], request.args.get("keep")
    return agency_page(
        "askers",
        entered,
        askers=[
            one
            for one in found
            if one.firm.code == kept or (_matches(one, shown) and _holds(one, words))
        ],
        demand=demand_of(reading(), entered.fair, entered.agency),
        shown=shown,
        order=order,
        orders=list(AskerOrder),
        marks=list(MarkKind),
        words=words,
        waiting=WAITING,
        firm_kinds=FIRM_KINDS,
        longest=LONGEST,
    )


@blueprint.post(f"{AGENCY}/requests/<firm>")
def mark_asker(fair: str, agency: str, firm: str) -> Response:
    """Keep the agency's answer to one firm."""
    form = request.form
    kind = next((one for one in MarkKind if one.value == form.get("kind")), None)

    def act(session: Session, entered: EnteredAgency, by: By) -> None:
        asked = firm_of(session, entered, firm)
        changed = mark(
            session,
            entered.agency,
            asked,
            kind,
            by=by,
            reason=form.get("reason", ""),
            shown=form.get("shown") == "1",
            seen=form.get("seen") or None,
        )
        if changed:
            notices.done(_("Your answer to %(firm)s is saved.", firm=name(asked)))

    done_or_said(fair, agency, act)
    return _back(fair, agency, keep=firm)


@blueprint.post(f"{AGENCY}/requests/neutral")
def rest_neutral(fair: str, agency: str) -> Response:
    """Answer all who wait for an answer with neutral; the next page offers to take it back."""

    def act(session: Session, entered: EnteredAgency, by: By) -> None:
        codes = mark_rest_neutral(session, entered.agency, by=by)
        if codes:
            notices.done(
                ngettext(
                    "%(num)s firm is now answered with neutral.",
                    "%(num)s firms are now answered with neutral.",
                    len(codes),
                ),
                url_for("requests.rest_back", fair=fair, agency=agency),
                {"firm": codes},
            )

    done_or_said(fair, agency, act)
    return _back(fair, agency)


@blueprint.post(f"{AGENCY}/requests/neutral/back")
def rest_back(fair: str, agency: str) -> Response:
    """Take back what `rest_neutral` answered."""
    codes = request.form.getlist("firm")

    def act(session: Session, entered: EnteredAgency, by: By) -> None:
        count = take_neutral_back(session, entered.agency, codes, by=by)
        notices.done(
            ngettext(
                "%(num)s firm waits for your answer again.",
                "%(num)s firms wait for your answer again.",
                count,
            )
        )

    done_or_said(fair, agency, act)
    return _back(fair, agency)


def done_or_said(fair: str, agency: str, act: Callable[[Session, EnteredAgency, By], None]) -> None:
    """Do something for an agency, or say on the next page why not."""
    zone = officer_of(fair, agency).fair.zone
    try:
        as_agency(fair, agency, act)
    except REFUSALS as refusal:
        notices.refused(words_of(refusal, zone))


def _back(fair: str, agency: str, keep: str | None = None) -> Response:
    form = request.form
    address = url_for(
        "requests.askers",
        fair=fair,
        agency=agency,
        show=form.get("at_show") or None,
        sort=form.get("at_sort") or None,
        q=form.get("at_q") or None,
        keep=keep,
        _anchor=f"firm-{keep}" if keep else None,
    )
    return redirect(address, code=303)


def firm_of(session: Session, entered: EnteredAgency, code: str) -> Firm:
    """Give the fair's firm of this code.

    Raises
    ------
    NotThere
        If there is none.
    """
    found = session.scalars(
        select(Firm).where(Firm.fair_id == entered.fair.id, Firm.code == code)
    ).one_or_none()
    if found is None:
        raise NotThere(code)
    return found


def _order() -> AskerOrder:
    asked = request.args.get("sort")
    return next((one for one in AskerOrder if one.value == asked), AskerOrder.RANK)


def _shown() -> str:
    asked = request.args.get("show", "")
    return asked if asked == WAITING or asked in set(MarkKind) else ""


def _matches(one: Asker, shown: str) -> bool:
    return not shown or (one.kind is None if shown == WAITING else one.kind == shown)


def _holds(one: Asker, words: str) -> bool:
    if not words:
        return True
    firm = one.firm
    texts = (firm.name_ko, firm.name_en, *(product.name for product in firm.products))
    return any(words.casefold() in text.casefold() for text in texts)
