from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import AlreadyPublished, FairMatchError, NoTimetable, RuleBroken, StaleDraft
from fairmatch.models import Agency, Consultation, ConsultationState, Fair, Firm, Timetable
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
    starts_of,
)

FIRST = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)

Clock = Callable[[], datetime]


def _two_by_two(session: Session, code: str = "fair") -> tuple[Fair, list[Firm], list[Agency]]:
    fair = add_fair(session, code)
    agencies = [add_agency(session, fair, name, tables=2) for name in ("A1", "A2")]
    firms = [add_firm(session, fair, name) for name in ("F1", "F2")]
    for firm in firms:
        add_interests(session, firm, *agencies)
    return fair, firms, agencies


def _publish(session: Session, fair: Fair, at: datetime = FIRST) -> Timetable:
    return publish(session, fair, clock=lambda: at)


def _facts(session: Session) -> dict[str, tuple[ConsultationState, int, datetime | None]]:
    return {
        one.uid: (one.state, one.sequence, one.changed_at)
        for one in session.scalars(select(Consultation))
    }


def test_a_draft_becomes_version_one_with_all_consultations_confirmed(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, two), (near, far) = _two_by_two(session)
        first, second, _ = slots_of(session, fair)
        draft = add_draft(session, fair, {(one, near): (first, 1), (two, far): (second, 1)})
        starts = [starts_of(first), starts_of(second)]
        version = _publish(session, fair)
        assert (version.id, version.number, version.published_at) == (draft.id, 1, FIRST)
    with reading(engine) as session:
        assert _facts(session) == {
            "fair-F1-A1": (ConsultationState.CONFIRMED, 0, FIRST),
            "fair-F2-A2": (ConsultationState.CONFIRMED, 0, FIRST),
        }
        placed = session.scalars(select(Consultation).order_by(Consultation.uid)).all()
        assert [one.placement and one.placement.starts_at for one in placed] == starts


def test_an_identical_draft_makes_a_version_and_changes_no_consultation(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, _) = _two_by_two(session)
        held = {(one, near): (slots_of(session, fair)[0], 1)}
        add_draft(session, fair, held)
        _publish(session, fair)
        before = _facts(session)
        again = add_draft(session, fair, held)
        assert _publish(session, fair, LATER).number == 2
        assert _facts(session) == before
        consultation = session.scalars(select(Consultation)).one()
        assert consultation.placement is not None
        assert consultation.placement.timetable_id == again.id


@pytest.mark.parametrize(("slot", "table"), [(1, 1), (0, 2), (2, 2)])
def test_a_change_of_time_or_table_raises_the_sequence_by_one(
    engine: Engine, slot: int, table: int
) -> None:
    with writing(engine) as session:
        fair, (one, two), (near, far) = _two_by_two(session)
        slots = slots_of(session, fair)
        add_draft(session, fair, {(one, near): (slots[0], 1), (two, far): (slots[0], 1)})
        _publish(session, fair)
        add_draft(session, fair, {(one, near): (slots[slot], table), (two, far): (slots[0], 1)})
        _publish(session, fair, LATER)
        assert _facts(session) == {
            "fair-F1-A1": (ConsultationState.CONFIRMED, 1, LATER),
            "fair-F2-A2": (ConsultationState.CONFIRMED, 0, FIRST),
        }


def test_a_change_of_booth_raises_the_sequence(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, _) = _two_by_two(session)
        slot = slots_of(session, fair)[0]
        add_draft(session, fair, {(one, near): (slot, 1)})
        _publish(session, fair)
        near.booth.code = "C9"
        add_draft(session, fair, {(one, near): (slot, 1)})
        _publish(session, fair, LATER)
        assert _facts(session) == {"fair-F1-A1": (ConsultationState.CONFIRMED, 1, LATER)}


def test_dropping_cancels_and_coming_back_confirms_each_with_a_higher_sequence(
    engine: Engine,
) -> None:
    third = LATER + timedelta(days=1)
    with writing(engine) as session:
        fair, (one, two), (near, far) = _two_by_two(session)
        slots = slots_of(session, fair)
        kept, dropped = {(two, far): (slots[0], 1)}, {(one, near): (slots[1], 1)}
        add_draft(session, fair, kept | dropped)
        _publish(session, fair)
        add_draft(session, fair, kept)
        _publish(session, fair, LATER)
        assert _facts(session)["fair-F1-A1"] == (ConsultationState.CANCELLED, 1, LATER)
        cancelled = session.scalars(select(Consultation).where(Consultation.sequence == 1)).one()
        assert cancelled.placement is not None
        assert cancelled.placement.starts_at == starts_of(slots[1])
        add_draft(session, fair, kept)
        _publish(session, fair, third)
        assert _facts(session)["fair-F1-A1"] == (ConsultationState.CANCELLED, 1, LATER)
        add_draft(session, fair, kept | dropped)
        assert _publish(session, fair, third).number == 4
        assert _facts(session) == {
            "fair-F1-A1": (ConsultationState.CONFIRMED, 2, third),
            "fair-F2-A2": (ConsultationState.CONFIRMED, 0, FIRST),
        }


