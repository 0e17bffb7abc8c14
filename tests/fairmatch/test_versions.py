"""What holds over any number of versions, whatever firms ask for in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.comparing import compare
from fairmatch.db import reading, writing
from fairmatch.models import Agency, ConsultationState, Fair, Firm, Interest, MarkKind, Timetable
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair
from fairmatch.schedules import Appointment, fair_schedule, latest_published
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
)

FIRST = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
CODES = count()


@dataclass(frozen=True)
class Story:
    """A fair and what its firms ask for before each version: feasible by construction.

    At most one wish is a must, so that hours open to all always have room for it.
    """

    days: int
    slots: int
    reserve: int
    quota: int
    tables: tuple[int, ...]
    firms: int
    liked: tuple[int, int]
    must: tuple[int, int]
    wishes: tuple[tuple[tuple[int, int], ...], ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    tables = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    firms = draw(st.integers(1, 4))
    pairs = [(firm, agency) for firm in range(firms) for agency in range(len(tables))]
    asked = st.lists(st.sampled_from(pairs), min_size=1, unique=True).map(tuple)
    return Story(
        days=draw(st.integers(1, 2)),
        slots=draw(st.integers(1, 3)),
        reserve=draw(st.integers(0, 60)),
        quota=draw(st.integers(1, 3)),
        tables=tuple(tables),
        firms=firms,
        liked=draw(st.sampled_from(pairs)),
        must=draw(st.sampled_from(pairs)),
        wishes=tuple(draw(st.lists(asked, min_size=2, max_size=4))),
    )


def _tell(session: Session, code: str, story: Story) -> None:
    fair = add_fair(
        session,
        code,
        days=story.days,
        slots=story.slots,
        walk_in_reserve=story.reserve,
        firm_quota=story.quota,
    )
    agencies = [
        add_agency(session, fair, f"A{n}", tables=tables, at=(90 * n, 0))
        for n, tables in enumerate(story.tables)
    ]
    firms = [add_firm(session, fair, f"F{n}") for n in range(story.firms)]
    add_mark(session, agencies[story.must[1]], firms[story.must[0]], MarkKind.MUST)
    if story.liked != story.must:
        add_mark(session, agencies[story.liked[1]], firms[story.liked[0]], MarkKind.LIKE)


def _ask(session: Session, code: str, wishes: tuple[tuple[int, int], ...]) -> None:
    fair = _fair(session, code)
    session.execute(delete(Interest).where(Interest.fair_id == fair.id))
    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id).order_by(Firm.code)).all()
    agencies = session.scalars(
        select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code)
    ).all()
    for firm, agency in wishes:
        add_interests(session, firms[firm], agencies[agency])
    fair.revision += 1


def _fair(session: Session, code: str) -> Fair:
    return session.scalars(select(Fair).where(Fair.code == code)).one()


def _shown(session: Session, code: str) -> dict[tuple[str, str], Appointment]:
    return {
        (one.firm_code, one.agency_code): one
        for one in fair_schedule(session, _fair(session, code))
    }


def _clock(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def _event(one: Appointment) -> tuple[object, ...]:
    return one.state, one.starts_at, one.ends_at, one.booth, one.table


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=stories())
def test_identities_last_and_sequences_count_changes(
    engine: Engine, new_uid: Callable[[], str], story: Story
) -> None:
    code = f"fair{next(CODES)}"
    with writing(engine) as session:
        _tell(session, code, story)
    before: dict[tuple[str, str], Appointment] = {}
    for number, wishes in enumerate(story.wishes, start=1):
        now = FIRST + timedelta(days=number)
        with writing(engine) as session:
            _ask(session, code, wishes)
        draft_id = solve_fair(
            engine, code, seconds=20.0, workers=1, clock=_clock(now), new_uid=new_uid
        )
        with writing(engine) as session:
            fair = _fair(session, code)
            old = latest_published(session, fair)
            changes = compare(session, old, session.get_one(Timetable, draft_id))
            version = publish(session, fair, clock=_clock(now))
            assert (version.id, version.number) == (draft_id, number)
            assert check_timetable(session, version) == []
        with reading(engine) as session:
            after = _shown(session, code)
            version = session.get_one(Timetable, draft_id)
            confirmed = {one.uid for one in after.values() if not one.cancelled}
            assert confirmed == {placed.consultation.uid for placed in version.placements}
        changed = {change.uid for change in changes.changes}
        for pair, one in after.items():
            earlier = before.get(pair)
            if earlier is None:
                assert (one.state, one.sequence) == (ConsultationState.CONFIRMED, 0)
                assert one.changed_at == now
            elif one.uid in changed:
                assert (one.uid, one.sequence) == (earlier.uid, earlier.sequence + 1)
                assert one.changed_at == now
                assert _event(one) != _event(earlier)
            else:
                assert one == earlier
        assert before.keys() <= after.keys()
        before = after
