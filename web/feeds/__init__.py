"""Calendars over HTTP: feeds to subscribe to, files to take home, addresses to renew."""

from web.feeds import addresses, calendars
from web.feeds.blueprint import blueprint
from web.feeds.subscribe import SubscribeLinks, subscribe_links

__all__ = ["SubscribeLinks", "addresses", "blueprint", "calendars", "subscribe_links"]
