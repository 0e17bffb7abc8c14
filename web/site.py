"""What the server stands on, made once by `create_app` and reached from every view."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from flask import Flask, current_app
from sqlalchemy import Engine

from fairmatch.boards.kept import KeptDays
from fairmatch.config import Settings
from fairmatch.hand.boards import Boards
from fairmatch.jobs import Jobs
from fairmatch.polling import KeptFeeds
from fairmatch.repairs import Standings
from fairmatch.why import Prices
from web.doorbell import Doorbells
from web.drawn import Drawn

_KEY = "fairmatch"


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
    standings
        What is published of each fair, for repairs.
    feeds
        Calendars as they were last asked for.
    boards
        Drafts that are worked at by hand, as they were last seen.
    drawn
        Parts of screens as they were last drawn.
    """

    settings: Settings
    engine: Engine
    secret: bytes
    clock: Callable[[], datetime]
    jobs: Jobs
    prices: Prices
    doorbells: Doorbells
    days: KeptDays
    standings: Standings
    feeds: KeptFeeds = field(default_factory=KeptFeeds)
    boards: Boards = field(default_factory=Boards)
    drawn: Drawn = field(default_factory=Drawn)

    def absolute(self, path: str) -> str:
        """Give the full public address of a path that `flask.url_for` made."""
        return urljoin(self.settings.address, path)


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
