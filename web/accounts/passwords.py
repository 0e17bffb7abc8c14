"""Passwords: checked in the same time whoever asks, hashed with Argon2, refused when weak."""

from flask import current_app
from flask_babel import gettext as _
from flask_security import hash_password, verify_password
from flask_security.utils import password_complexity_validator

from fairmatch.models import Account

SHORTEST = 10
LONGEST = 72
"""What the check for weak passwords can take."""

_NOBODYS = "fairmatch-nobodys-password"
_EVERYBODYS = (
    "fairmatch",
    # Korean words typed on a keyboard that is switched to English, which lists of English
    # passwords do not know: hello, I love you, password, Republic of Korea, Seoul, fair.
    "dkssudgktpdy",
    "tkfkdgody",
    "tkfkdgo",
    "qlalfqjsgh",
    "eogksalsrnr",
    "tjdnftl",
    "qkrfkaghl",
)


def weaknesses(password: str, account: Account) -> list[str]:
    """Tell what is wrong with a new password, in the language of the page."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return [_("Use at least %(least)s characters.", least=SHORTEST)]
    if len(plain) > LONGEST:
        return [_("Use at most %(most)s characters.", most=LONGEST)]
    known = {*_EVERYBODYS, account.email, *account.email.split("@"), account.name}
    told = {f"word{number}": word for number, word in enumerate(sorted(known)) if word}
    if password_complexity_validator(plain, True, **told):
        return [
            _(
                "This password is easy to guess or known from break-ins. Take several words "
                "that have nothing to do with each other."
            )
        ]
    return []


def hashed(password: str) -> str:
    """Give what is kept of a password."""
    return str(hash_password(_normal(password)))


def is_right(account: Account | None, password: str) -> bool:
    """Tell whether it is the account's password; takes as long where there is no account."""
    plain = _normal(password[: 2 * LONGEST])
    kept = account.password if account is not None and account.active else None
    if kept is None:
        hash_password(_NOBODYS)
        return False
    return bool(verify_password(plain, kept))


def _normal(password: str) -> str:
    return str(current_app.extensions["security"].password_util.normalize(password))
