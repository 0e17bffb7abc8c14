"""The pages over the small fair: an app whose database and clock are the test's own."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account
from fairmatch.acts import By
from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Consultation, Fair, Mail, MailState, Placement, Role
from fairmatch.plan_settings import PlanSettings
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair
from fairmatch.scenarios import add_scenario
from fairmatch.secret import make_secret
from tests.web.browsing import Walk
from tests.web.keys import FIRST_MAIL, Keys, make_keys, post_mails
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members, sign_in
from tests.web.small_fair import draft_by_hand, publish_by_hand, small_fair


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Give one kind of database; `test_every_page` goes through all pages on both."""
    return sqlite_engine


@pytest.fixture(scope="session")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of one secret for all tests, so that they can share an application."""
    file = tmp_path_factory.mktemp("server") / "secret"
    make_secret(file)
    return file


@pytest.fixture
def settings(secret_file: Path) -> Settings:
    return Settings(secret_file=secret_file, address="http://fair.example")


@pytest.fixture
def app(settings: Settings, engine: Engine, clock: Callable[[], datetime]) -> Flask:
    return make_app(settings, engine=engine, clock=clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def who(planned: None, engine: Engine, clock: Callable[[], datetime]) -> Members:
    """Make one person of each kind."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        return members(session, fair, clock)


@pytest.fixture
def desk(app: Flask, planned: None, engine: Engine, clock: Callable[[], datetime]) -> FlaskClient:
    """Give a browser in which the organiser of the small fair is signed in."""
    email = Members().organiser
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        give(session, open_account(session, email, clock=clock), fair, Role.ORGANISER, clock=clock)
    client = app.test_client()
    sign_in(client, email)
    return client


@pytest.fixture
def keys(
    planned: None, engine: Engine, settings: Settings, clock: Callable[[], datetime]
) -> Keys:  # fmt: skip
    """Give everybody's page token; feeds are not made yet."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return make_keys(session, fair, settings, clock)


@pytest.fixture(scope="session")
def small_pattern(sqlite_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file that holds the small fair and the job engine's tables, to copy."""
    file = tmp_path_factory.mktemp("small") / "small.sqlite3"
    shutil.copyfile(sqlite_pattern, file)
    engine = open_database(f"sqlite:///{file}")
    prepare(engine)
    with writing(engine) as session:
        small_fair(session)
    engine.dispose()
    return file


@pytest.fixture
def planned(engine: Engine, small_pattern: Path) -> None:
    """Take the small fair in; nothing is published."""
    if engine.name == "sqlite":
        with (
            closing(sqlite3.connect(small_pattern)) as pattern,
            closing(engine.raw_connection()) as own,
        ):
            pattern.backup(cast(sqlite3.Connection, own.driver_connection))
        return
    with writing(engine) as session:
        small_fair(session)


@pytest.fixture
def published(planned: None, engine: Engine, clock: Callable[[], datetime]) -> None:
    """Publish the timetable that the small fair's README finds by hand."""
    with writing(engine) as session:
        publish_by_hand(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def solved(
    planned: None,
    engine: Engine,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> None:
    """Publish a timetable that the solver made, with its quality report."""
    solve_fair(engine, "small", seconds=5, workers=1, seed=0, clock=clock, new_uid=new_uid)
    with writing(engine) as session:
        publish(session, session.scalars(select(Fair)).one(), clock=clock)


@pytest.fixture(scope="session")
def walk(
    browser: Browser, sqlite_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Serve the small fair, solved and published, with a draft besides, to a real browser."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copyfile(sqlite_pattern, folder / "walk.sqlite3")
    make_secret(folder / "secret")
    engine = open_database(f"sqlite:///{folder}/walk.sqlite3")
    numbers = count(1)

    def standing() -> datetime:
        return datetime(2026, 5, 1, 9, 0, tzinfo=UTC)

    with writing(engine) as session:
        small_fair(session)
    solve_fair(
        engine,
        "small",
        seconds=5,
        workers=1,
        seed=0,
        clock=standing,
        new_uid=lambda: f"{next(numbers):032x}",
    )
    port = free_port()
    settings = Settings(secret_file=folder / "secret", address=f"http://127.0.0.1:{port}")
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        publish(session, fair, clock=standing)
        draft_by_hand(session, fair)
        keys = make_keys(session, fair, settings, standing)
        post_mails(session, fair, settings, standing)
        held = select(Consultation.uid).join(
            Placement, Placement.consultation_id == Consultation.id
        )
        consultation = session.scalars(held.order_by(Placement.id).limit(1)).one()
        first = session.scalars(select(Mail).where(Mail.uid == FIRST_MAIL)).one()
        first.state = MailState.UNSURE
        members(session, fair, standing, elsewhere=False)
        half_an_hour = PlanSettings(slot_minutes=30)
        add_scenario(session, fair, "30분", half_an_hour, by=By(None, standing()))
    app = make_app(settings, engine=engine, clock=standing)
    with serving(app, port) as address:
        yield Walk(address, keys, browser, app, consultation)
    engine.dispose()
