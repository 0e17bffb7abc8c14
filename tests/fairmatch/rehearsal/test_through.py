"""A rehearsal through a server that is killed again and again: nothing lost, nothing twice."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import open_database, reading
from fairmatch.models import (
    Act,
    ActKind,
    AttendanceClaim,
    Booth,
    Fair,
    Firm,
    LinkPurpose,
    Mail,
    MailState,
    Outcome,
    Repair,
    RepairState,
    Timetable,
    Waiting,
)
from fairmatch.practice import SetClock
from fairmatch.rehearsal import Rehearsal
from fairmatch.rehearsal.line import Browser
from fairmatch.rehearsal.visitors import Server, Visitors
from fairmatch.rehearsal.watching import lost
from fairmatch.schedules import latest_published
from fairmatch.secret import make_secret
from tests.fairmatch.rehearsal.killing import Kill, Killing, Moment, Served, until
from tests.fairmatch.rehearsal.short_day import CAST, publish_short_day

ACTS, ACCEPT, WALK_INS = "/acts", "/accept", "/walk-ins"
MANY = [
    Kill(Moment.TAKEN, ACTS, after=6),
    Kill(Moment.WORKING, ACCEPT),
    Kill(Moment.TAKEN, WALK_INS, after=20, whole=True),
    Kill(Moment.MAILING, ACCEPT),
]
OVERTAKEN = {
    "the mail of a later version tells it",
    "nothing is left to tell",
    "the offer is over",
    "the offer was answered or is over",
}
"""Why a mail may be given up: the rehearsal is faster than the one who carries mails out."""
FEW = [Kill(Moment.TAKEN, ACTS, after=8, whole=True), Kill(Moment.WORKING, ACCEPT)]


@pytest.mark.slow
@pytest.mark.usefixtures("untraced")
def test_a_server_killed_in_mid_rehearsal_loses_nothing_and_does_nothing_twice(
    database_url: str, clock: Callable[[], datetime], new_uid: Callable[[], str], tmp_path: Path
) -> None:
    publish_short_day(database_url, clock, new_uid)
    sqlite = database_url.startswith("sqlite")
    secret = make_secret(tmp_path / "secret")
    engine = open_database(database_url)
    served = Served(tmp_path, database_url, () if sqlite else ("--no-worker",))
    with served.running():
        line = Killing(served, engine, MANY if sqlite else FEW, seed=7)
        server = Server(line, SetClock(served.clock), secret)
        journal = tmp_path / "journal"
        played = Rehearsal(engine, None, CAST, journal=journal, server=server).play()
        assert line.left == []
        assert played.clean, played.as_json()
        assert played.figures.held > 4
        assert played.figures.guests
        assert played.repairs
        with reading(engine) as session:
            fair = session.scalars(select(Fair)).one()
            accepted = journal.read_text().split("\n")[:-1]
            assert len(accepted) > 40
            assert lost(session, fair, accepted) == []
            _assert_nothing_is_there_twice(session)
            _assert_nothing_is_half_written(session, fair)
            fair_id = fair.id
        _assert_pages_answer(Visitors(engine, server, fair_id))
        server.clock.set(server.clock() + timedelta(hours=2))
        _assert_each_mail_left_once(engine, served)
    engine.dispose()


def _assert_nothing_is_there_twice(session: Session) -> None:
    for twice in (
        select(Firm.name_ko, func.count()).group_by(Firm.name_ko),
        select(Outcome.consultation_id, func.count()).group_by(Outcome.consultation_id),
        select(Waiting.firm_id, Waiting.agency_id, func.count()).group_by(
            Waiting.firm_id, Waiting.agency_id
        ),
        select(
            AttendanceClaim.consultation_id,
            AttendanceClaim.side,
            AttendanceClaim.kind,
            AttendanceClaim.starts_at,
            func.count(),
        ).group_by(
            AttendanceClaim.consultation_id,
            AttendanceClaim.side,
            AttendanceClaim.kind,
            AttendanceClaim.starts_at,
        ),
        select(Mail.cause, func.count()).group_by(Mail.cause),
    ):
        assert [row for row in session.execute(twice) if row[-1] > 1] == []


def _assert_nothing_is_half_written(session: Session, fair: Fair) -> None:
    """Each act has its row in the day, each accepted proposal its version, no version a gap."""
    acts = Counter(session.scalars(select(Act.kind)))
    assert acts[ActKind.CLAIMED] == session.scalar(select(func.count(AttendanceClaim.id)))
    assert acts[ActKind.OUTCOME] == session.scalar(select(func.count(Outcome.id)))
    repaired = [one for one in session.scalars(select(Repair)) if one.state is RepairState.ACCEPTED]
    assert acts[ActKind.REPAIRED] == len(repaired)
    numbers = session.scalars(
        select(Timetable.number).where(Timetable.number.is_not(None)).order_by(Timetable.number)
    ).all()
    assert numbers == list(range(1, len(numbers) + 1))
    assert {one.became for one in repaired} <= set(numbers)
    latest = latest_published(session, fair)
    assert latest is not None
    assert check_timetable(session, latest) == []


def _assert_pages_answer(visitors: Visitors) -> None:
    boards = Browser(visitors.server.line)
    token = visitors.token("", LinkPurpose.BOARD)
    with reading(visitors.engine) as session:
        booth = session.scalar(select(Booth.code).limit(1))
    for path in ("hall", "hall/part", f"booth/{booth}"):
        assert boards.get(f"/boards/{token}/{path}").status == 200
    desk = visitors.browser("desk")
    for path in ("day", "day/walk-ins", "day/repairs", "record", "outcomes"):
        page = desk.get(f"/desk/fair/{path}")
        assert page.status == 200, path
        assert 'class="practice"' in page.text
    for who, path in (("firm:F1", "day"), ("agency:A1", "today")):
        assert visitors.browser(who).get(f"/my/{visitors.token(who)}/{path}").status == 200


def _assert_each_mail_left_once(engine: Engine, served: Served) -> None:
    """What was in the hands of a sender that died may have left: a person decides about that."""

    def over() -> bool:
        with reading(engine) as session:
            moving = Mail.state.in_((MailState.WAITING, MailState.SENDING))
            return not session.scalar(select(func.count(Mail.id)).where(moving))

    until(over)
    with reading(engine) as session:
        states = Counter(session.scalars(select(Mail.state)))
        uids = set(session.scalars(select(Mail.uid).where(Mail.state == MailState.SENT)))
        why = set(session.scalars(select(Mail.error).where(Mail.state == MailState.GIVEN_UP)))
    assert why <= OVERTAKEN
    assert states[MailState.UNSURE] <= served.kills
    left = Counter(file.stem for file in served.mails)
    assert set(left.values()) <= {1}
    assert len(uids - left.keys()) == 0
    assert sum(left.values()) <= states[MailState.SENT] + states[MailState.UNSURE]
