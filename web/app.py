"""The application: parts put together, nothing decided here."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import Engine

from fairmatch.config import Settings
from fairmatch.db import open_database
from fairmatch.practice import machine_clock
from fairmatch.secret import read_secret
from web import (
    accounts,
    agencies,
    assets,
    boards,
    database,
    failures,
    fairday,
    feeds,
    firms,
    formats,
    grid,
    health,
    intake,
    languages,
    limits,
    organisers,
    outcomes,
    papers,
    parties,
    plan_words,
    public,
    record,
    repairs,
    requests,
    results,
    runs,
    scenarios,
    security,
    uploads,
    waiting,
    why,
)
from web.accounts import guard, resume
from web.feeds.polls import UnchangedFeeds
from web.site import Site, attach, make_site


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] | None = None,
    engine: Engine | None = None,
) -> Flask:
    """Give the application that serves pages and calendars.

    Parameters
    ----------
    clock
        Gives aware UTC moments; the machine's clock unless another is named.
    engine
        Database to use instead of the one that the settings name.
    """
    app = Flask(__name__)
    secret = read_secret(settings.secret_file)
    engine = engine if engine is not None else open_database(settings.database)
    moment = clock if clock is not None else machine_clock
    site = make_site(settings, engine, secret, moment)
    attach(app, site)
    database.close_with_request(app)
    security.install(app, secret=secret, https=settings.address.startswith("https://"))
    guard.install(app, secret=secret)
    languages.install(app)
    formats.install(app)
    plan_words.install(app)
    fairday.words.install(app)
    assets.install(app)
    app.jinja_env.globals.update(absolute=site.absolute, practice_clock=_practice_clock(site))
    failures.install(app)
    uploads.install(app)
    resume.install(app)
    for blueprint in (
        public.blueprint,
        papers.blueprint,
        parties.blueprint,
        organisers.blueprint,
        intake.blueprint,
        scenarios.blueprint,
        runs.blueprint,
        grid.blueprint,
        fairday.blueprint,
        record.blueprint,
        outcomes.blueprint,
        results.blueprint,
        waiting.blueprint,
        repairs.blueprint,
        why.blueprint,
        agencies.blueprint,
        firms.blueprint,
        accounts.blueprint,
        requests.blueprint,
        boards.blueprint,
        feeds.blueprint,
        health.blueprint,
    ):
        app.register_blueprint(blueprint)
    limits.install(app, settings)
    app.wsgi_app = UnchangedFeeds(app)  # type: ignore[method-assign]
    return app


def _practice_clock(site: Site) -> Callable[[], datetime] | None:
    """Give the clock of a rehearsal, which every page tells; None at a real fair."""
    return None if site.settings.clock_file is None else site.clock
