"""How often somebody may do what costs others: mails, guesses, rows.

A fair has one address of the internet for a whole hall, so what is counted by address is
generous; what is counted by account or by the mail address typed is strict.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_limiter import Limiter, RateLimitExceeded
from werkzeug.middleware.proxy_fix import ProxyFix

from fairmatch.config import Settings
from web.accounts.proving import half_way
from web.accounts.visits import signed_in
from web.security import mark_private

Key = Callable[[], str]
Often = str | Callable[[], str]


def _where() -> str:
    return f"from {request.remote_addr}"


def _who() -> str:
    """Whoever is signed in, else where from."""
    person = signed_in()
    return f"account {person.id}" if person is not None else _where()


def _typed() -> str:
    address = request.form.get("email", "").strip().casefold()
    return f"typed {hashlib.sha256(address.encode()).hexdigest()}"


def _no_address() -> bool:
    return "@" not in request.form.get("email", "")


def _typed_from_there() -> str:
    return f"{_typed()} {_where()}"


def _files_of() -> str:
    return f"files of {_who()}"


def _no_files() -> bool:
    return request.mimetype != "multipart/form-data"


def _half() -> str:
    half = half_way()
    return f"half {half}" if half is not None else _where()


LIMITS: dict[str, tuple[tuple[Often, Key], ...]] = {
    "accounts.ask": (("5 per 15 minutes", _typed), ("1200 per 10 minutes", _where)),
    "firms.prove_address": (("5 per 15 minutes", _typed), ("1200 per 10 minutes", _where)),
    "firms.register_firm": (("30 per hour", _who),),
    "accounts.take_code": (("2400 per 10 minutes", _where),),
    "accounts.take_link": (("2400 per 10 minutes", _where),),
    "accounts.take_password": (
        ("10 per 15 minutes", _typed_from_there),
        ("60 per hour", _typed),
        ("600 per 10 minutes", _where),
    ),
    "accounts.take_second": (("10 per 15 minutes", _half),),
    "accounts.switch_off": (("10 per 15 minutes", _who),),
    "accounts.save_password": (("20 per hour", _who),),
}
"""Limits of single views."""

_UNLESS: dict[Key, Callable[[], bool]] = {
    _typed: _no_address,
    _typed_from_there: _no_address,
    _files_of: _no_files,
}

WRITES = {True: "120 per minute", False: "1200 per minute"}
"""What anybody may write, by whether they are signed in; else counted by address."""

UPLOADS = {True: "60 per 10 minutes", False: "300 per 10 minutes"}
"""The same of files."""


def install(app: Flask, settings: Settings) -> None:
    """Count; call it when all views are there."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    limiter = Limiter(
        _who,
        app=app,
        storage_uri=settings.limit_storage,
        strategy="moving-window",
        default_limits=[lambda: WRITES[signed_in() is not None]],
        default_limits_exempt_when=_only_reads,
        default_limits_per_method=False,
    )
    rules = app.url_map.iter_rules()
    for endpoint in {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}:
        view = app.view_functions[endpoint]
        files: tuple[Often, Key] = (_uploads, _files_of)
        for limit, key in (*LIMITS.get(endpoint, ()), files):
            view = _counted(limiter, view, limit, key)
        app.view_functions[endpoint] = view
    app.register_error_handler(RateLimitExceeded, _too_often)


def _counted(limiter: Limiter, view: Any, limit: Often, key: Key) -> Any:
    counted: Any = limiter.limit(
        limit, key_func=key, override_defaults=False, exempt_when=_UNLESS.get(key)
    )
    return counted(view)


def _uploads() -> str:
    return UPLOADS[signed_in() is not None]


def _only_reads() -> bool:
    return request.method in ("GET", "HEAD", "OPTIONS")


def _too_often(error: RateLimitExceeded) -> Response:
    mark_private()
    seconds = error.limit.limit.get_expiry()
    answer = make_response(
        render_template(
            "failure.html",
            status=429,
            title=_("Too many tries in a short time"),
            what_next=_(
                "Nothing was changed. Wait %(minutes)s minutes at most, then go back and try "
                "again; what you typed is still there.",
                minutes=-(-seconds // 60),
            ),
        ),
        429,
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer
