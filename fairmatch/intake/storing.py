"""From checked rows to the database: what is new, what changed, what goes. Bulk statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import String, delete, insert, select, update
from sqlalchemy.orm import Session

from fairmatch.fairs import SlotTime
from fairmatch.files.rows import DayRow, FairRow, Row
from fairmatch.intake.phase_dates import PHASE_SETTINGS, write_phases
from fairmatch.intake.reading import Files
from fairmatch.intake.report import Tally
from fairmatch.intake.shelves import FAIR_LIGHT, SHELVES, Shelf
from fairmatch.intake.stored import Held, Key, Stored
from fairmatch.models import Fair
from fairmatch.plan_settings import stored_goals
from fairmatch.slots import write_slots

_AT_ONCE = 1_000
_RANK_ASIDE = 1_000_000


class Storing:
    """One import's writing: knows the rows' identities and whether anything of weight changed."""

    def __init__(self, session: Session, files: Files, stored: Stored, *, prune: bool) -> None:
        self._session = session
        self._files = files
        self._stored = stored
        self._prune = prune
        self._ids: dict[type[Row], dict[object, int]] = {}
        self.stale = False
        self.tallies: dict[str, Tally] = {}

    def run(
        self, settings: FairRow, slots: Sequence[SlotTime], kept: dict[type[Row], list[Key]]
    ) -> Fair:
        """Write everything; give the fair, its revision raised if a timetable could differ."""
        fair = self._write_fair(settings)
        for row, shelf in SHELVES.items():
            self._write_rows(fair, shelf, kept.get(row, []))
            if row is DayRow:
                self._write_slots(fair, slots)
        if self.stale:
            fair.revision += 1
        self._session.flush()
        self._session.expire_all()
        return fair

    def _write_fair(self, settings: FairRow) -> Fair:
        fair = self._stored.fair
        values = _values_of(settings)
        if fair is None:
            fair = Fair(revision=0, **values)
            self._session.add(fair)
            write_phases(fair, settings)
            self._session.flush()
            self.stale = True
            self.tallies["fair"] = Tally(added=1)
            return fair
        changed = {name for name, value in values.items() if getattr(fair, name) != value}
        for name in changed:
            setattr(fair, name, values[name])
        if "invitations" in changed:
            # As when they are switched on at the desk: everybody is sent what is to come.
            fair.invited_version = None
        self.stale |= not changed <= FAIR_LIGHT
        differs = write_phases(fair, settings) or bool(changed)
        self.tallies["fair"] = Tally(changed=int(differs), unchanged=int(not differs))
        return fair

    def _write_rows(self, fair: Fair, shelf: Shelf, kept: list[Key]) -> None:
        held = self._stored.of(shelf.row)
        wanted = {
            shelf.key_of(placed.row): placed.row.model_copy(update=shelf.unkept)
            for placed in self._files.rows(shelf.row)
            if placed.number
        }
        new = [row for key, row in wanted.items() if key not in held]
        changed = [
            (held[key], row) for key, row in wanted.items() if key in held and held[key].row != row
        ]
        staying = set() if self._prune else set(kept)
        gone = [held[key] for key in held if key not in wanted and key not in staying]
        self._delete(shelf.model, [each.id for each in gone])
        self._set_aside(shelf, changed)
        self._update(shelf, fair, changed)
        self._insert(shelf.model, [self._values(shelf, fair, row) for row in new])
        self._note(shelf, new, changed, gone)
        self.tallies[shelf.row.stem] = Tally(
            added=len(new),
            changed=len(changed),
            unchanged=len(wanted) - len(new) - len(changed),
            removed=len(gone),
            missing=tuple(" ~ ".join(map(str, key)) for key in held if key in staying),
        )
        if any(shelf.row in other.refers.values() for other in SHELVES.values()):
            self._learn_ids(fair, shelf)

    def _note(
        self,
        shelf: Shelf,
        new: Sequence[Row],
        changed: Iterable[tuple[Held, Row]],
        gone: Sequence[Held],
    ) -> None:
        """Note whether a change weighs: a light one leaves any timetable as good as it was."""
        heavy = set(shelf.fields) - shelf.light
        if heavy and (new or gone):
            self.stale = True
        for held, row in changed:
            if any(getattr(held.row, name) != getattr(row, name) for name in heavy):
                self.stale = True

    def _learn_ids(self, fair: Fair, shelf: Shelf) -> None:
        model: Any = shelf.model
        question = select(model.code, model.id).where(model.fair_id == fair.id)
        self._ids[shelf.row] = {row.code: row.id for row in self._session.execute(question)}

    def _values(self, shelf: Shelf, fair: Fair, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in shelf.fields:
            value = getattr(row, name)
            target = shelf.refers.get(name)
            column = shelf.column(name).key
            values[column] = self._ids[target].get(value) if target else value
        if hasattr(shelf.model, "fair_id"):
            values["fair_id"] = fair.id
        return values

    def _set_aside(self, shelf: Shelf, changed: Sequence[tuple[Held, Row]]) -> None:
        """Free unique values that rows may be about to exchange, by values nobody can give."""
        if not shelf.parked:
            return
        moving = [
            held
            for held, row in changed
            if getattr(held.row, shelf.parked) != getattr(row, shelf.parked)
        ]
        text = isinstance(shelf.column(shelf.parked).type, String)
        aside = [
            {"id": held.id, shelf.parked: f"~{held.id}" if text else _RANK_ASIDE + held.id}
            for held in moving
        ]
        if aside:
            self._session.execute(update(shelf.model), aside)

    def _update(self, shelf: Shelf, fair: Fair, changed: Sequence[tuple[Held, Row]]) -> None:
        rows = [
            {"id": held.id, **self._values(shelf, fair, row), **shelf.reset}
            for held, row in changed
        ]
        if rows:
            self._session.execute(update(shelf.model), rows)

    def _insert(self, model: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            # The table itself: by class, rows would be sent in groups of equal empty columns.
            self._session.execute(insert(model.__table__), rows)

    def _delete(self, model: Any, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), _AT_ONCE):
            chosen = ids[start : start + _AT_ONCE]
            statement = delete(model).where(model.id.in_(chosen))
            self._session.execute(statement, execution_options={"synchronize_session": False})

    def _write_slots(self, fair: Fair, slots: Sequence[SlotTime]) -> None:
        """Make the slots anew where their times changed."""
        changes = write_slots(self._session, fair, slots)
        self.stale |= changes.any
        self.tallies["slots"] = Tally(
            added=changes.added,
            changed=changes.moved,
            unchanged=changes.unchanged,
            removed=changes.removed,
        )


def _values_of(settings: FairRow) -> dict[str, Any]:
    """Give what the fair is to say; what no fair is without and the file leaves out is left out."""
    columns = Fair.__table__.columns
    values = settings.model_dump(exclude=set(PHASE_SETTINGS))
    if settings.goals is not None:
        values["goals"] = stored_goals(settings.goals)
    return {
        name: value for name, value in values.items() if value is not None or columns[name].nullable
    }
