"""The second factor: codes of an authenticator app, and codes that stand in for it."""

from typing import cast

import segno
from flask import current_app
from flask_security import Security, Totp
from flask_security.core import UserMixin
from passlib.totp import TotpMatch

from fairmatch.models import Account
from web.accounts.person import Person

WINDOW = 30
"""Seconds by which a telephone's clock may be wrong."""


class Codes(Totp):
    """Takes no code of the app twice."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Give the number of the last code that was taken."""
        return cast(Person, user).account.totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Note the code that was taken."""
        cast(Person, user).account.totp_counter = tmatch.counter


def new_secret() -> str:
    """Give an encrypted secret for an app."""
    return str(_codes().generate_totp_secret())


def app_takes(account: Account, typed: str, secret: str | None = None) -> bool:
    """Tell whether it is the app's code of this moment; the account has to be for writing."""
    used = secret or account.totp_secret
    digits = "".join(one for one in typed if one.isdigit() and one.isascii())
    if used is None or len(digits) != 6:
        return False
    return bool(_codes().verify_totp(digits, used, Person(account), window=WINDOW))


def picture(account: Account, secret: str) -> str:
    """Give the picture that the app reads, as an address of its own."""
    uri = _codes().get_totp_uri(account.email, secret)
    return segno.make(uri, error="m").svg_data_uri(scale=5, border=3, dark="#17211f", light="#fff")


def key(secret: str) -> str:
    """Give the secret for typing."""
    return str(_codes().get_totp_pretty_key(secret))


def new_stand_ins(account: Account) -> list[str]:
    """Give new codes that stand in for the app, once each; older ones are void."""
    return list(_security().mf_recovery_codes_util.create_recovery_codes(Person(account)))


def stands_in(account: Account, typed: str) -> bool:
    """Spend a code that stands in for the app, if it is one."""
    person, util = Person(account), _security().mf_recovery_codes_util
    code = typed.strip().lower()
    return util.check_recovery_code(person, code) and util.delete_recovery_code(person, code)


def _codes() -> Codes:
    return cast(Codes, _security().totp_factory)


def _security() -> Security:
    return cast(Security, current_app.extensions["security"])
