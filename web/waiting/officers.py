"""The officer's view of its own list: who is next, and calling them."""

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.acts import By
from fairmatch.models import Agency, Fair, SecretLink
from fairmatch.waiting.errors import NobodyToCall
from fairmatch.waiting.lists import waiting_list
from fairmatch.waiting.offering import call_next
from web.access import officer_of
from web.database import writing
from web.parties.blueprint import opened
from web.postman import wake
from web.waiting.blueprint import blueprint, by, floor_of, new_uid, ring

OWN = "/agency/<fair>/<agency>/waiting"


@blueprint.get(OWN)
def of_agency(fair: str, agency: str) -> str:
    """Show an officer who waits for the booth."""
    entered = officer_of(fair, agency)
    return _page(entered.fair, entered.agency, entered=entered)


@blueprint.get(f"{OWN}/part")
def of_agency_part(fair: str, agency: str) -> str:
    """Give what changes of it."""
    entered = officer_of(fair, agency)
    return _page(entered.fair, entered.agency, part=True, entered=entered)


@blueprint.get(f"{OWN}/events")
def of_agency_events(fair: str, agency: str) -> Response:
    """Ring when the booth's list is another."""
    entered = officer_of(fair, agency)
    return ring_for_agency(entered.fair, entered.agency)


@blueprint.post(f"{OWN}/next")
def next_one(fair: str, agency: str) -> Response:
    """Offer a seat to whoever is next."""
    with writing() as session:
        entered = officer_of(fair, agency, session)
        actor = by(entered.account.id, on_behalf=entered.on_behalf)
        done = _called(session, entered.agency, actor)
    wake()
    return redirect(url_for("waiting.of_agency", fair=fair, agency=agency, done=done), code=303)


@blueprint.post("/my/<token>/waiting/next")
def next_by_token(token: str) -> Response:
    """Offer a seat to whoever is next; nobody waits for a firm."""
    done, agency = "", opened(token).agency
    if agency is not None:
        agency_id = agency.id
        with writing() as session:
            done = _called(session, session.get_one(Agency, agency_id), by(None))
        wake()
    return redirect(url_for("waiting.of_token", token=token, done=done), code=303)


def token_page(link: SecretLink, agency: Agency, token: str, *, part: bool = False) -> str:
    """Draw the page for whoever has the agency's private address."""
    return _page(link.fair, agency, token=token, part=part)


def ring_for_agency(fair: Fair, agency: Agency) -> Response:
    """Ring when the list of an agency's booth is another."""
    number = agency.id
    return ring(fair, lambda waits: waits.of_agency(number))


def _called(session: Session, agency: Agency, actor: By) -> str:
    try:
        call_next(session, agency, by=actor, new_uid=new_uid)
    except NobodyToCall:
        return "nobody"
    return "called"


def _page(
    fair: Fair, agency: Agency, *, token: str | None = None, part: bool = False, **values: object
) -> str:
    floor = floor_of(fair)
    name = "booth_part" if part else "booth_by_token" if token else "booth"
    return render_template(
        f"waiting/{name}.html",
        fair=fair,
        agency=agency,
        token=token,
        floor=floor,
        places=waiting_list(floor, agency.id),
        closed=floor.closed(agency.id),
        done=request.args.get("done", ""),
        key=uuid4().hex,
        **values,
    )
