"""The application for tests: made once in a test process, and put on each test's own database.

To make one takes a quarter of a second, for its addresses; so does each page that it draws for
the first time.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine

from fairmatch.config import Settings
from web.app import create_app
from web.site import attach, make_site, site_of


class _Compiled(BytecodeCache):
    """Keeps what templates were compiled to, for as long as their text stays the same."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled before, if it was."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was just compiled."""
        assert bucket.code is not None
        self._kept[bucket.key, bucket.checksum] = bucket.code


@dataclass(frozen=True)
class _Made:
    """An application as `create_app` left it."""

    app: Flask
    config: dict[str, Any]


_COMPILED = _Compiled()
_MADE: dict[Settings, _Made] = {}


def make_app(settings: Settings, *, engine: Engine, clock: Callable[[], datetime]) -> Flask:
    """Give the application over a test's own database and clock, its settings untouched.

    Of one kind of settings there is one at a time.
    """
    made = _MADE.get(settings)
    if made is None:
        app = create_app(settings, engine=engine, clock=clock)
        app.jinja_env.bytecode_cache = _COMPILED
        _MADE[settings] = _Made(app, copy(dict(app.config)))
        return app
    app = made.app
    app.config.clear()
    app.config.update(made.config)
    for limiter in app.extensions["limiter"]:
        limiter.reset()
    attach(app, make_site(settings, engine, site_of(app).secret, clock))
    return app
