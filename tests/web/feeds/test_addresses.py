import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.db import reading
from fairmatch.models import Fair, Firm, LinkPurpose
from tests.web.feeds.published import Published, published_fair


@pytest.fixture
def fair(app: Flask, engine: Engine, clock: Callable[[], datetime]) -> Published:
    app.config["WTF_CSRF_ENABLED"] = False
    return published_fair(app, engine, clock)


def _status(client: FlaskClient, token: str) -> int:
    return client.get(f"/feeds/{token}.ics").status_code


def _new_feed(fair: Published) -> str | None:
    with reading(fair.engine) as session:
        return links.find_address(
            session,
            fair.app.extensions["fairmatch"].secret,
            session.scalars(select(Fair)).one(),
            firm=session.scalars(select(Firm).where(Firm.code == "F1")).one(),
            purpose=LinkPurpose.FEED,
        )


def test_after_a_rotation_the_old_address_stops_at_once_and_the_new_one_works(
    client: FlaskClient, fair: Published
) -> None:
    assert _status(client, fair.firm.feed) == 200
    answer = client.post(f"/my/{fair.firm.page}/feed/rotate")
    assert (answer.status_code, answer.location) == (303, f"/my/{fair.firm.page}#calendar")
    gone = client.get(f"/feeds/{fair.firm.feed}.ics")
    assert gone.status_code == 410
    assert gone.headers["Content-Type"] == "text/plain; charset=utf-8"
    new = _new_feed(fair)
    assert new is not None
    assert new != fair.firm.feed
    assert _status(client, new) == 200


def test_a_revoked_feed_is_gone_and_the_page_stays(client: FlaskClient, fair: Published) -> None:
    assert client.post(f"/my/{fair.firm.page}/feed/revoke").status_code == 303
    assert _status(client, fair.firm.feed) == 410
    assert _new_feed(fair) is None
    assert client.get(f"/my/{fair.firm.page}/calendar.ics").status_code == 200
    assert client.post(f"/my/{fair.firm.page}/feed/rotate").status_code == 303
    new = _new_feed(fair)
    assert new is not None
    assert _status(client, new) == 200


def test_nobody_elses_address_changes(client: FlaskClient, fair: Published) -> None:
    for action in ("rotate", "revoke"):
        client.post(f"/my/{fair.firm.page}/feed/{action}")
    for tokens in (fair.other, fair.agency, fair.organiser):
        assert _status(client, tokens.feed) == 200


@pytest.mark.parametrize("action", ["rotate", "revoke"])
def test_a_feed_address_changes_nothing(client: FlaskClient, fair: Published, action: str) -> None:
    for token in (fair.firm.feed, "x" * 43):
        assert client.post(f"/my/{token}/feed/{action}").status_code == 404
    assert _status(client, fair.firm.feed) == 200


@pytest.mark.parametrize("action", ["rotate", "revoke"])
def test_an_address_is_changed_by_a_form_only(
    client: FlaskClient, fair: Published, action: str
) -> None:
    assert client.get(f"/my/{fair.firm.page}/feed/{action}").status_code in {404, 405}
    fair.app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/my/{fair.firm.page}/feed/{action}").status_code == 400
    assert _status(client, fair.firm.feed) == 200


def test_everybody_comes_back_to_their_own_page_with_the_new_address(
    client: FlaskClient, fair: Published
) -> None:
    for tokens in (fair.firm, fair.agency):
        answer = client.post(f"/my/{tokens.page}/feed/rotate", follow_redirects=True)
        assert answer.status_code == 200
        assert answer.request.path.rstrip("/") == f"/my/{tokens.page}"
        shown = re.findall(r"https?://fair\.example/feeds/([A-Za-z0-9_-]{43})\.ics", answer.text)
        assert shown
        assert tokens.feed not in shown
        assert {_status(client, token) for token in shown} == {200}


def test_an_answer_that_knows_a_private_address_stays_private(
    client: FlaskClient, fair: Published
) -> None:
    answer = client.post(f"/my/{fair.firm.page}/feed/rotate")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
