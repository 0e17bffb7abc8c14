"""The way in for a WSGI server: ``gunicorn -k gthread "web.wsgi:make_app()"``."""

from flask import Flask

from fairmatch.config import Settings
from web.app import create_app


def make_app() -> Flask:
    """Give the application with the settings of the environment."""
    return create_app(Settings())
