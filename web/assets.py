"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for

_ROOT = Path(__file__).parent / "static"
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Let templates name static files by `asset`."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Give the address of a static file, marked by its content."""
    return url_for("static", filename=name, v=_mark(name))


@cache
def _mark(name: str) -> str:
    return hashlib.sha256((_ROOT / name).read_bytes()).hexdigest()[:10]
