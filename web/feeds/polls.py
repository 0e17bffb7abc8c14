"""Polls of calendars that did not change, answered before the machinery of pages is set going.

A calendar program asks again and again, and nearly always has the newest bytes already. To say
so takes the two queries that find out; sessions, languages and limits would take twice as long.
Whatever is not that goes to the application, whose answer it is: a program without the newest
bytes, a person with a cookie, an address that opens nothing.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.http import http_date, is_resource_modified, quote_etag

from fairmatch.errors import BadToken, RevokedToken
from fairmatch.feeds import Edition, Feed
from fairmatch.polling import open_subscription
from web.languages import LANGUAGES
from web.site import site_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PATH = re.compile(r"/feeds/([A-Za-z0-9_-]{43})\.ics")
_MINUTES = re.compile(r"[0-9]{1,3}")


class UnchangedFeeds:
    """Answers 304 to whoever has a calendar's newest bytes, and hands all else on.

    Parameters
    ----------
    app
        What answers all else, as it stands before this is put in front of it.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._application: WSGIApplication = app.wsgi_app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        feed = self._newest(environ)
        if feed is None or is_resource_modified(environ, feed.fingerprint):
            return self._application(environ, start_response)
        headers = [
            ("ETag", quote_etag(feed.fingerprint)),
            ("Cache-Control", "private, no-cache"),
            ("X-Robots-Tag", "noindex, nofollow, noarchive"),
            ("Referrer-Policy", "same-origin"),
            ("Vary", "Accept-Encoding, Cookie"),
        ]
        if feed.changed_at is not None:
            headers.append(("Last-Modified", http_date(feed.changed_at)))
        start_response("304 NOT MODIFIED", headers)
        return []

    def _newest(self, environ: "WSGIEnvironment") -> Feed | None:
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if "HTTP_IF_NONE_MATCH" not in environ or "HTTP_COOKIE" in environ:
            return None
        site = site_of(self._app)
        address = site.settings.address
        if address.startswith("https://") and environ["wsgi.url_scheme"] != "https":
            return None
        asked = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        wishes = dict(asked)
        plain = len(wishes) == len(asked) and wishes.keys() <= {"lang", "alarm"}
        if not plain or not _MINUTES.fullmatch(wishes.get("alarm", "0")):
            return None
        with site.engine.connect() as connection:
            try:
                owner = open_subscription(connection, path[1])
            except (BadToken, RevokedToken):
                return None
            language = wishes.get("lang", owner.language)
            edition = Edition(
                address=address,
                language=language if language in LANGUAGES else "ko",
                alarm_minutes=int(wishes["alarm"]) if "alarm" in wishes else None,
            )
            return site.feeds.feed(connection, owner, edition)
