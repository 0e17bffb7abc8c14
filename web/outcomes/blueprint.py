"""The blueprint of outcomes, and who speaks on its pages.

The same pages stand in an agency's area, in a firm's, on the secret page of either, and at the
desk; who speaks follows from the address.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.acts import By
from fairmatch.errors import UnknownConsultation
from fairmatch.links import open_link
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, SecretLink, Side
from fairmatch.outcomes import Line, find_line
from web.access import contact_of, officer_of, organiser_of
from web.database import writing
from web.languages import prefer
from web.organisers.blueprint import desk_of
from web.outcomes.words import KINDS, SIDES, STATE_SIGNS, STATES
from web.parties.blueprint import opened
from web.site import current_site

blueprint = Blueprint("outcomes", __name__, template_folder="templates")

PARTIES = ("/agency/<fair>/<agency>", "/firm/<fair>/<firm>", "/my/<token>")
DESK = "/desk/<fair>"
_LONGEST_KEY = 64
View = TypeVar("View", bound=Callable[..., Any])
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever is let in to say what came of consultations.

    Attributes
    ----------
    where
        What addresses of the same area are made of.
    frame, values
        The template that frames the area's pages, and what it needs.
    """

    fair: Fair
    side: Side
    firm: Firm | None
    agency: Agency | None
    by: By
    where: dict[str, str]
    frame: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def party(self) -> Firm | Agency | None:
        """The firm or agency; None at the desk."""
        return self.firm or self.agency

    def line(self, session: Session, uid: str) -> Line:
        """Give one of the consultations that are the speaker's; else there is nothing."""
        try:
            return find_line(session, self.party or self.fair, uid)
        except UnknownConsultation:
            abort(404)

    def address(self, endpoint: str, **values: object) -> str:
        """Give the address of a page of the same area."""
        return url_for(f"outcomes.{endpoint}", **self.where, **values)  # type: ignore[arg-type]

    def go(self, endpoint: str, **values: object) -> Response:
        """Lead on to a page of the same area after something was done."""
        return redirect(self.address(endpoint, **values), code=303)


def everywhere(path: str, method: str, *, desk: bool = True) -> Callable[[View], View]:
    """Let a view stand in every area that has outcomes."""

    def decorate(view: View) -> View:
        for area in (*PARTIES, DESK) if desk else PARTIES:
            blueprint.add_url_rule(f"{area}{path}", view_func=view, methods=[method])
        return view

    return decorate


def speaker(where: dict[str, str], session: Session | None = None) -> Speaker:
    """Let in whoever the address is for; with a session: to write.

    Raises
    ------
    SignInNeeded, NoEntry, BadToken, RevokedToken
        If it is not theirs.
    """
    if "token" in where:
        return _by_token(where, session)
    if "agency" in where:
        officer = officer_of(where["fair"], where["agency"], session)
        by = _by(officer.account.id, on_behalf=officer.on_behalf)
        values: dict[str, object] = {"entered": officer, "agency": officer.agency}
        party = officer.agency
        return Speaker(
            officer.fair, Side.AGENCY, None, party, by, where, "officer_frame.html", values
        )
    if "firm" in where:
        contact = contact_of(where["fair"], where["firm"], session)
        prefer(contact.firm.language)
        by = _by(contact.account.id, on_behalf=contact.on_behalf)
        values = {"entered": contact, "firm": contact.firm}
        return Speaker(
            contact.fair, Side.FIRM, contact.firm, None, by, where, "firm_frame.html", values
        )
    return _at_the_desk(where, session)


def act(where: dict[str, str], uid: str, do: Callable[[Session, Speaker], Done]) -> Done:
    """Do something about one of the speaker's consultations in one transaction."""
    speaker(where)
    with writing() as session:
        who = speaker(where, session)
        who.line(session, uid)
        return do(session, who)


def page(name: str, who: Speaker, *, status: int = 200, **values: Any) -> tuple[str, int]:
    """Draw a page in the frame of whoever speaks."""
    drawn = render_template(
        f"outcomes/{name}.html",
        **({"fair": who.fair, "who": who, "frame": who.frame} | who.values | values),
        kinds=KINDS,
        states=STATES,
        signs=STATE_SIGNS,
        sides=SIDES,
        new_key=lambda: uuid4().hex,
        now=current_site().clock(),
    )
    return drawn, status


def _by_token(where: dict[str, str], session: Session | None) -> Speaker:
    link: SecretLink = opened(where["token"])
    if session is not None:
        link = open_link(session, where["token"], LinkPurpose.PAGE)
    side = Side.FIRM if link.firm is not None else Side.AGENCY
    values: dict[str, object] = {"link": link, "token": where["token"]}
    by = _by(None)
    if link.firm is None and link.agency is None:
        abort(404)
    return Speaker(link.fair, side, link.firm, link.agency, by, where, "private_frame.html", values)


def _at_the_desk(where: dict[str, str], session: Session | None) -> Speaker:
    frame = "organisers/frame.html"
    if session is not None:
        entered = organiser_of(where["fair"], session)
        by = _by(entered.account.id, on_behalf=True)
        return Speaker(entered.fair, Side.DESK, None, None, by, where, frame)
    if request.method == "POST":
        organiser_of(where["fair"])
    desk = desk_of(where["fair"])
    by = _by(desk.entered.account.id, on_behalf=True)
    values: dict[str, object] = {"desk": desk}
    return Speaker(desk.fair, Side.DESK, None, None, by, where, frame, values)


def _by(account_id: int | None, *, on_behalf: bool = False) -> By:
    key = request.form.get("key", "")[:_LONGEST_KEY]
    return By(account_id, current_site().clock(), on_behalf=on_behalf, key=key)