def test_a_consultation_only_ever_in_drafts_stays_proposed(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, two), (near, far) = _two_by_two(session)
        slot = slots_of(session, fair)[0]
        add_draft(session, fair, {(one, near): (slot, 1)})
        add_draft(session, fair, {(two, far): (slot, 1)})
        _publish(session, fair)
        assert _facts(session)["fair-F1-A1"] == (ConsultationState.PROPOSED, 0, None)


def test_each_fair_counts_its_own_versions(engine: Engine) -> None:
    with writing(engine) as session:
        for code in ("one", "two"):
            fair, (firm, _), (agency, _) = _two_by_two(session, code)
            add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[0], 1)})
            assert _publish(session, fair).number == 1


def test_without_a_draft_there_is_nothing_to_publish(engine: Engine) -> None:
    with writing(engine) as session:
        fair, _, _ = _two_by_two(session)
        other = add_fair(session, "other")
        foreign = add_draft(session, other, {})
        with pytest.raises(NoTimetable, match="no draft to publish"):
            _publish(session, fair)
        with pytest.raises(NoTimetable, match=f"no timetable {foreign.id}"):
            publish(session, fair, clock=lambda: FIRST, draft_id=foreign.id)


def test_a_named_draft_is_published_though_a_newer_one_is_there(engine: Engine) -> None:
    with writing(engine) as session:
        fair, _, _ = _two_by_two(session)
        older, newer = add_draft(session, fair, {}), add_draft(session, fair, {})
        assert publish(session, fair, clock=lambda: FIRST, draft_id=older.id).number == 1
        with pytest.raises(AlreadyPublished, match="version 1"):
            publish(session, fair, clock=lambda: FIRST, draft_id=older.id)
        assert newer.number is None


def test_a_stale_draft_is_published_only_by_force(engine: Engine) -> None:
    with writing(engine) as session:
        fair, _, _ = _two_by_two(session)
        add_draft(session, fair, {})
        fair.revision += 2
        session.flush()
        with pytest.raises(StaleDraft, match="0 → 2"):
            _publish(session, fair)
        assert publish(session, fair, clock=lambda: FIRST, force=True).number == 1


def test_a_draft_that_breaks_a_rule_is_refused_even_by_force(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, far) = _two_by_two(session)
        slot = slots_of(session, fair)[0]
        draft = add_draft(session, fair, {(one, near): (slot, 1), (one, far): (slot, 1)})
        with pytest.raises(RuleBroken, match="F1 기업 F1 is with A1 기관 A1 and A2 기관 A2"):
            publish(session, fair, clock=lambda: FIRST, force=True)
        assert draft.number is None
        assert {state for state, _, _ in _facts(session).values()} == {ConsultationState.PROPOSED}


def _race(engine: Engine, drafts: list[int | None]) -> list[int | FairMatchError]:
    start = Barrier(len(drafts))

    def run(draft_id: int | None) -> int | FairMatchError:
        start.wait()
        try:
            with writing(engine) as session:
                fair = session.scalars(select(Fair)).one()
                number = publish(session, fair, clock=lambda: FIRST, draft_id=draft_id).number
        except FairMatchError as refused:
            return refused
        assert number is not None
        return number

    with ThreadPoolExecutor(len(drafts)) as pool:
        return list(pool.map(run, drafts))


def test_of_two_publishers_of_one_draft_one_wins(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, _) = _two_by_two(session)
        held = {(one, near): (slots_of(session, fair)[0], 1)}
        draft_id = add_draft(session, fair, held).id
    outcomes = sorted(_race(engine, [draft_id, draft_id]), key=str)
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], AlreadyPublished)
    with reading(engine) as session:
        assert _facts(session) == {"fair-F1-A1": (ConsultationState.CONFIRMED, 0, FIRST)}


def test_publishers_of_several_drafts_number_them_without_gaps(engine: Engine) -> None:
    with writing(engine) as session:
        fair, (one, _), (near, _) = _two_by_two(session)
        slots = slots_of(session, fair)
        drafts: list[int | None] = [
            add_draft(session, fair, {(one, near): (slot, 1)}).id for slot in slots
        ]
    assert sorted(_race(engine, drafts), key=str) == [1, 2, 3]
    with reading(engine) as session:
        ((_, sequence, _),) = _facts(session).values()
        assert sequence == 2


def test_two_publishers_of_the_newest_draft_never_publish_one_twice(engine: Engine) -> None:
    with writing(engine) as session:
        fair, _, _ = _two_by_two(session)
        add_draft(session, fair, {})
    outcomes = _race(engine, [None, None])
    assert [one for one in outcomes if isinstance(one, int)] == [1]
    assert [type(one) for one in outcomes if not isinstance(one, int)] == [NoTimetable]
