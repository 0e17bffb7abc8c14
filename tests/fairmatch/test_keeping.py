"""Planning on from what is published: what nobody has to change stays as it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.against import Against
from fairmatch.db import reading, writing
from fairmatch.errors import NoTimetable, PlanningClash
from fairmatch.models import Agency, Consultation, ConsultationState, Fair, Firm, Run, Timetable
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.runs.work import solve_fair
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_pin,
    slots_of,
    starts_of,
)

Uids = Callable[[], str]
FIRST = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _published(session: Session) -> tuple[Fair, list[Firm], list[Agency]]:
    """Two firms at two booths with gaps that a plan made anew would close."""
    fair = add_fair(session, slots=4)
    near, far = agencies = [add_agency(session, fair, code) for code in ("A1", "A2")]
    one, two = firms = [add_firm(session, fair, code) for code in ("F1", "F2")]
    for firm in firms:
        add_interests(session, firm, *agencies)
    slots = slots_of(session, fair)
    held = {
        (one, near): (slots[0], 1),
        (one, far): (slots[2], 1),
        (two, near): (slots[1], 1),
        (two, far): (slots[3], 1),
    }
    add_draft(session, fair, held)
    publish(session, fair, clock=lambda: FIRST)
    return fair, firms, agencies


def _solve(engine: Engine, new_uid: Uids, against: Against, **options: Any) -> int:
    settings: dict[str, Any] = {"seconds": 10.0, "workers": 1, "clock": lambda: FIRST} | options
    return solve_fair(engine, "fair", new_uid=new_uid, against=against, **settings)


def _starts(session: Session, draft_id: int) -> dict[str, datetime]:
    draft = session.get_one(Timetable, draft_id)
    return {
        f"{one.consultation.firm.code}~{one.consultation.agency.code}": one.starts_at
        for one in draft.placements
    }


def test_a_repair_leaves_everybody_where_nothing_happened(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, *_ = _published(session)
        slots = [starts_of(slot) for slot in slots_of(session, fair)]
    anew = _solve(engine, new_uid, Against.NOTHING)
    repaired = _solve(engine, new_uid, Against.FIRST)
    with reading(engine) as session:
        published = dict(zip(("F1~A1", "F2~A1", "F1~A2", "F2~A2"), slots, strict=True))
        assert _starts(session, repaired) == published
        assert _starts(session, anew) != published
        report = QualityReport.model_validate(session.get_one(Timetable, repaired).report)
        assert (report.tiers[0].goal, report.tiers[0].value) == ("change", 0)
        run = session.scalars(select(Run).order_by(Run.id.desc()).limit(1)).one()
        assert run.settings["against"] == "first"


def test_publishing_a_repair_tells_only_those_whom_it_touches(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        fair, _, (near, _) = _published(session)
        late = add_firm(session, fair, "F3")
        # Arranged for the hour in which F1 is at that booth.
        add_pin(session, late, near, slots_of(session, fair)[0])
        session.flush()
        fair.revision += 1
    draft_id = _solve(engine, new_uid, Against.FIRST)
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        publish(session, fair, clock=lambda: FIRST + timedelta(days=1), draft_id=draft_id)
        found = {
            f"{c.firm.code}~{c.agency.code}": (c.state, c.sequence)
            for c in session.scalars(select(Consultation))
        }
    confirmed = ConsultationState.CONFIRMED
    assert found["F3~A1"] == (confirmed, 0)
    assert found["F1~A1"] == (confirmed, 1)
    untouched = {found[name] for name in ("F1~A2", "F2~A1", "F2~A2")}
    assert untouched == {(confirmed, 0)}


def test_keeping_breaks_ties_only(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _published(session)
    anew = _solve(engine, new_uid, Against.NOTHING)
    kept = _solve(engine, new_uid, Against.LAST)
    with reading(engine) as session:
        reports = [
            QualityReport.model_validate(session.get_one(Timetable, draft).report)
            for draft in (anew, kept)
        ]
        values = [[tier.value for tier in report.tiers] for report in reports]
        assert values[1][:-1] == values[0]
        last = reports[1].tiers[-1]
        assert (last.goal, last.status) == ("change", "optimal")
        assert last.value is not None
        assert 0 < last.value < 4


def test_what_has_begun_stays_and_nothing_is_put_before_now(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, _, agencies = _published(session)
        slots = [starts_of(slot) for slot in slots_of(session, fair)]
        late = add_firm(session, fair, "F3")
        add_interests(session, late, *agencies)
    draft_id = _solve(engine, new_uid, Against.LAST, clock=lambda: slots[1])
    with reading(engine) as session:
        starts = _starts(session, draft_id)
        assert (starts["F1~A1"], starts["F2~A1"]) == (slots[0], slots[1])
        assert all(
            at > slots[1] for name, at in starts.items() if name[0:5] not in ("F1~A1", "F2~A1")
        )


def test_a_fair_that_is_over_is_planned_as_if_to_come(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, *_ = _published(session)
        after = starts_of(slots_of(session, fair)[-1]) + timedelta(days=400)
    draft_id = _solve(engine, new_uid, Against.FIRST, clock=lambda: after)
    with reading(engine) as session:
        assert len(_starts(session, draft_id)) == 4


def test_what_has_begun_cannot_be_arranged_for_another_time(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, _) = _published(session)
        slots = slots_of(session, fair)
        add_pin(session, one, near, slots[3])
        now = starts_of(slots[0])
    with pytest.raises(PlanningClash):
        _solve(engine, new_uid, Against.FIRST, clock=lambda: now)


def test_without_a_published_version_there_is_nothing_to_keep_to(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=4)
        add_interests(session, add_firm(session, fair, "F1"), add_agency(session, fair, "A1"))
    with pytest.raises(NoTimetable, match="nothing is published"):
        _solve(engine, new_uid, Against.LAST)
