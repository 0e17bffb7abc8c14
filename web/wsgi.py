"""The way in for a WSGI server: ``gunicorn -k gthread "web.wsgi:make_app()"``."""

from collections.abc import Callable
from uuid import uuid4

from flask import Flask

from fairmatch.config import Settings
from fairmatch.mail import sender_of
from fairmatch.practice import clock_of
from fairmatch.waiting.offering import offers_fall_due
from web.app import create_app
from web.postman import Postman, employ
from web.site import site_of


def make_app() -> Flask:
    """Give the application with the settings of the environment.

    While it runs it offers seats to those who wait, and sends mails if the settings say so. It
    loads the optimiser before it serves, so that nobody's first price waits for that.
    """
    settings = Settings()
    app = create_app(settings, clock=clock_of(settings))
    site = site_of(app)
    site.prices.keep_warm()
    errands: list[Callable[[], object]] = [
        lambda: offers_fall_due(site.engine, now=site.clock(), new_uid=lambda: uuid4().hex)
    ]
    if settings.send_mail:
        sender = sender_of(site.engine, settings, site.secret, clock=site.clock)
        errands.append(sender.send_due)
    employ(app, Postman(*errands))
    return app
