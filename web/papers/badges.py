"""Where the code on a badge leads: who may enter the party's area is led there, others not."""

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from fairmatch.errors import NoEntry
from web.access import SignInNeeded, contact_of, officer_of
from web.papers.blueprint import blueprint


@blueprint.get("/badge/<fair>/<kind>/<code>")
def badge(fair: str, kind: str, code: str) -> Response:
    """Lead its own people and the organiser into the party's area, anybody else to public pages."""
    if kind not in ("firm", "agency"):
        abort(404)
    try:
        if kind == "firm":
            contact_of(fair, code)
            return redirect(url_for("firms.home", fair=fair, firm=code))
        officer_of(fair, code)
        return redirect(url_for("agencies.home", fair=fair, agency=code))
    except (SignInNeeded, NoEntry):
        if kind == "agency":
            return redirect(url_for("public.agency", code=fair, agency=code))
        return redirect(url_for("public.fair", code=fair))
