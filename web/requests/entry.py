"""From a public page to the form: whoever is signed in asks for the firm that is theirs."""

from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.accounts import memberships_of
from fairmatch.models import Account, Role
from web.access import account_id
from web.database import reading
from web.public.blueprint import fair_of
from web.requests.blueprint import blueprint


@blueprint.get("/fairs/<code>/ask")
def begin(code: str) -> str | Response:
    """Lead to the form for the plan item or agency named, after signing in if need be."""
    account = reading().scalars(select(Account).where(Account.id == account_id())).one()
    fair = fair_of(code)
    firms = [
        one.firm
        for one in memberships_of(reading(), account)
        if one.role is Role.CONTACT and one.fair_id == fair.id and one.firm is not None
    ]
    about = {key: request.args[key] for key in ("item", "agency") if request.args.get(key)}
    addresses = [
        (firm, url_for("requests.new", fair=code, firm=firm.code) + _query(about)) for firm in firms
    ]
    if len(addresses) == 1:
        return redirect(addresses[0][1], code=303)
    return render_template("requests/whose.html", fair=fair, addresses=addresses)


def _query(about: dict[str, str]) -> str:
    return "?" + urlencode(about) if about else ""
