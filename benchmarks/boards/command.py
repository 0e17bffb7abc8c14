"""Command ``boards``: screens that listen, things that happen, an officer who acts beside them."""

import argparse
import json
import re
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from benchmarks.boards.crowd import Crowd, Screen
from benchmarks.boards.fair import Hall, prepare_hall
from benchmarks.boards.lookers import lookers_of
from benchmarks.boards.soak import Happening, soak
from benchmarks.serving import Serving, served
from fairmatch.acts import By
from fairmatch.boards.announcing import announce
from fairmatch.db import open_database, writing
from fairmatch.fairday.arrivals import arrive
from fairmatch.models import Consultation, Fair, Firm, Placement, Timetable
from fairmatch.publishing.amending import Amendment, amend

PATIENCE = 15.0


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    boards = kinds.add_parser("boards", parents=[common], help="live screens of a fair's day")
    boards.add_argument("--database", help="address of an empty database; else a new SQLite file")
    boards.add_argument("--screens", type=int, default=100)
    boards.add_argument("--firms", type=int, default=300)
    boards.add_argument("--agencies", type=int, default=44)
    boards.add_argument("--each", type=int, default=5, help="consultations of each firm")
    boards.add_argument(
        "--lookers", type=int, default=20, help="open pages of desks, officers and firms beside"
    )
    boards.add_argument("--rounds", type=int, default=10, help="how often each thing happens")
    boards.add_argument("--acts", type=int, default=100, help="acts of an officer beside them")
    boards.add_argument(
        "--minutes", type=float, default=0.0, help="only let them run so long, watching memory"
    )
    boards.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        hall = prepare_hall(
            options.database or f"sqlite:///{folder}/boards.sqlite3",
            folder,
            firms=options.firms,
            agencies=options.agencies,
            each=options.each,
        )
        engine = open_database(hall.settings.database)
        with served(hall.settings) as serving:
            screens = _screens(hall, options.screens)
            lookers = lookers_of(hall, serving.port, folder, options.lookers)
            crowd = Crowd(serving.port, [*screens, *lookers])
            crowd.come()
            time.sleep(2)
            told = f"{len(screens)} screens and {len(lookers)} open pages listen"
            _say(f"{told}, {_silent(serving)}")
            if options.minutes:
                happenings = (_announce, _check_in, _publish)
                watched = [crowd.screens[one].path for one in (0, 1)]
                for words in soak(engine, serving, watched, happenings, options.minutes):
                    _say(words)
                crowd.go()
                engine.dispose()
                return 0
            for name, happens in (
                ("an announcement, on all screens", _announce),
                ("a check-in", _check_in),
                ("a version that drops one consultation", _publish),
            ):
                _say(f"{name}: {_measure(engine, crowd, serving, happens, options.rounds)}")
            draws = sum(one.draws for one in lookers)
            _say(f"an officer's act beside them: {_act(serving, hall, options.acts)}")
            _say(f"open pages asked anew for it: {sum(one.draws for one in lookers) - draws}")
            crowd.go()
        engine.dispose()
    return 0


def _screens(hall: Hall, number: int) -> list[Screen]:
    """Give one screen of the hall in eight, the others one booth after the other."""
    return [
        Screen(
            f"/boards/{hall.boards}/hall"
            if one % 8 == 0
            else f"/boards/{hall.boards}/booth/{hall.booths[one % len(hall.booths)]}"
        )
        for one in range(number)
    ]


def _silent(serving: Serving) -> str:
    before, began = serving.cpu_seconds(), time.perf_counter()
    time.sleep(10)
    share = (serving.cpu_seconds() - before) / (time.perf_counter() - began)
    return f"and take {100 * share:.1f} % of a processor while nothing happens"


