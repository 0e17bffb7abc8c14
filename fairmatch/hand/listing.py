"""The drafts of a fair, and removing one that nobody wants any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.hand.history import require_unchanged
from fairmatch.hand.opening import find_draft
from fairmatch.models import ActKind, Fair, HandAct, Placement, Scenario, Timetable


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in a list.

    Attributes
    ----------
    run_id
        The run that made it; None for one that somebody began.
    acts
        How often it was changed by hand.
    changed_at
        When it was changed last, or made.
    held
        How many consultations it has.
    stale
        Whether the fair changed after it was made.
    """

    id: int
    run_id: int | None
    scenario: str | None
    made_at: datetime
    acts: int
    changed_at: datetime
    held: int
    stale: bool


def drafts_of(session: Session, fair: Fair) -> Sequence[DraftLine]:
    """Give all drafts, those that somebody changed or made last first."""
    changed = dict(
        session.execute(
            select(HandAct.timetable_id, func.max(HandAct.at))
            .join(Timetable, Timetable.id == HandAct.timetable_id)
            .where(Timetable.fair_id == fair.id)
            .group_by(HandAct.timetable_id)
        ).all()
    )
    held = (
        select(func.count())
        .select_from(Placement)
        .where(Placement.timetable_id == Timetable.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Timetable.id,
            Timetable.run_id,
            Scenario.name,
            Timetable.made_at,
            Timetable.edition,
            Timetable.revision,
            held,
        )
        .outerjoin(Scenario, Scenario.id == Timetable.scenario_id)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_(None))
    )
    lines = [
        DraftLine(
            key, run_id, name, made_at, edition, changed.get(key, made_at), count,
            revision != fair.revision,
        )
        for key, run_id, name, made_at, edition, revision, count in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda one: (one.changed_at, one.id), reverse=True)


def remove_draft(session: Session, fair: Fair, draft_id: int, *, seen: int, by: By) -> None:
    """Delete a draft with what was done to it by hand.

    Raises
    ------
    NoDraft
        If it is published or kept no more.
    ChangedByOthers
        If it was changed after the edition that was seen.
    """
    fair = take_fair(session, fair.id)
    draft = find_draft(session, fair, draft_id)
    require_unchanged(session, draft, seen, None)
    record(session, fair, by, ActKind.DRAFT_REMOVED, draft=draft.id, acts=draft.edition)
    session.delete(draft)
    session.flush()
