"""Answers that carry a calendar, and refusals that a calendar program can show."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import Headers

from fairmatch.feeds import Feed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

CONTENT_TYPE = "text/calendar; charset=utf-8"

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


class Validated(Response):
    """An answer that repeats both its validators when nothing has changed."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """Give the headers to send; the framework drops Last-Modified from a 304."""
        headers = super().get_wsgi_headers(environ)
        if "Last-Modified" in self.headers:
            headers["Last-Modified"] = self.headers["Last-Modified"]
        return headers


def as_feed(feed: Feed) -> Response:
    """Answer with the calendar, or with 304 to a client that has these bytes already.

    The fingerprint decides if the client names one, else the whole second of the last change.
    """
    answer = Validated(feed.content, content_type=CONTENT_TYPE)
    answer.set_etag(feed.fingerprint)
    if feed.changed_at is not None:
        answer.last_modified = feed.changed_at
    answer.make_conditional(request)
    return answer


def as_download(feed: Feed) -> Response:
    """Answer with the calendar as a file to keep, named in the reader's own script."""
    answer = as_feed(feed)
    name = _NOT_IN_FILE_NAMES.sub(" ", feed.name).strip(" .")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"calendar.ics\"; filename*=UTF-8''{quote(name, safe='')}.ics"
    )
    return answer


def refusal(status: int, *sentences: str) -> Response:
    """Answer in plain text, in both languages: a calendar program has no page to show."""
    return Response("\n".join(sentences) + "\n", status, content_type="text/plain; charset=utf-8")
