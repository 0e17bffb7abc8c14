from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask.testing import FlaskClient

from fairmatch.config import Settings
from fairmatch.db import open_database
from tests.web.ready_app import make_app


def test_a_migrated_database_is_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_database_without_tables_is_not_ready(
    settings: Settings, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/empty.sqlite3")
    answer = make_app(settings, engine=engine, clock=clock).test_client().get("/healthz")
    engine.dispose()
    assert answer.status_code == 503
    assert "fairmatch init" in answer.get_json()["status"]


def test_a_database_that_cannot_be_opened_is_not_reachable(
    settings: Settings, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    (tmp_path / "folder").mkdir()
    engine = open_database(f"sqlite:///{tmp_path}/folder")
    answer = make_app(settings, engine=engine, clock=clock).test_client().get("/healthz")
    engine.dispose()
    assert (answer.status_code, answer.get_json()["status"]) == (503, "database not reachable")


def test_the_start_page_without_a_fair_says_what_to_do(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "fairmatch import" in answer.text
