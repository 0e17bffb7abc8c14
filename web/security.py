"""Headers and tokens that keep pages to themselves: CSP, CSRF, no indexing of private pages."""

import hashlib
import hmac

from flask import Flask, Response, abort, g, request
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:"],
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def install(app: Flask, *, secret: bytes, https: bool) -> None:
    """Sign sessions with a key of their own, guard forms, send strict headers."""
    app.secret_key = hmac.new(secret, b"sessions of the pages", hashlib.sha256).digest()
    app.config.update(SESSION_COOKIE_HTTPONLY=True, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    # What is told to run first runs last: after the headers that all pages get.
    app.after_request(_open_camera)
    Talisman(
        app,
        force_https=https,
        strict_transport_security=https,
        session_cookie_secure=https,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        referrer_policy="same-origin",
        content_security_policy=CONTENT_SECURITY_POLICY,
        permissions_policy={"camera": "()", "geolocation": "()", "microphone": "()"},
    )
    app.before_request(_refuse_nul)
    app.after_request(_keep_private)


def _refuse_nul() -> None:
    # No text of the fair holds one, and PostgreSQL refuses to be asked for it.
    if "\0" in request.path or any("\0" in value for value in request.values.values()):
        abort(404)


def mark_private() -> None:
    """Keep the answer out of search engines and shared caches."""
    g.private = True


def allow_camera() -> None:
    """Let the page that is answered use the camera, once whoever looks at it agrees."""
    g.camera = True


def _open_camera(response: Response) -> Response:
    if g.get("camera", False):
        response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    return response


def _keep_private(response: Response) -> Response:
    if g.get("private", False):
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "private, no-cache"
    return response
