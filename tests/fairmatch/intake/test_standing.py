"""What an import may not take away: the times and parties of published consultations."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from fairmatch.db import reading, writing
from fairmatch.errors import PartiesInUse, SlotsInUse
from fairmatch.intake import IntakeReport, import_fair
from fairmatch.models import (
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Placement,
    Slot,
    Timetable,
)
from tests.fairmatch.fair_files import Tables, tiny_fair, write_folder

NOW = datetime(2015, 10, 20, tzinfo=UTC)


@pytest.fixture
def tables() -> Tables:
    return tiny_fair()


@pytest.fixture
def again(engine: Engine, tmp_path: Path, tables: Tables) -> Callable[..., IntakeReport]:
    def take_in(*, prune: bool = False) -> IntakeReport:
        with writing(engine) as session:
            return import_fair(session, write_folder(tmp_path / "fair", tables), prune=prune)

    take_in()
    return take_in


def hold(engine: Engine, state: ConsultationState, position: int = 0) -> None:
    """Put F2 at A2 into a timetable at a slot, published unless only proposed."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        published = state is not ConsultationState.PROPOSED
        timetable = Timetable(
            fair=fair,
            number=1 if published else None,
            published_at=NOW if published else None,
            made_at=NOW,
            revision=fair.revision,
            report={},
        )
        consultation = Consultation(
            fair_id=fair.id,
            firm=session.scalars(select(Firm).where(Firm.code == "F2")).one(),
            agency=session.scalars(select(Agency).where(Agency.code == "A2")).one(),
            uid="u",
            state=state,
            changed_at=NOW if published else None,
        )
        placement = Placement(
            timetable=timetable,
            consultation=consultation,
            slot=session.scalars(select(Slot).where(Slot.position == position)).one(),
            starts_at=NOW,
            ends_at=NOW,
            booth_code="B2",
            table=1,
        )
        session.add(placement)
        if published:
            session.flush()
            consultation.placement = placement


def test_a_slot_with_a_published_consultation_cannot_vanish(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    hold(engine, ConsultationState.CONFIRMED)
    tables["days"][0]["opens"] = time(10, 20)
    tables["booth_hours"][0]["opens"] = time(10, 20)
    with pytest.raises(SlotsInUse) as caught:
        again()
    assert caught.value.held == (("2015-10-29 10:00", "F2 ~ A2"),)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Slot)) == 6


@pytest.mark.parametrize("state", [ConsultationState.PROPOSED, ConsultationState.CANCELLED])
def test_a_slot_no_consultation_stands_in_may_vanish(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables, state: ConsultationState
) -> None:
    hold(engine, state)
    tables["days"][0]["opens"] = time(10, 20)
    tables["booth_hours"][0]["opens"] = time(10, 20)
    assert again().tables["slots"].removed == 1
    with reading(engine) as session:
        assert session.scalars(select(Placement.slot_id)).one() is None


def test_a_slot_in_use_may_move_in_order(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    hold(engine, ConsultationState.CONFIRMED)
    tables["days"][0]["opens"] = time(9, 40)
    again()
    with reading(engine) as session:
        slot = session.scalars(select(Placement)).one().slot
        assert slot is not None
        assert (slot.position, slot.starts) == (1, time(10))


def leave_out(tables: Tables, code: str) -> None:
    for stem, rows in tables.items():
        tables[stem] = [row for row in rows if code not in row.values()]


@pytest.mark.parametrize("state", [ConsultationState.CONFIRMED, ConsultationState.CANCELLED])
@pytest.mark.parametrize(
    "parties",
    [
        (["F2"], ("firm F2",)),
        (["A2", "B2"], ("agency A2",)),
        (["F2", "A2", "B2"], ("agency A2", "firm F2")),
    ],
)
def test_a_party_with_published_consultations_is_not_pruned(
    engine: Engine,
    again: Callable[..., IntakeReport],
    tables: Tables,
    state: ConsultationState,
    parties: tuple[list[str], tuple[str, ...]],
) -> None:
    codes, held = parties
    hold(engine, state)
    for code in codes:
        leave_out(tables, code)
    with pytest.raises(PartiesInUse) as caught:
        again(prune=True)
    assert caught.value.held == held
    assert "cannot be removed: " + ", ".join(caught.value.held) in str(caught.value)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Firm)) == 3


def test_a_party_with_proposed_consultations_is_pruned_with_them(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    hold(engine, ConsultationState.PROPOSED)
    leave_out(tables, "F2")
    assert again(prune=True).tables["firms"].removed == 1
    with reading(engine) as session:
        assert session.scalars(select(Consultation)).all() == []
        assert session.scalars(select(Placement)).all() == []
        assert len(session.scalars(select(Timetable)).all()) == 1


def test_a_party_elsewhere_is_pruned_while_others_are_published(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    hold(engine, ConsultationState.CONFIRMED)
    leave_out(tables, "F1")
    assert again(prune=True).tables["firms"].removed == 1
    with reading(engine) as session:
        assert session.scalars(select(Consultation.uid)).all() == ["u"]
