"""Every route × everybody: who enters, who is led to sign in, for whom there is nothing."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.acts import By
from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.firms.attachments import keep_file
from fairmatch.jobs.queueing import prepare
from fairmatch.models import (
    Consultation,
    Fair,
    Firm,
    LinkPurpose,
    Outcome,
    OutcomeFile,
    RunState,
    Side,
)
from fairmatch.plan_settings import PlanSettings
from fairmatch.repairs import FirmGone, Standings, propose
from fairmatch.runs import Wish, add_run
from fairmatch.scenarios import add_scenario
from fairmatch.secret import make_secret
from tests.web.access_table import ARGS, EVERYBODY, ROOMS, ROUTES, TALK
from tests.web.keys import FIRST_MAIL, make_keys, post_mails
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members, sign_in
from tests.web.small_fair import publish_by_hand, small_fair

ENTERED = {200, 201, 204, 302, 303, 400, 409, 410, 413, 422}
"""What an answer says to somebody who may enter, whatever it says to what they sent."""


@dataclass(frozen=True)
class Pattern:
    """The small fair, published, with people of every kind: a file to copy."""

    database: Path
    settings: Settings
    who: Members
    args: dict[str, dict[str, str]]
    """What addresses are filled with, by what they begin with."""


def _clock() -> datetime:
    return datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pattern(sqlite_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    folder = tmp_path_factory.mktemp("access")
    database = folder / "pattern.sqlite3"
    shutil.copyfile(sqlite_pattern, database)
    secret = make_secret(folder / "secret")
    # Without a line to spare, events end after the first.
    settings = Settings(secret_file=folder / "secret", address="http://fair.example", lines=0)
    engine = open_database(f"sqlite:///{database}")
    prepare(engine)
    with writing(engine) as session:
        fair = small_fair(session)
        publish_by_hand(session, fair, _clock)
        keys = make_keys(session, fair, settings, _clock)
        post_mails(session, fair, settings, _clock)
        run = add_run(session, fair, Wish(seconds=1.0), clock=_clock)
        run.state = RunState.DONE
        add_scenario(session, fair, "short", PlanSettings(), by=By(None, _clock()))
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        feed = links.address(
            session, secret, fair, firm=firm, purpose=LinkPurpose.FEED, clock=_clock
        )
        boards = links.address(session, secret, fair, purpose=LinkPurpose.BOARD, clock=_clock)
        consultation = session.scalars(
            select(Consultation.uid).where(Consultation.firm_id == firm.id).limit(1)
        ).one()
        firm.consent_third_party = _clock().date()
        uid = f"{1:032x}"
        keep_file(session, firm, "a.pdf", b"%PDF-1.7", clock=_clock, new_uid=lambda: uid)
        _write_outcome(session, fair, uid)
        who = members(session, fair, _clock)
        fair_id, away = fair.id, FirmGone(firm="F1", date=fair.days[0].date)
    propose(engine, Standings(engine), fair_id, away, by=By(None, _clock()), workers=1)
    engine.dispose()
    args = {
        "/my": {"token": keys.firms["F1"], "uid": consultation},
        "/feeds": {"token": feed},
        "/boards": {"token": boards},
        "/desk": {"uid": FIRST_MAIL},
        "/firm": {"uid": uid},
        "/agency": {"uid": uid},
        "/sign-in": {"token": "x" * 43},
    }
    return Pattern(database, settings, who, args)


def _write_outcome(session: Session, fair: Fair, file_uid: str) -> None:
    """Let something have come of the first firm's talk with the first agency, with a file."""
    talk = session.scalars(select(Consultation).where(Consultation.uid == TALK["uid"])).one()
    paper = OutcomeFile(
        uid=file_uid,
        name="a.pdf",
        media_type="application/pdf",
        size=8,
        digest="0",
        side=Side.AGENCY,
        kept_at=_clock(),
        content=b"%PDF-1.7",
    )
    session.add(
        Outcome(
            fair_id=fair.id,
            consultation_id=talk.id,
            held=True,
            kinds=["information"],
            recorded_side=Side.AGENCY,
            recorded_at=_clock(),
            files=[paper],
        )
    )


@pytest.fixture
def app(pattern: Pattern, tmp_path: Path) -> Iterator[Flask]:
    shutil.copyfile(pattern.database, tmp_path / "copy.sqlite3")
    engine = open_database(f"sqlite:///{tmp_path}/copy.sqlite3")
    app = make_app(pattern.settings, engine=engine, clock=_clock)
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    yield app
    engine.dispose()


def _routes(app: Flask) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_its_row_and_every_row_its_route(app: Flask) -> None:
    assert _routes(app) == set(ROUTES)


def test_every_row_stands_in_the_room_of_its_address() -> None:
    for route in ROUTES:
        address = route.partition(" ")[2]
        room = next(room for begins, room in ROOMS.items() if address.startswith(begins))
        assert route in room, route


@pytest.mark.parametrize("route", ROUTES)
def test_who_enters(app: Flask, pattern: Pattern, route: str) -> None:
    row = ROUTES[route]
    method, _, rule = route.partition(" ")
    values = {**ARGS, **pattern.args.get(f"/{rule.split('/')[1]}", {}), **row.args}
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values[part[1]], rule)
    # Whoever finds nothing comes first, so that what the others do cannot be the reason.
    for person in sorted(EVERYBODY, key=lambda one: one in row.who):
        client = app.test_client()
        if person != "nobody":
            sign_in(client, pattern.who.everybody()[person])
        with client.open(
            path, method=method, data=row.form if method == "POST" else None
        ) as answer:
            answer.get_data()
        led_to_sign_in = answer.status_code == 303 and answer.location.startswith("/sign-in?")
        if person in row.who:
            assert answer.status_code in ENTERED, (person, answer.status_code)
            assert not led_to_sign_in, person
        elif person == "nobody":
            assert led_to_sign_in, answer.status_code
            assert parse_qs(urlsplit(answer.location).query) == {"next": [path]}
        else:
            assert answer.status_code == 404, person
            assert answer.headers["X-Robots-Tag"].startswith("noindex")
