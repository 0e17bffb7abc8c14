"""Signing in by mail: ask for a code, type it, or open the link; and signing out."""

import time
from uuid import uuid4

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from fairmatch.accounts import signing_in
from fairmatch.errors import BadAddress, SpentSignIn
from fairmatch.fairs import find_fair
from fairmatch.mail import post_sign_in
from fairmatch.models import SignInPurpose
from web.accounts import landing, visits
from web.accounts.blueprint import blueprint
from web.accounts.proving import HELD, proved
from web.database import reading, writing
from web.languages import language
from web.postman import wake
from web.security import mark_private
from web.site import current_site

ASKED, ASKED_OF = "asked", "asked_of"
FLOOR = 0.15
"""Seconds that every question for a code takes, so that its length tells nothing."""


class AddressForm(FlaskForm):
    """Who wants to sign in."""

    email = StringField()


class CodeForm(FlaskForm):
    """The code from the mail."""

    code = StringField()


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """Ask for the mail address; whoever is signed in goes on."""
    mark_private()
    landing.remember(request.args.get("next"))
    person = visits.signed_in()
    if person is not None:
        wanted = landing.inside(session.pop(landing.NEXT, None))
        return redirect(wanted or landing.home(person.account), code=303)
    return _page(AddressForm())


@blueprint.post("/sign-in")
def ask() -> Response | tuple[str, int]:
    """Send a code and a link; the answer is the same whoever asks."""
    form = AddressForm()
    try:
        return send_code(form.email.data or "")
    except BadAddress:
        form.email.errors = [_("Type a mail address, such as name@company.kr.")]
        return _page(form), 422


def send_code(typed: str, *, newcomer_to: str | None = None) -> Response:
    """Send a code and a link to an address, and lead on to where the code is typed.

    Parameters
    ----------
    newcomer_to
        Code of the fair at which the address's owner is about to register: the mail comes from
        there, also to an address that nobody here has.

    Raises
    ------
    BadAddress
        If it is no mail address.
    """
    mark_private()
    began, site = time.monotonic(), current_site()
    with writing() as database:
        asked = signing_in.ask(
            database, site.secret, typed, clock=site.clock, newcomer=newcomer_to is not None
        )
        post_sign_in(
            database,
            asked,
            fair=find_fair(database, newcomer_to) if newcomer_to is not None else None,
            language=language(),
            clock=site.clock,
            new_uid=lambda: uuid4().hex,
        )
        uid = asked.uid
    wake()
    session[ASKED], session[ASKED_OF] = uid, typed.strip()
    time.sleep(max(0.0, began + FLOOR - time.monotonic()))
    return redirect(url_for("accounts.code"), code=303)


@blueprint.get("/sign-in/code")
def code() -> str | Response:
    """Ask for the code that was sent."""
    mark_private()
    if ASKED not in session:
        return redirect(url_for("accounts.sign_in"), code=303)
    return _code_page(CodeForm())


@blueprint.post("/sign-in/code")
def take_code() -> Response | tuple[str, int]:
    """Take the code."""
    mark_private()
    if ASKED not in session:
        return redirect(url_for("accounts.sign_in"), code=303)
    form, site = CodeForm(), current_site()
    try:
        with writing() as database:
            typed = signing_in.spend_code(
                database, site.secret, session[ASKED], form.code.data or "", clock=site.clock
            )
            if typed.account is not None:
                database.flush()
                database.refresh(typed.account)
                database.expunge(typed.account)
    except SpentSignIn:
        del session[ASKED]
        return _spent()
    if typed.account is not None:
        return proved(typed.account)
    if not typed.left:
        del session[ASKED]
        return _spent()
    form.code.errors = [
        ngettext(
            "This is not the code. %(num)s try is left.",
            "This is not the code. %(num)s tries are left.",
            typed.left,
        )
    ]
    return _code_page(form), 422


@blueprint.get("/sign-in/link/<token>")
def link(token: str) -> str | tuple[str, int]:
    """Show the button behind the link: programs that look at mails open links, too."""
    mark_private()
    site = current_site()
    try:
        found = signing_in.look_at_link(reading(), token, clock=site.clock)
    except SpentSignIn:
        return _spent()
    return render_template(
        "accounts/link.html", masked=_masked(found.email or ""), purpose=found.purpose.value
    )


@blueprint.post("/sign-in/link/<token>")
def take_link(token: str) -> Response | tuple[str, int]:
    """Spend the link."""
    mark_private()
    site = current_site()
    try:
        with writing() as database:
            account, purpose = signing_in.spend_link(database, token, clock=site.clock)
            database.flush()
            database.refresh(account)
            database.expunge(account)
    except SpentSignIn:
        return _spent()
    return proved(account, purpose)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the visit."""
    mark_private()
    visits.end()
    return redirect(url_for("public.home"), code=303)


def _page(form: AddressForm) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        returning=landing.NEXT in session,
        held=HELD in session,
    )


def _code_page(form: CodeForm) -> str:
    minutes = int(signing_in.LIFE[SignInPurpose.SIGN_IN].total_seconds() // 60)
    settings = current_site().settings
    return render_template(
        "accounts/code.html",
        form=form,
        email=session[ASKED_OF],
        minutes=minutes,
        folder=settings.mail_folder if settings.smtp is None else None,
    )


def _spent() -> tuple[str, int]:
    return render_template("accounts/spent.html", person=visits.signed_in()), 410


def _masked(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:2]}…@{host}"
