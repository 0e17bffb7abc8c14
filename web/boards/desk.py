"""The desk's page for boards: their secret address, what they call firms, what they announce."""

from datetime import datetime, timedelta
from uuid import uuid4

import segno
from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

from fairmatch import links
from fairmatch.boards.announcing import MOST, announce, show_names, take_back
from fairmatch.boards.errors import BadAnnouncement
from fairmatch.errors import WrongSecret
from fairmatch.models import ActKind, Fair, LinkPurpose
from web.access import organiser_of
from web.acting import by_organiser, note
from web.boards.blueprint import blueprint
from web.database import reading, writing
from web.organisers.blueprint import Desk, desk_of
from web.site import current_site

Answer = Response | tuple[str, int]
MINUTES = (10, 20, 30, 60, 120)
REST_OF_DAY = "day"
DONE = frozenset({"opened", "closed", "names", "announced", "ended"})


class AnnouncementForm(FlaskForm):
    """What is said, in both languages, and for how long."""

    text_ko = StringField()
    text_en = StringField()
    minutes = SelectField(choices=[*(str(one) for one in MINUTES), REST_OF_DAY], default="30")


@blueprint.get("/desk/<fair>/boards")
def desk(fair: str) -> str:
    """Show the address of the boards and what they announce."""
    return _page(desk_of(fair), AnnouncementForm(formdata=None))


@blueprint.post("/desk/<fair>/boards/open")
def open_boards(fair: str) -> Response:
    """Make an address, or a new one in place of the old, which opens nothing from then on."""
    site = current_site()
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        links.rotate(
            session, site.secret, entered.fair, purpose=LinkPurpose.BOARD, clock=site.clock
        )
        note(session, entered, ActKind.BOARDS_OPENED)
    return _back(fair, "opened")


@blueprint.post("/desk/<fair>/boards/close")
def close_boards(fair: str) -> Response:
    """Let the address open nothing any more."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        if links.revoke(
            session, entered.fair, purpose=LinkPurpose.BOARD, clock=current_site().clock
        ):
            note(session, entered, ActKind.BOARDS_CLOSED)
    return _back(fair, "closed")


@blueprint.post("/desk/<fair>/boards/names")
def name_firms(fair: str) -> Response:
    """Let boards call firms by name, or by their code."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        names = request.form.get("names") == "1"
        show_names(session, entered.fair, names, by=by_organiser(entered))
    return _back(fair, "names")


@blueprint.post("/desk/<fair>/boards/announce")
def say(fair: str) -> Answer:
    """Let all boards and telephones announce something."""
    organiser_of(fair)
    form = AnnouncementForm()
    if not form.validate():
        return _page(desk_of(fair), form), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            by = by_organiser(entered, key=request.form.get("key", "")[:64])
            announce(
                session,
                entered.fair,
                form.text_ko.data or "",
                form.text_en.data or "",
                until=_until(session, entered.fair, form.minutes.data, by.now),
                by=by,
            )
    except BadAnnouncement as bad:
        words = {
            "empty": _("Write what is to be announced, in Korean."),
            "long": _("Write at most %(most)s characters: it is read in passing.", most=MOST),
            "time": _("Choose for how long it is shown."),
        }
        place = "minutes" if bad.field == "until" else bad.field
        form[place].errors = [words[bad.why]]
        return _page(desk_of(fair), form), 422
    return _back(fair, "announced")


@blueprint.post("/desk/<fair>/boards/announcements/<int:number>/end")
def end(fair: str, number: int) -> Response:
    """Take an announcement back."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        take_back(session, entered.fair, number, by=by_organiser(entered))
    return _back(fair, "ended")


def _until(session: Session, fair: Fair, minutes: str, now: datetime) -> datetime:
    if minutes != REST_OF_DAY:
        return now + timedelta(minutes=int(minutes))
    day = current_site().days.day(session, fair.id)
    closes = None if day is None else day.closes_at
    return closes if closes is not None and now < closes else now + timedelta(hours=12)


def _page(desk: Desk, form: AnnouncementForm) -> str:
    site = current_site()
    try:
        token = links.find_address(
            reading(), site.secret, desk.fair, purpose=LinkPurpose.BOARD
        )  # fmt: skip
    except WrongSecret:
        token = None
    addresses = {
        name: site.absolute(url_for(f"boards.{name}", token=token)) for name in ("choice", "hall")
    } if token else {}  # fmt: skip
    done = request.args.get("done")
    day = site.days.day(reading(), desk.fair.id)
    return render_template(
        "boards/desk.html",
        desk=desk,
        fair=desk.fair,
        form=form,
        token=token,
        addresses=addresses,
        codes={name: _qr(address) for name, address in addresses.items()},
        notices=() if day is None else day.standing(site.clock()),
        minutes=[
            *((str(one), _("%(minutes)s minutes", minutes=one)) for one in MINUTES),
            (REST_OF_DAY, _("For the rest of the day")),
        ],
        most=MOST,
        new_key=uuid4().hex,
        done=done if done in DONE else "",
    )


def _qr(address: str) -> str:
    return segno.make(address, error="m").svg_data_uri(
        scale=4, border=3, dark="#17211f", light="#fff"
    )


def _back(fair: str, done: str) -> Response:
    return redirect(url_for("boards.desk", fair=fair, done=done), code=303)
