from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.drafts import KEPT, save_draft
from fairmatch.errors import RuleBroken
from fairmatch.models import Agency, Consultation, Fair, Firm, Run, RunState, Timetable
from fairmatch.publishing import publish
from fairmatch.snapshot import Pair, read_snapshot
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
Uids = Callable[[], str]


def _fair(session: Session, code: str = "fair") -> tuple[Fair, list[Firm], Agency]:
    fair = add_fair(session, code)
    agency = add_agency(session, fair, "A1", tables=2)
    firms = [add_firm(session, fair, name) for name in ("F1", "F2")]
    for firm in firms:
        add_interests(session, firm, agency)
    return fair, firms, agency


def _save(session: Session, fair: Fair, slot_of: dict[Pair, int], new_uid: Uids) -> Timetable:
    run = Run(
        fair_id=fair.id,
        state=RunState.DONE,
        revision=fair.revision,
        settings={},
        problem={},
        started_at=AT,
    )
    session.add(run)
    session.flush()
    return save_draft(
        session,
        read_snapshot(session, fair),
        slot_of,
        run_id=run.id,
        report={},
        made_at=AT,
        new_uid=new_uid,
    )


def test_a_draft_that_breaks_a_rule_is_not_stored(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, (one, two), agency = _fair(session)
        stranger = add_firm(session, fair, "F3")
        held = {(firm.id, agency.id): 0 for firm in (one, two, stranger)}
        with pytest.raises(RuleBroken) as caught:
            _save(session, fair, held, new_uid)
        assert len(caught.value.violations) == 2
        assert session.scalars(select(Timetable)).all() == []
        assert session.scalars(select(Consultation)).all() == []


def test_a_booth_that_moved_keeps_nobody_at_a_table(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, (one, _), agency = _fair(session)
        first = slots_of(session, fair)[0]
        add_draft(session, fair, {(one, agency): (first, 2)})
        publish(session, fair, clock=lambda: AT)
        held = {(one.id, agency.id): 0}
        assert [placed.table for placed in _save(session, fair, held, new_uid).placements] == [2]
        agency.booth.code = "C1"
        session.flush()
        assert [placed.table for placed in _save(session, fair, held, new_uid).placements] == [1]


def test_drafts_of_other_fairs_and_versions_are_never_deleted(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        other, _, _ = _fair(session, "other")
        kept = [add_draft(session, other, {}).id for _ in range(KEPT + 1)]
        fair, (one, _), agency = _fair(session)
        kept.append(add_draft(session, fair, {}).id)
        publish(session, fair, clock=lambda: AT)
        drafts = [
            _save(session, fair, {(one.id, agency.id): 0}, new_uid).id for _ in range(KEPT + 3)
        ]
        stored = session.scalars(select(Timetable.id).order_by(Timetable.id)).all()
        assert stored == [*kept, *drafts[-KEPT:]]


def test_a_draft_that_was_changed_by_hand_is_never_deleted_for_newer_ones(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        fair, (one, _), agency = _fair(session)
        mine = _save(session, fair, {(one.id, agency.id): 0}, new_uid)
        mine.edition = 1
        for _ in range(KEPT + 1):
            _save(session, fair, {(one.id, agency.id): 0}, new_uid)
        stored = session.scalars(select(Timetable.id)).all()
        assert mine.id in stored
        assert len(stored) == KEPT + 1
