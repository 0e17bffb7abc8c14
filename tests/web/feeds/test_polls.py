from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.links import open_link, rotate
from fairmatch.models import LinkPurpose
from tests.web.feeds.published import Published

Clock = Callable[[], datetime]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a calendar program, which keeps no cookies."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def reached(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the addresses that reach the application itself."""
    found: list[str] = []
    polls: Any = app.wsgi_app
    application = polls._application

    def noting(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found.append(environ["PATH_INFO"])
        answer: Iterable[bytes] = application(environ, start_response)
        return answer

    monkeypatch.setattr(polls, "_application", noting)
    return found


def _poll(client: FlaskClient, fair: Published, query: str = "", **headers: str) -> Any:
    address = f"/feeds/{fair.firm.feed}.ics{query}"
    etag = client.get(address).headers["ETag"]
    return client.get(address, headers={"If-None-Match": etag, **headers})


@pytest.mark.parametrize("query", ["", "?lang=en", "?alarm=15", "?lang=ko&alarm=0"])
def test_an_unchanged_calendar_is_told_without_the_application(
    client: FlaskClient, fair: Published, reached: list[str], query: str
) -> None:
    assert _poll(client, fair, query).status_code == 304
    assert len(reached) == 1


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {"Cookie": "lang=ko"}),
        ("?lang=xx", {"Cookie": "a=b"}),
        ("?lang=en&lang=ko", {}),
        ("?other=1", {}),
        ("?alarm=1440", {}),
    ],
)
def test_everything_else_is_answered_by_the_application_all_the_same(
    client: FlaskClient,
    fair: Published,
    reached: list[str],
    query: str,
    headers: dict[str, str],
) -> None:
    assert _poll(client, fair, query, **headers).status_code == 304
    assert len(reached) == 2


def test_a_renewed_address_says_so_to_who_has_the_bytes(
    client: FlaskClient, fair: Published, engine: Engine, clock: Clock
) -> None:
    etag = client.get(f"/feeds/{fair.firm.feed}.ics").headers["ETag"]
    with writing(engine) as session:
        link = open_link(session, fair.firm.feed, LinkPurpose.FEED)
        rotate(
            session,
            b"s" * 32,
            link.fair,
            firm=link.firm,
            purpose=LinkPurpose.FEED,
            clock=clock,
        )
    answer = client.get(f"/feeds/{fair.firm.feed}.ics", headers={"If-None-Match": etag})
    assert answer.status_code == 410


def test_a_change_is_told_at_once(client: FlaskClient, fair: Published) -> None:
    assert _poll(client, fair).status_code == 304
    etag = client.get(f"/feeds/{fair.firm.feed}.ics").headers["ETag"]
    fair.again(1)
    answer = client.get(f"/feeds/{fair.firm.feed}.ics", headers={"If-None-Match": etag})
    assert answer.status_code == 200
