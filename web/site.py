"""What the server stands on, made once by `create_app` and reached from every view."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from flask import Flask, current_app
from sqlalchemy import Engine

from fairmatch.boards.kept import KeptDays
from fairmatch.config import Settings
from fairmatch.fairday.kept import Kept
from fairmatch.fairday.shared import SharedDay, read_shared
from fairmatch.hand.boards import Boards
from fairmatch.jobs import Jobs
from fairmatch.polling import KeptFeeds
from fairmatch.repairs import Standings
from fairmatch.waiting.shared import Waits, read_waits
from fairmatch.why import Prices
from web.doorbell import Doorbells
from web.drawn import Drawn

_KEY = "fairmatch"
ROWS = 4096
"""Rows that are kept: of a fair of five hundred parties in each language, as each stood lately."""
LISTS = 8
"""Whole lists that are kept: one a fair, language and role, hundreds of kilobytes each."""


@dataclass(frozen=True, slots=True)
class Site:
    """The parts a view may need.

    Attributes
    ----------
    secret
        The server's secret, from which secret addresses are derived.
    clock
        Gives aware UTC moments.
    jobs
        Where timetables are asked for.
    prices
        Where prices of wishes are asked for.
    doorbells
        What is being watched by open pages.
    days
        Days of fairs as boards last read them.
    shared
        Days of fairs as desks and officers last read them.
    waits
        Waiting lists as they were last read.
    standings
        What is published of each fair, for repairs.
    feeds
        Calendars as they were last asked for.
    boards
        Drafts that are worked at by hand, as they were last seen.
    drawn
        Parts of screens as they were last drawn.
    rows, lists
        Rows of the desk's list of today as they were last drawn, and whole lists.
    """

    settings: Settings
    engine: Engine
    secret: bytes
    clock: Callable[[], datetime]
    jobs: Jobs
    prices: Prices
    doorbells: Doorbells
    days: KeptDays
    shared: Kept[SharedDay]
    waits: Kept[Waits]
    standings: Standings
    feeds: KeptFeeds = field(default_factory=KeptFeeds)
    boards: Boards = field(default_factory=Boards)
    drawn: Drawn = field(default_factory=Drawn)
    rows: Drawn = field(default_factory=lambda: Drawn(ROWS))
    lists: Drawn = field(default_factory=lambda: Drawn(LISTS))

    def absolute(self, path: str) -> str:
        """Give the full public address of a path that `flask.url_for` made."""
        return urljoin(self.settings.address, path)


def make_site(
    settings: Settings, engine: Engine, secret: bytes, clock: Callable[[], datetime]
) -> Site:
    """Give a site with nothing looked at yet."""
    return Site(
        settings=settings,
        engine=engine,
        secret=secret,
        clock=clock,
        jobs=Jobs(engine),
        prices=Prices(engine, workers=settings.workers),
        doorbells=Doorbells(settings.lines),
        days=KeptDays(clock),
        shared=Kept(clock, read_shared),
        waits=Kept(clock, read_waits),
        standings=Standings(engine),
    )


def attach(app: Flask, site: Site) -> None:
    """Let the views of ``app`` reach ``site``."""
    app.extensions[_KEY] = site


def current_site() -> Site:
    """Give the site of the app that answers the request."""
    return site_of(current_app)


def site_of(app: Flask) -> Site:
    """Give the site that ``app`` was made for."""
    site = app.extensions[_KEY]
    if not isinstance(site, Site):
        raise AssertionError("the app was not made by create_app")
    return site
