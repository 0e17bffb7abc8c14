"""A firm asks an agency, and says what the talk is about."""

from dataclasses import dataclass, field

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.acts import By
from fairmatch.catalogue import find_plan_item
from fairmatch.errors import FairMatchError
from fairmatch.models import Agency, Booth, Interest, PlanItem
from fairmatch.requests.asking import ask, reword
from fairmatch.requests.invited import find_invitation
from fairmatch.requests.lists import items_to_ask_about
from fairmatch.requests.quota import quota_of
from fairmatch.requests.refusals import AlreadyAsked, ItemOfAnother, NotThere, TextTooLong
from fairmatch.requests.seen import seal
from fairmatch.requests.texts import LONGEST
from fairmatch.requests.wishes import find_wish
from web.database import reading
from web.formats import name
from web.requests import notices
from web.requests.blueprint import FIRM, as_firm, blueprint, enter_firm, firm_page
from web.requests.refusal_words import REFUSALS, words_of
from web.requests.wishes import agency_of, done_or_said

Drawn = str | tuple[str, int] | Response


@dataclass
class Typed:
    """What stands in the form, and what is wrong with it by field."""

    agency: str = ""
    item: str = ""
    purpose: str = ""
    seen: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls) -> "Typed":
        """Read what was sent."""
        form = request.form
        return cls(
            form.get("agency", "").strip(),
            form.get("item", "").strip(),
            form.get("purpose", ""),
            form.get("seen", ""),
        )


@blueprint.get(f"{FIRM}/requests/new")
def new(fair: str, firm: str) -> Drawn:
    """Offer the form for a request, filled from the plan item or agency of the address."""
    entered = enter_firm(fair, firm)
    typed = Typed(agency=request.args.get("agency", ""), item=request.args.get("item", ""))
    item = find_plan_item(reading(), entered.fair, typed.item) if typed.item else None
    if item is not None:
        typed.agency = item.agency.code
    agency = agency_of(reading(), entered.fair.id, typed.agency) if typed.agency else None
    if typed.agency and agency is None:
        abort(404)
    if agency is not None and find_wish(reading(), entered.firm, agency) is not None:
        return redirect(
            url_for(
                "requests.edit", fair=fair, firm=firm, agency=agency.code, item=typed.item or None
            ),
            code=303,
        )
    return _new_page(entered, typed, agency)


@blueprint.post(f"{FIRM}/requests/new")
def ask_new(fair: str, firm: str) -> Drawn:
    """Ask for a consultation."""
    entered = enter_firm(fair, firm)
    typed = Typed.sent()
    agency = agency_of(reading(), entered.fair.id, typed.agency)
    if agency is None:
        typed.wrong["agency"] = _("Choose the agency you want to talk to.")
        return _new_page(entered, typed, None), 422
    told, zone = name(agency), entered.fair.zone

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        asked = agency_of(session, entered.fair.id, typed.agency)
        if asked is None:
            abort(404)
        quota = ask(
            session, entered.firm, asked, by=by, item_code=typed.item, purpose=typed.purpose
        )
        notices.done(
            _(
                "You have asked %(agency)s: %(left)s of %(limit)s left.",
                agency=told,
                left=quota.left,
                limit=quota.limit,
            )
        )

    try:
        as_firm(fair, firm, act)
    except AlreadyAsked as refusal:
        notices.refused(words_of(refusal, zone))
        address = url_for(
            "requests.edit", fair=fair, firm=firm, agency=typed.agency, item=typed.item or None
        )
        return redirect(address, code=303)
    except REFUSALS as refusal:
        entered = enter_firm(fair, firm)
        typed.wrong[_field_of(refusal)] = words_of(refusal, zone)
        again = agency_of(reading(), entered.fair.id, typed.agency)
        return _new_page(entered, typed, again), 422
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)


@blueprint.post(f"{FIRM}/requests/again")
def ask_anew(fair: str, firm: str) -> Response:
    """Put a request that was just withdrawn back where it was."""
    typed = Typed.sent()
    rank = request.form.get("rank", "")

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        agency = agency_of(session, entered.fair.id, typed.agency)
        if agency is None:
            raise NotThere(typed.agency)
        place = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 4 else None
        ask(
            session,
            entered.firm,
            agency,
            by=by,
            item_code=typed.item,
            purpose=typed.purpose,
            rank=place,
        )
        notices.done(_("The request to %(agency)s is back.", agency=name(agency)))

    done_or_said(fair, firm, act)
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)


