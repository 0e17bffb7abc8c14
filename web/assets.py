"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from flask_compress import Compress

from fairmatch import __version__

_ROOT = Path(__file__).parent / "static"
_WORTH_COMPRESSING = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Let templates name static files by `asset`; compress pages, styles and scripts."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR
    app.config["COMPRESS_STREAMS"] = False
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["edition"] = edition
    Compress(app)
    # Runs before the compression, which comes from the same list and was put there earlier.
    app.after_request(_read_whole)


def _read_whole(response: Response) -> Response:
    # The compression would take a file in pieces and never close it.
    if request.endpoint == "static" and response.mimetype in _WORTH_COMPRESSING:
        response.direct_passthrough = False
        response.get_data()
    return response


def asset(name: str) -> str:
    """Give the address of a static file, marked by its content."""
    return url_for("static", filename=name, v=_mark(name))


@cache
def edition() -> str:
    """Give what is another as soon as any style sheet or script of ours is."""
    ours = sorted(
        file for kind in ("css", "js") for file in (_ROOT / kind).iterdir() if file.is_file()
    )
    marks = "".join(_mark(str(file.relative_to(_ROOT))) for file in ours)
    return hashlib.sha256(f"{__version__}{marks}".encode()).hexdigest()[:10]


@cache
def _mark(name: str) -> str:
    return hashlib.sha256((_ROOT / name).read_bytes()).hexdigest()[:10]
