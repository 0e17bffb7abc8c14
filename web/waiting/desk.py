"""The desk's pages of walk-ins: all lists, one firm at the desk, the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

import segno
from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.errors import FairMatchError, NoEntry, WrongSecret
from fairmatch.fairday.arrivals import arrive
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.links import address
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, OfferAnswer, PlanItem, PlanState
from fairmatch.waiting.admitting import admit
from fairmatch.waiting.answering import accept, decline, find_offer
from fairmatch.waiting.errors import NoSuchOffer, NotWaiting
from fairmatch.waiting.joining import Wanted, join, leave, obstacle, unwelcome_at
from fairmatch.waiting.lists import places_of
from fairmatch.waiting.rules import WaitingRules, set_rules
from fairmatch.waiting.shared import Waits
from web.access import organiser_of, viewer_of
from web.database import reading, writing
from web.organisers.blueprint import desk_of
from web.postman import wake
from web.site import current_site
from web.waiting.blueprint import blueprint, by, floor_of, new_uid, ring
from web.waiting.forms import WalkInForm
from web.waiting.overview import PAGE, lists_of, overview
from web.waiting.words import refusal

FIRM = f"{PAGE}/firms/<firm>"


@blueprint.get(PAGE)
def walk_ins(fair: str) -> str:
    """Show who waits where, and the form for whoever comes."""
    return overview(fair, WalkInForm(formdata=None))


@blueprint.get(f"{PAGE}/part")
def walk_ins_part(fair: str) -> str:
    """Give the lists and offers as they stand now."""
    return render_template("waiting/lists.html", **lists_of(viewer_of(fair)))


@blueprint.get(f"{PAGE}/events")
def walk_ins_events(fair: str) -> Response:
    """Ring when a list is another."""
    return ring(viewer_of(fair).fair, Waits.of_desk)


@blueprint.get(FIRM)
def walk_in(fair: str, firm: str) -> str:
    """Show what one firm waits for and what it could wait for."""
    return _firm_page(fair, firm)


@blueprint.post(FIRM)
def join_lists(fair: str, firm: str) -> Response | tuple[str, int]:
    """Put a firm on the lists of booths; it is here, so it is checked in as well."""
    codes = request.form.getlist("agency")
    if not codes:
        return _firm_page(fair, firm, trouble=_("Tick at least one booth.")), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            found = _firm(session, entered.fair, firm)
            wanted = [
                Wanted(agency, request.form.get(f"plan_{agency.code}", "")[:32])
                for agency in _agencies(session, entered.fair)
                if agency.code in codes
            ]
            actor = by(entered.account.id, on_behalf=True)
            joined = join(session, found, wanted, by=actor, new_uid=new_uid)
            arrive(session, entered.fair, found, by=replace(actor, key=""))
            refused = {code: refusal(error) for code, error in joined.refused}
    except FairMatchError as error:
        if isinstance(error, NoEntry):
            raise
        return _firm_page(fair, firm, trouble=refusal(error)), 409
    wake()
    if refused:
        return _firm_page(fair, firm, refused=refused), 409
    return redirect(url_for("waiting.walk_in", fair=fair, firm=firm, done="joined"), code=303)


@blueprint.post(f"{FIRM}/admit")
def admit_firm(fair: str, firm: str) -> Response:
    """Let a firm take part that withdrew, or was not approved, and is here all the same."""
    with writing() as session:
        entered = organiser_of(fair, session)
        admit(session, _firm(session, entered.fair, firm), by=by(entered.account.id))
    return redirect(url_for("waiting.walk_in", fair=fair, firm=firm, done="admitted"), code=303)


@blueprint.post(f"{FIRM}/leave")
def leave_list(fair: str, firm: str) -> Response:
    """Take a firm off a list."""
    with writing() as session:
        entered = organiser_of(fair, session)
        found = _firm(session, entered.fair, firm)
        agency = _agency(session, entered.fair, request.form.get("agency", ""))
        actor = by(entered.account.id, on_behalf=True)
        done = "left"
        try:
            leave(session, found, agency, by=actor, new_uid=new_uid)
        except NotWaiting:
            done = "gone"
    wake()
    return redirect(url_for("waiting.walk_in", fair=fair, firm=firm, done=done), code=303)


@blueprint.post(f"{FIRM}/answer")
def answer_for(fair: str, firm: str) -> Response:
    """Answer an offer for the firm that stands at the desk."""
    with writing() as session:
        entered = organiser_of(fair, session)
        found = _firm(session, entered.fair, firm)
        actor = by(entered.account.id, on_behalf=True)
        answer = accept if request.form.get("answer") == "take" else decline
        try:
            offer = find_offer(session, found, request.form.get("offer", 0, type=int))
            done = answer(session, offer, by=actor, new_uid=new_uid).answer.value
        except NoSuchOffer:
            done = OfferAnswer.WITHDRAWN.value
    wake()
    return redirect(url_for("waiting.walk_in", fair=fair, firm=firm, done=done), code=303)


@blueprint.post(f"{PAGE}/rules")
def change_rules(fair: str) -> Response | tuple[str, int]:
    """Change how seats are offered."""
    organiser_of(fair)
    try:
        rules, seen = (
            WaitingRules.model_validate(
                {name: request.form.get(f"{start}{name}", "") for name in WaitingRules.model_fields}
            )
            for start in ("", "seen_")
        )
    except ValidationError:
        trouble = _("The rules were not changed: minutes to answer 1 to 60, opening 0 to 1,440.")
        return overview(fair, WalkInForm(formdata=None), trouble=trouble), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            actor = by(entered.account.id)
            set_rules(session, entered.fair, rules, seen=seen, by=actor, new_uid=new_uid)
    except ChangedMeanwhile:
        trouble = _("Somebody else changed the rules meanwhile; they are shown as they are now.")
        return overview(fair, WalkInForm(formdata=None), trouble=trouble), 409
    wake()
    return redirect(url_for("waiting.walk_ins", fair=fair, done="rules"), code=303)


def _firm_page(
    fair: str, code: str, *, trouble: str = "", refused: Mapping[str, str] | None = None
) -> str:
    desk = desk_of(fair)
    firm = _firm(reading(), desk.fair, code)
    token = _token(fair, code) if desk.may_write else None
    desk = desk_of(fair)
    firm = _firm(reading(), desk.fair, code)
    floor = floor_of(desk.fair)
    places = places_of(floor, firm)
    waited = {place.entry.agency_id for place in places}
    unwelcome = unwelcome_at(reading(), firm)
    choices = [
        (
            agency,
            len(floor.lists.get(agency.id, ())),
            obstacle(floor, firm, agency, unwelcome=agency.id in unwelcome),
        )
        for agency in sorted(floor.agencies.values(), key=lambda one: one.booth.code)
        if agency.id not in waited
    ]
    link = current_site().absolute(url_for("waiting.of_token", token=token)) if token else ""
    return render_template(
        "waiting/walk_in.html",
        desk=desk,
        fair=desk.fair,
        entered=desk.entered,
        firm=firm,
        places=places,
        choices=choices,
        items=_items(desk.fair),
        ticked=request.form.getlist("agency"),
        link=link,
        picture=segno.make(link, error="m").svg_data_uri(scale=4, border=2) if link else "",
        trouble=trouble,
        refused=[
            (agency, refused[agency.code])
            for agency in floor.agencies.values()
            if refused and agency.code in refused
        ],
        floor=floor,
        done=request.args.get("done", ""),
        new=request.args.get("new") == "1",
        key=uuid4().hex,
    )


def _token(fair: str, code: str) -> str | None:
    """Give the firm's private address, made at the first look."""
    site = current_site()
    with writing() as session:
        entered = organiser_of(fair, session)
        firm = _firm(session, entered.fair, code)
        try:
            return address(
                session,
                site.secret,
                entered.fair,
                firm=firm,
                purpose=LinkPurpose.PAGE,
                clock=site.clock,
            )
        except WrongSecret:
            return None


def _items(fair: Fair) -> dict[int, list[PlanItem]]:
    items: dict[int, list[PlanItem]] = {}
    for item in reading().scalars(
        select(PlanItem)
        .where(PlanItem.fair_id == fair.id, PlanItem.state == PlanState.PUBLISHED)
        .order_by(PlanItem.code)
    ):
        items.setdefault(item.agency_id, []).append(item)
    return items


def _firm(session: Session, fair: Fair, code: str) -> Firm:
    firm = session.scalars(
        select(Firm).where(Firm.fair_id == fair.id, Firm.code == code)
    ).one_or_none()
    if firm is None or firm.erased_at is not None:
        raise NoEntry
    return firm


def _agencies(session: Session, fair: Fair) -> Sequence[Agency]:
    return session.scalars(
        select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code)
    ).all()


def _agency(session: Session, fair: Fair, code: str) -> Agency:
    found = next((one for one in _agencies(session, fair) if one.code == code), None)
    if found is None:
        raise NoEntry
    return found
