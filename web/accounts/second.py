"""Pages of the second factor: asked for at sign-in; switched on and off at one's account."""

from flask import redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from fairmatch.models import Account
from web.access import account_id
from web.accounts import factor
from web.accounts.blueprint import blueprint
from web.accounts.proving import half_way, proved_twice
from web.database import reading, writing
from web.security import mark_private

SETTING_UP = "setting_up"


class CodeForm(FlaskForm):
    """A code of the app, or one that stands in for it."""

    code = StringField()


@blueprint.get("/sign-in/second")
def second() -> str | Response:
    """Ask for the second factor."""
    mark_private()
    if half_way() is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    return render_template("accounts/second.html", form=CodeForm())


@blueprint.post("/sign-in/second")
def take_second() -> Response | tuple[str, int]:
    """Take it."""
    mark_private()
    half, form = half_way(), CodeForm()
    if half is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    with writing() as database:
        account = database.get_one(Account, half, with_for_update=True)
        right = _takes(account, form.code.data or "")
        database.flush()
        database.refresh(account)
        database.expunge(account)
    if right and account.active:
        return proved_twice(account)
    form.code.errors = [_wrong()]
    return render_template("accounts/second.html", form=form), 422


@blueprint.get("/account/second")
def factor_page() -> str:
    """Show whether the account has a second factor, and how to get one."""
    return _factor_page(CodeForm())


@blueprint.post("/account/second")
def switch_on() -> Response | str | tuple[str, int]:
    """Switch it on, once the app has shown that it knows the secret."""
    me, form = account_id(), CodeForm()
    secret = session.get(SETTING_UP)
    with writing() as database:
        account = database.get_one(Account, me, with_for_update=True)
        begun = secret is not None and account.totp_secret is None
        account.totp_counter = None if begun else account.totp_counter
        right = begun and factor.app_takes(account, form.code.data or "", secret)
        stand_ins: list[str] = []
        if right:
            account.totp_secret = secret
            stand_ins = factor.new_stand_ins(account)
    if right:
        session.pop(SETTING_UP, None)
        return render_template("accounts/stand_ins.html", codes=stand_ins)
    if begun:
        form.code.errors = [_wrong()]
        return _factor_page(form), 422
    return redirect(url_for("accounts.factor_page"), code=303)


@blueprint.post("/account/second/off")
def switch_off() -> Response | tuple[str, int]:
    """Switch it off; a code is asked for, so that a borrowed device is not enough."""
    me, form = account_id(), CodeForm()
    with writing() as database:
        account = database.get_one(Account, me, with_for_update=True)
        right = _takes(account, form.code.data or "")
        if right:
            account.totp_secret, account.totp_counter, account.recovery_codes = None, None, []
    if right:
        return redirect(url_for("accounts.factor_page"), code=303)
    form.code.errors = [_wrong()]
    return _factor_page(form), 422


def _takes(account: Account, typed: str) -> bool:
    return account.totp_secret is not None and (
        factor.app_takes(account, typed) or factor.stands_in(account, typed)
    )


def _wrong() -> str:
    return str(_("This is not the code of the moment. Each is good once; wait for the next one."))


def _factor_page(form: CodeForm) -> str:
    me = reading().get_one(Account, account_id())
    if me.totp_secret is not None:
        return render_template(
            "accounts/factor.html", form=form, on=True, left=len(me.recovery_codes)
        )
    secret = session.setdefault(SETTING_UP, factor.new_secret())
    return render_template(
        "accounts/factor.html",
        form=form,
        on=False,
        picture=factor.picture(me, secret),
        key=factor.key(secret),
    )
