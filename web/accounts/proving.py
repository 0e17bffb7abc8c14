"""What follows when somebody has proved who they are: the second factor, then the visit."""

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from fairmatch.models import Account, SignInPurpose
from web.accounts import landing, visits
from web.site import current_site

HALF = "half"
HALF_SECONDS = 600
HELD = "held"
FRESH = "fresh_mail"
_STAYS = (landing.NEXT, HELD, "lang")


def proved(account: Account, purpose: SignInPurpose = SignInPurpose.SIGN_IN) -> Response:
    """Go on after the first proof: to the second factor if there is one, else in."""
    stays = {key: session[key] for key in _STAYS if key in session}
    if account.totp_secret is None:
        return _in(account, purpose, stays)
    session.clear()
    session.update(stays)
    session[HALF] = [account.id, _now(), purpose.value]
    return redirect(url_for("accounts.second"), code=303)


def proved_twice(account: Account) -> Response:
    """Go in after the second factor."""
    stays = {key: session[key] for key in _STAYS if key in session}
    return _in(account, SignInPurpose(session[HALF][2]), stays)


def half_way() -> int | None:
    """Give the number of the account that has still to show its second factor."""
    half = session.get(HALF)
    if half is None or _now() - half[1] > HALF_SECONDS:
        return None
    return int(half[0])


def _in(account: Account, purpose: SignInPurpose, stays: dict[str, object]) -> Response:
    visits.begin(account)
    wanted = landing.inside(str(stays.get(landing.NEXT, "")))
    if HELD in stays:
        session.update(stays)
        return redirect(url_for("accounts.resume"), code=303)
    if purpose is SignInPurpose.PASSWORD:
        session[FRESH] = _now()
        return redirect(url_for("accounts.password"), code=303)
    return redirect(wanted or landing.home(account), code=303)


def _now() -> int:
    return int(current_site().clock().timestamp())