def _measure(
    engine: Engine, crowd: Crowd, serving: Serving, happens: Happening, rounds: int
) -> str:
    """Let something happen again and again; give until when the last screen has it."""
    waits, told, busy = [], [], []
    for number in range(rounds):
        _away_from_the_full_minute()
        before = {one.path: one.part.partition(b"\r\n\r\n")[2] for one in crowd.screens}
        draws = sum(one.draws for one in crowd.screens)
        cpu = serving.cpu_seconds()
        with writing(engine) as session:
            fair = session.scalars(select(Fair)).one()
            happens(session, fair, number)
        happened = time.perf_counter()
        _until_quiet(crowd)
        changed = [
            one
            for one in crowd.screens
            if one.part.partition(b"\r\n\r\n")[2] != before[one.path] and one.drawn_at > happened
        ]
        busy.append(serving.cpu_seconds() - cpu)
        told.append(sum(one.draws for one in crowd.screens) - draws)
        waits.append(max((one.drawn_at - happened for one in changed), default=0.0))
    return (
        f"the last of {median(told):.0f} screens it concerns shows it after {median(waits):.2f} s "
        f"(at worst {max(waits):.2f} s); {1000 * median(busy):.0f} ms of a processor"
    )


def _away_from_the_full_minute() -> None:
    """Wait where the time alone is about to give screens something new to show."""
    seconds = time.time() % 60
    if seconds < 3 or seconds > 50:
        time.sleep((63 - seconds) % 60)


def _until_quiet(crowd: Crowd) -> None:
    """Wait until no screen has drawn for a second."""
    end = time.perf_counter() + PATIENCE
    asked = time.perf_counter()
    while time.perf_counter() < end:
        time.sleep(0.05)
        last = max(asked + 1.0, *(one.drawn_at for one in crowd.screens))
        if time.perf_counter() - last > 1.0:
            return


def _announce(session: Session, fair: Fair, number: int) -> None:
    now = datetime.now(UTC)
    until = now + timedelta(minutes=30)
    announce(session, fair, f"알림 {number}", f"News {number}", until=until, by=By(None, now))


def _check_in(session: Session, fair: Fair, number: int) -> None:
    now = datetime.now(UTC)
    firm = session.scalars(
        select(Firm)
        .join(Consultation, Consultation.firm_id == Firm.id)
        .join(Placement, Placement.id == Consultation.placement_id)
        .where(Placement.starts_at > now)
        .group_by(Firm.id)
        .order_by(func.min(Placement.starts_at), Firm.code)
        .offset(number)
        .limit(1)
    ).one()
    arrive(session, fair, firm, by=By(None, now))


def _publish(session: Session, fair: Fair, _number: int) -> None:
    now = datetime.now(UTC)
    newest = select(Timetable.id).order_by(Timetable.number.desc()).limit(1).scalar_subquery()
    coming = session.scalars(
        select(Consultation.id)
        .join(Placement, Placement.consultation_id == Consultation.id)
        .where(Placement.timetable_id == newest, Placement.starts_at > now + timedelta(minutes=5))
        .order_by(Placement.starts_at)
        .limit(1)
    ).one()
    amendment = Amendment(dropped=frozenset({coming}))
    amend(session, fair, amendment, clock=lambda: now, new_uid=lambda: uuid4().hex, quiet=True)


def _act(serving: Serving, hall: Hall, number: int) -> str:
    """Let officers check in and take it back, as their pages send it."""
    waits: list[float] = []
    for booth, page in hall.pages.items():
        if len(waits) >= number:
            break
        wire = HTTPConnection("127.0.0.1", serving.port, timeout=30)
        wire.request("GET", f"/my/{page}/today")
        answer = wire.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
        if csrf is None:
            raise RuntimeError(f"the page of {booth} has no form")
        code = hall.booths.index(booth)
        for kind in ("arrive", "undo_arrival", "arrive"):
            act = {"key": uuid4().hex, "kind": kind, "party": f"agency:A{code:02}"}
            headers = {"Cookie": cookie, "X-CSRFToken": csrf[1], "Content-Type": "application/json"}
            began = time.perf_counter()
            wire.request("POST", f"/my/{page}/day/acts", json.dumps({"acts": [act]}), headers)
            told = json.loads(wire.getresponse().read())
            waits.append(time.perf_counter() - began)
            if told["acts"][0]["answer"] != "accepted":
                raise RuntimeError(f"{kind} at {booth}: {told}")
        wire.close()
    late = quantiles(waits, n=20)[-1]
    return (
        f"{len(waits)} acts, median {1000 * median(waits):.0f} ms, 95 % within {1000 * late:.0f} ms"
    )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