@blueprint.get(f"{FIRM}/requests/<agency>")
def edit(fair: str, firm: str, agency: str) -> Drawn:
    """Offer a request to be worded anew; the address may name another plan item."""
    entered = enter_firm(fair, firm)
    asked, wish = _wish_of(entered, agency)
    standing = wish.plan_item.code if wish.plan_item else ""
    typed = Typed(agency, request.args.get("item", standing), wish.purpose, _seal(wish))
    return _edit_page(entered, typed, asked, wish)


@blueprint.post(f"{FIRM}/requests/<agency>")
def change(fair: str, firm: str, agency: str) -> Drawn:
    """Change what a request is about."""
    typed = Typed.sent()
    zone = enter_firm(fair, firm).fair.zone

    def act(session: Session, entered: EnteredFirm, by: By) -> None:
        asked = agency_of(session, entered.fair.id, agency)
        if asked is None:
            abort(404)
        reword(
            session,
            entered.firm,
            asked,
            by=by,
            item_code=typed.item,
            purpose=typed.purpose,
            seen=typed.seen or None,
        )
        notices.done(_("The request to %(agency)s is changed.", agency=name(asked)))

    try:
        as_firm(fair, firm, act)
    except REFUSALS as refusal:
        entered = enter_firm(fair, firm)
        asked = agency_of(reading(), entered.fair.id, agency)
        wish = None if asked is None else find_wish(reading(), entered.firm, asked)
        if asked is None or wish is None:
            notices.refused(words_of(refusal, zone))
            return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)
        typed.wrong[_field_of(refusal)] = words_of(refusal, zone)
        # What the form was filled from is no longer what stands; sent again, it overwrites that.
        typed.seen = _seal(wish)
        return _edit_page(entered, typed, asked, wish), 422
    return redirect(url_for("requests.wishes", fair=fair, firm=firm), code=303)


def _wish_of(entered: EnteredFirm, agency_code: str) -> tuple[Agency, Interest]:
    agency = agency_of(reading(), entered.fair.id, agency_code)
    wish = None if agency is None else find_wish(reading(), entered.firm, agency)
    if agency is None or wish is None:
        abort(404)
    return agency, wish


def _seal(wish: Interest) -> str:
    return seal(wish.plan_item_id, wish.purpose)


def _field_of(refusal: FairMatchError) -> str:
    if isinstance(refusal, TextTooLong):
        return "purpose"
    return "item" if isinstance(refusal, ItemOfAnother) else "agency"


def _new_page(entered: EnteredFirm, typed: Typed, agency: Agency | None) -> str:
    agencies = reading().scalars(
        select(Agency)
        .join(Booth, Booth.agency_id == Agency.id)
        .where(Agency.fair_id == entered.fair.id)
    )
    asked = select(Interest.agency_id).where(Interest.firm_id == entered.firm.id)
    taken = set(reading().scalars(asked))
    invitation = None
    if agency is not None:
        invitation = find_invitation(reading(), entered.firm, agency)
    return firm_page(
        "new",
        entered,
        typed=typed,
        agency=agency,
        agencies=[one for one in agencies if one.id not in taken] if agency is None else [],
        items=_items(agency, None),
        invitation=invitation,
        quota=quota_of(reading(), entered.fair.id, entered.firm),
        longest=LONGEST,
    )


def _edit_page(entered: EnteredFirm, typed: Typed, agency: Agency, wish: Interest) -> str:
    return firm_page(
        "edit",
        entered,
        typed=typed,
        agency=agency,
        wish=wish,
        items=_items(agency, wish.plan_item),
        longest=LONGEST,
    )


def _items(agency: Agency | None, named: PlanItem | None) -> list[PlanItem]:
    items = [] if agency is None else list(items_to_ask_about(reading(), agency))
    if named is not None and named not in items:
        items.insert(0, named)
    return items
