"""Calendars over HTTP: feeds to subscribe to, files to take home, addresses to renew."""

from web.feeds import addresses
from web.feeds.answers import as_download
from web.feeds.blueprint import blueprint
from web.feeds.calendars import edition
from web.feeds.subscribe import SubscribeLinks, ways_to_subscribe

__all__ = [
    "SubscribeLinks",
    "addresses",
    "as_download",
    "blueprint",
    "edition",
    "ways_to_subscribe",
]
