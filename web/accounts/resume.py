"""Forms that were sent when their session had ended: kept, and there again after signing in."""

from urllib.parse import urlsplit

from flask import Flask, g, redirect, render_template, request, session, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import holding
from fairmatch.models import Account
from web.access import account_id
from web.accounts import landing, visits
from web.accounts.blueprint import blueprint
from web.accounts.proving import HELD
from web.database import reading, writing
from web.security import mark_private
from web.site import current_site

_NOT_KEPT = ("csrf_token", "password", "old", "new", "again", "code")
"""Fields that are never kept: nobody wants a password to lie about."""

_NOT_OURS = ("/sign-", "/my/", "/account")
"""Where forms hold nothing that took time to type."""


def install(app: Flask) -> None:
    """Forget what was kept as soon as it has been taken."""
    app.after_request(_taken)


def lead_to_sign_in() -> Response | tuple[str, int]:
    """Lead whoever is not signed in to the sign-in page, with what they typed kept."""
    if request.method == "POST" and _sent_from_here():
        return _keep()
    return _led("accounts.sign_in")


def keep_after_all() -> Response | tuple[str, int] | None:
    """Keep a form whose token is out of date; None if it was not sent from a page of ours."""
    if request.path.startswith(_NOT_OURS) or not _sent_from_here():
        return None
    return _keep()


@blueprint.get("/sign-in/resume")
def resume() -> str | Response:
    """Show what was typed, with a button that sends it."""
    me, uid = account_id(), session.get(HELD, ("",))[0]
    found = holding.held(reading(), uid, me, clock=current_site().clock)
    if found is None:
        return _on()
    return render_template(
        "accounts/resume.html",
        path=found.path,
        fields=found.fields,
        shown=[(name, words) for name, words in found.fields if words.strip()],
    )


@blueprint.post("/sign-in/resume")
def let_go() -> Response:
    """Forget what was typed."""
    account_id()
    with writing() as database:
        holding.let_go(database, session.get(HELD, ("",))[0])
    return _on()


def _on() -> Response:
    session.pop(HELD, None)
    account = reading().get_one(Account, account_id())
    wanted = landing.inside(session.pop(landing.NEXT, None))
    return redirect(wanted or landing.home(account), code=303)


def _keep() -> Response | tuple[str, int]:
    mark_private()
    fields = [
        (name, words) for name, words in request.form.items(multi=True) if name not in _NOT_KEPT
    ]
    if not holding.fits(fields):
        return render_template("accounts/copy.html", fields=fields, back=_back()), 413
    if fields:
        path = request.full_path.rstrip("?")
        with writing() as database:
            whose = _whose(database)
            uid = holding.hold(database, path, fields, whose=whose, clock=current_site().clock)
        session[HELD] = [uid, request.path]
        g.kept_just_now = True
    landing.remember(_back())
    if visits.signed_in() is None:
        return _led("accounts.sign_in")
    return _led("accounts.resume")


def _led(where: str) -> Response:
    mark_private()
    address = url_for(where, next=_back()) if where == "accounts.sign_in" else url_for(where)
    if request.headers.get("HX-Request") == "true":
        # Else the sign-in page would be put into a part of the page that was there.
        answer = Response(status=204)
        answer.headers["HX-Redirect"] = address
        return answer
    return redirect(address, code=303)


def _back() -> str:
    """Give the page to come back to: for a form, the one it was on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc == request.host and landing.inside(page.path):
        return page.path + (f"?{page.query}" if page.query else "")
    return request.path


def _sent_from_here() -> bool:
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host


def _whose(database: Session) -> Account | None:
    person = visits.signed_in()
    key = person.fs_uniquifier if person is not None else session.get(visits.WAS)
    if key is None:
        return None
    return database.scalars(select(Account).where(Account.session_key == key)).one_or_none()


def _taken(response: Response) -> Response:
    taken = request.method == "POST" and response.status_code < 400
    if taken and HELD in session and not g.get("kept_just_now", False):
        uid, path = session[HELD]
        if request.path == path and visits.signed_in() is not None:
            with writing() as database:
                holding.let_go(database, uid)
            session.pop(HELD)
    return response
