"""The firm's part: where it stands, how long it takes, and the seat it is offered."""

from collections.abc import Callable
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.acts import By
from fairmatch.models import Agency, Fair, Firm, OfferAnswer
from fairmatch.schedules import firm_schedule
from fairmatch.waiting.answering import accept, decline, find_offer
from fairmatch.waiting.errors import NoSuchOffer, NotWaiting
from fairmatch.waiting.joining import leave
from fairmatch.waiting.lists import places_of
from web.database import reading, writing
from web.firms.blueprint import AREA, enter
from web.parties.blueprint import opened
from web.postman import wake
from web.waiting.blueprint import blueprint, by, floor_of, new_uid, ring
from web.waiting.officers import ring_for_agency
from web.waiting.officers import token_page as officer_token_page

OWN = f"{AREA}/waiting"
SECRET = "/my/<token>/waiting"


@blueprint.get(OWN)
def of_firm(fair: str, firm: str) -> str:
    """Show a firm what it waits for."""
    entered = enter(fair, firm)
    return _page(entered.fair, entered.firm, entered=entered)


@blueprint.get(f"{OWN}/part")
def of_firm_part(fair: str, firm: str) -> str:
    """Give what changes of it."""
    entered = enter(fair, firm)
    return _page(entered.fair, entered.firm, part=True, entered=entered)


@blueprint.get(f"{OWN}/events")
def of_firm_events(fair: str, firm: str) -> Response:
    """Ring when the firm stands another way."""
    entered = enter(fair, firm)
    return _ring(entered.fair, entered.firm)


@blueprint.post(f"{OWN}/answer")
def answer(fair: str, firm: str) -> Response:
    """Take an offered seat, or pass."""
    with writing() as session:
        entered = enter(fair, firm, session)
        actor = by(entered.account.id, on_behalf=entered.on_behalf)
        done = _answered(session, entered.firm, actor)
    wake()
    return redirect(url_for("waiting.of_firm", fair=fair, firm=firm, done=done), code=303)


@blueprint.post(f"{OWN}/leave")
def leave_own(fair: str, firm: str) -> Response:
    """Leave a list."""
    with writing() as session:
        entered = enter(fair, firm, session)
        actor = by(entered.account.id, on_behalf=entered.on_behalf)
        done = _left(session, entered.firm, actor)
    wake()
    return redirect(url_for("waiting.of_firm", fair=fair, firm=firm, done=done), code=303)


@blueprint.get(SECRET)
def of_token(token: str) -> str:
    """Show the firm or the agency of a private address its waiting list or lists."""
    return _token_page(token)


@blueprint.get(f"{SECRET}/part")
def of_token_part(token: str) -> str:
    """Give what changes of it."""
    return _token_page(token, part=True)


@blueprint.get(f"{SECRET}/events")
def of_token_events(token: str) -> Response:
    """Ring when whoever has the address stands another way."""
    link = opened(token)
    if link.firm is not None:
        return _ring(link.fair, link.firm)
    assert link.agency is not None, "a page is a firm's or an agency's"
    return ring_for_agency(link.fair, link.agency)


@blueprint.post(f"{SECRET}/answer")
def answer_by_token(token: str) -> Response:
    """Take an offered seat, or pass; an agency is offered none."""
    return _done_by_token(token, _answered)


@blueprint.post(f"{SECRET}/leave")
def leave_by_token(token: str) -> Response:
    """Leave a list; an agency is on none."""
    return _done_by_token(token, _left)


def _ring(fair: Fair, firm: Firm) -> Response:
    number = firm.id
    return ring(fair, lambda waits: waits.of_firm(number))


def _token_page(token: str, *, part: bool = False) -> str:
    link = opened(token)
    if link.firm is not None:
        return _page(link.fair, link.firm, token=token, part=part)
    assert link.agency is not None, "a page is a firm's or an agency's"
    return officer_token_page(link, link.agency, token, part=part)


def _done_by_token(token: str, act: Callable[[Session, Firm, By], str]) -> Response:
    done, firm = "", opened(token).firm
    if firm is not None:
        firm_id = firm.id
        with writing() as session:
            done = act(session, session.get_one(Firm, firm_id), by(None))
        wake()
    return redirect(url_for("waiting.of_token", token=token, done=done), code=303)


def _answered(session: Session, firm: Firm, actor: By) -> str:
    try:
        offer = find_offer(session, firm, request.form.get("offer", 0, type=int))
    except NoSuchOffer:
        return OfferAnswer.WITHDRAWN.value
    take = request.form.get("answer") == "take"
    answered = (accept if take else decline)(session, offer, by=actor, new_uid=new_uid)
    return answered.answer.value


def _left(session: Session, firm: Firm, actor: By) -> str:
    agency = session.scalars(
        select(Agency).where(
            Agency.fair_id == firm.fair_id, Agency.code == request.form.get("agency", "")
        )
    ).one_or_none()
    if agency is None:
        return "gone"
    try:
        leave(session, firm, agency, by=actor, new_uid=new_uid)
    except NotWaiting:
        return "gone"
    return "left"


def _page(
    fair: Fair, firm: Firm, *, token: str | None = None, part: bool = False, **values: object
) -> str:
    floor = floor_of(fair)
    name = "own_part" if part else "own_by_token" if token else "own"
    return render_template(
        f"waiting/{name}.html",
        fair=fair,
        firm=firm,
        token=token,
        floor=floor,
        places=places_of(floor, firm),
        coming=next(
            (
                one
                for one in firm_schedule(reading(), firm)
                if not one.cancelled and one.ends_at > floor.now
            ),
            None,
        ),
        done=request.args.get("done", ""),
        key=uuid4().hex,
        **values,
    )
