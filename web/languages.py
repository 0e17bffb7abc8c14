"""Korean first, English by a switch that is remembered in a cookie."""

from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale

LANGUAGES = {"ko": "한국어", "en": "English"}
COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Let pages speak the visitor's language and remember an explicit choice."""
    Babel(app, default_locale="ko", locale_selector=_chosen)
    app.after_request(_remember)
    app.context_processor(
        lambda: {"languages": LANGUAGES, "language": language(), "in_language": in_language}
    )


def language() -> str:
    """Give the language of the page, ``ko`` or ``en``."""
    locale = get_locale()
    return locale.language if locale is not None else "ko"


def prefer(code: str) -> None:
    """Name the language for a visitor who has not chosen one, before anything is written."""
    g.preferred_language = code


def in_language(code: str) -> str:
    """Give the path and query of this very page in another language."""
    query = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{request.script_root}{request.path}?{urlencode([*query, ('lang', code)])}"


def _chosen() -> str:
    asked = (request.args.get("lang"), request.cookies.get(COOKIE), g.get("preferred_language"))
    return next((code for code in asked if code in LANGUAGES), "ko")


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
        response.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR,
            path=request.script_root or "/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    response.vary.add("Cookie")
    response.content_language.add(language())
    return response
