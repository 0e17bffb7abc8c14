"""Visits of somebody signed in: how they begin, how long they last, how they end."""

from datetime import timedelta

from flask import Flask, Response, g, request, session
from flask_login import current_user
from flask_security import login_user, logout_user

from fairmatch.models import Account
from web.accounts.person import Person
from web.site import current_site

SEEN, BEGAN, WAS, KEY = "seen", "began", "was", "_user_id"
OFTEN_ENOUGH = 60
"""Seconds after which it is noted again that somebody is still there."""

LONGEST = timedelta(days=14)
"""How long a visit lasts at most, however busy."""


def install(app: Flask) -> None:
    """End visits of those who were gone too long, before anything else looks at them."""
    # The cookie outlives the visit in it, so that a form sent too late is still known as one
    # of ours.
    app.config.update(
        PERMANENT_SESSION_LIFETIME=2 * LONGEST, SESSION_REFRESH_EACH_REQUEST=False
    )  # fmt: skip
    app.before_request(_end_the_idle)
    app.after_request(_keep_from_shared_caches)
    app.after_request(_forget)


def signed_in() -> Person | None:
    """Give whoever is signed in."""
    person = current_user._get_current_object()
    return person if isinstance(person, Person) else None


def begin(account: Account) -> None:
    """Let a visit of the account begin; nothing of the session before it stays."""
    session.clear()
    g.pop("csrf_token", None)
    login_user(Person(account), remember=False)
    session.permanent = True
    session[SEEN] = session[BEGAN] = _now()


def end() -> None:
    """End the visit in this browser; what pages kept there for times without a network goes too."""
    logout_user()
    session.clear()
    g.forget = True


def _now() -> int:
    return int(current_site().clock().timestamp())


def _forget(response: Response) -> Response:
    if g.get("forget", False):
        response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _keep_from_shared_caches(response: Response) -> Response:
    if request.endpoint != "static" and KEY in session:
        # The head of the page is theirs, and the answer may carry their cookie.
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _end_the_idle() -> None:
    # A static file is kept by everybody for long: no cookie may come with it.
    if request.endpoint == "static" or KEY not in session:
        return
    now = _now()
    idle = now - session.get(SEEN, 0)
    lasted = now - session.get(BEGAN, 0)
    if idle > current_site().settings.session_minutes * 60 or lasted > LONGEST.total_seconds():
        session[WAS] = session.pop(KEY)
    elif idle >= OFTEN_ENOUGH:
        session[SEEN] = now
