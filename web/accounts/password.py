"""Signing in with a password, and setting one."""

from secrets import token_hex

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from fairmatch.accounts import find_account, recognise
from fairmatch.models import Account
from web.access import account_id
from web.accounts import landing, passwords, visits
from web.accounts.blueprint import blueprint
from web.accounts.proving import FRESH, proved
from web.database import reading, writing
from web.security import mark_private
from web.site import current_site

FRESH_SECONDS = 900
"""How long after a link to a new password the old one is not asked for."""


class PasswordForm(FlaskForm):
    """Who signs in, and with what."""

    email = StringField()
    password = PasswordField()


class NewPasswordForm(FlaskForm):
    """A new password, and the one before it."""

    old = PasswordField()
    new = PasswordField()
    again = PasswordField()


@blueprint.get("/sign-in/password")
def with_password() -> str:
    """Ask for address and password."""
    mark_private()
    landing.remember(request.args.get("next"))
    return _sign_in_page(PasswordForm())


@blueprint.post("/sign-in/password")
def take_password() -> Response | tuple[str, int]:
    """Take them."""
    mark_private()
    form, clock = PasswordForm(), current_site().clock
    found = find_account(reading(), form.email.data or "")
    if not passwords.is_right(found, form.password.data or "") or found is None:
        form.password.errors = [_("Address and password do not belong together.")]
        return _sign_in_page(form), 422
    number = found.id
    with writing() as database:
        account = database.get_one(Account, number)
        account.signed_in_at = clock()
        recognise(database, account, clock=clock)
        database.refresh(account)
        database.expunge(account)
    return proved(account)


@blueprint.get("/account/password")
def password() -> str:
    """Ask for a new password."""
    return _new_page(NewPasswordForm())


@blueprint.post("/account/password")
def save_password() -> Response | tuple[str, int]:
    """Keep it; all other visits of the account end."""
    number, form = account_id(), NewPasswordForm()
    me = reading().get_one(Account, number)
    new = form.new.data or ""
    if _old_is_asked(me) and not passwords.is_right(me, form.old.data or ""):
        form.old.errors = [_("This is not your password.")]
    form.new.errors = passwords.weaknesses(new, me)
    if not form.new.errors and new != form.again.data:
        form.again.errors = [_("The two are not the same.")]
    if form.old.errors or form.new.errors or form.again.errors:
        return _new_page(form), 422
    kept = passwords.hashed(new)
    wanted = landing.inside(session.get(landing.NEXT))
    with writing() as database:
        account = database.get_one(Account, number)
        account.password, account.session_key = kept, token_hex()
        database.flush()
        database.refresh(account)
        database.expunge(account)
    visits.begin(account)
    return redirect(wanted or url_for("accounts.account", password="1"), code=303)


def _old_is_asked(me: Account) -> bool:
    fresh = int(current_site().clock().timestamp()) - session.get(FRESH, 0) <= FRESH_SECONDS
    return me.password is not None and not fresh


def _sign_in_page(form: PasswordForm) -> str:
    return render_template("accounts/with_password.html", form=form)


def _new_page(form: NewPasswordForm) -> str:
    me = reading().get_one(Account, account_id())
    return render_template(
        "accounts/password.html",
        form=form,
        account=me,
        old_is_asked=_old_is_asked(me),
        shortest=passwords.SHORTEST,
    )
