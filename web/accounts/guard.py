"""Flask-Security, set up for accounts of ours: who is signed in, passwords, second factors."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from flask import Flask
from flask_security import Security

from web.accounts import visits
from web.accounts.factor import Codes
from web.accounts.person import Store


def install(app: Flask, *, secret: bytes) -> None:
    """Let the app know who is signed in; keys are derived from the server's secret."""

    def derived(purpose: str) -> bytes:
        return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()

    visits.install(app)
    app.config.update(
        SECURITY_PASSWORD_SALT=derived("passwords").hex(),
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",
        SECURITY_PASSWORD_COMPLEXITY_CHECKER="zxcvbn",
        SECURITY_TWO_FACTOR=False,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_N=8,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[urlsafe_b64encode(derived("recovery codes"))],
        SECURITY_TOTP_SECRETS={"1": derived("authenticator apps").hex()},
        SECURITY_TOTP_ISSUER="FairMatch",
        SECURITY_CLI_USERS_NAME=False,
        SECURITY_CLI_ROLES_NAME=False,
    )
    # Its pages are not used: links that are opened by a button and codes good for one browser
    # are not among them, and ours speak Korean.
    security = Security(app, Store(), register_blueprint=False, totp_cls=Codes)
    # Nobody needs to be known for a static file.
    security.principal.skip_static = True
    app.jinja_env.globals["signed_in"] = visits.signed_in
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
