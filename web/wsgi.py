"""The way in for a WSGI server: ``gunicorn -k gthread "web.wsgi:make_app()"``."""

from flask import Flask

from fairmatch.config import Settings
from fairmatch.mail import sender_of
from web.app import create_app
from web.postman import Postman, employ
from web.site import site_of


def make_app() -> Flask:
    """Give the application with the settings of the environment; it sends mails if they say so.

    It loads the optimiser before it serves, so that nobody's first price waits for that.
    """
    settings = Settings()
    app = create_app(settings)
    site = site_of(app)
    site.prices.keep_warm()
    if settings.send_mail:
        sender = sender_of(site.engine, settings, site.secret, clock=site.clock)
        employ(app, Postman(sender.send_due))
    return app
