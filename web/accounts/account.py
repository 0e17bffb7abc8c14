"""One's own account: who I am, where I belong, signing out everywhere."""

from secrets import token_hex

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from fairmatch.accounts import memberships_of
from fairmatch.accounts.memberships import DESK
from fairmatch.accounts.people import LONGEST_NAME
from fairmatch.models import Account
from web.access import account_id
from web.accounts import landing, visits
from web.accounts.blueprint import blueprint
from web.database import reading, writing
from web.languages import LANGUAGES
from web.security import mark_private
from web.words import ROLES


class AccountForm(FlaskForm):
    """What a person is called and which language mails speak."""

    name = StringField()
    language = StringField()


@blueprint.get("/account")
def account() -> str:
    """Show who is signed in and what they may enter."""
    return _page(AccountForm(obj=reading().get_one(Account, account_id())))


@blueprint.post("/account")
def save() -> Response | tuple[str, int]:
    """Keep name and language."""
    me, form = account_id(), AccountForm()
    name = " ".join((form.name.data or "").split())
    if len(name) > LONGEST_NAME:
        form.name.errors = [_("Use at most %(most)s characters.", most=LONGEST_NAME)]
        return _page(form), 422
    if form.language.data not in LANGUAGES:
        form.language.errors = [_("Choose one of the languages.")]
        return _page(form), 422
    with writing() as session:
        found = session.get_one(Account, me)
        found.name, found.language = name, form.language.data
    return redirect(url_for("accounts.account", saved="1"), code=303)


@blueprint.get("/account/place")
def place() -> Response:
    """Lead to where one belongs."""
    return redirect(landing.home(reading().get_one(Account, account_id())), code=303)


@blueprint.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """End all visits of the account, on every device."""
    me = account_id()
    with writing() as session:
        session.get_one(Account, me).session_key = token_hex()
    visits.end()
    mark_private()
    return redirect(url_for("accounts.sign_in"), code=303)


def _page(form: AccountForm) -> str:
    me = reading().get_one(Account, account_id())
    places = [(one, landing.place(one)) for one in memberships_of(reading(), me)]
    return render_template(
        "accounts/account.html",
        account=me,
        form=form,
        places=places,
        role_words=ROLES,
        at_a_desk=me.password is not None or any(one.role in DESK for one, _ in places),
    )
