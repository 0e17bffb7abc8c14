"""What the database holds of a fair, in the words of its files. One question a table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from fairmatch.files.rows import (
    BoothHoursRow,
    BoothRow,
    DayRow,
    FairRow,
    FirmRow,
    InterestRow,
    PlanRow,
    Row,
)
from fairmatch.intake.phase_dates import PHASE_SETTINGS
from fairmatch.intake.reading import Files, Placed
from fairmatch.intake.shelves import SHELVES, Shelf
from fairmatch.models import Agency, Fair, Firm, Invitation, InvitationState
from fairmatch.phases import local_of
from fairmatch.plan_settings import goals_of

Key = tuple[object, ...]


@dataclass(frozen=True)
class Held:
    """A stored row: its identity in the database and what it says."""

    id: int
    row: Row


@dataclass
class Stored:
    """All stored rows of a fair by kind and key; ``fair`` is None if there is no such fair.

    ``erased`` has the codes of firms whose data was erased, ``invited`` those of firm and
    agency where the firm accepted the agency's invitation.
    """

    fair: Fair | None = None
    erased: frozenset[str] = frozenset()
    invited: frozenset[tuple[str, str]] = frozenset()
    held: dict[type[Row], dict[Key, Held]] = field(default_factory=dict)

    def of(self, row: type[Row]) -> dict[Key, Held]:
        """Give the stored rows of one kind by key."""
        return self.held.get(row, {})


def load(session: Session, code: str) -> Stored:
    """Read all that is stored of the fair of this code, locking the fair where locks are by row."""
    fair = session.scalar(select(Fair).where(Fair.code == code).with_for_update())
    if fair is None:
        return Stored()
    erased = select(Firm.code).where(Firm.fair_id == fair.id, Firm.erased_at.is_not(None))
    invited = (
        select(Firm.code, Agency.code)
        .join(Invitation, Invitation.firm_id == Firm.id)
        .join(Agency, Agency.id == Invitation.agency_id)
        .where(Invitation.fair_id == fair.id, Invitation.state == InvitationState.ACCEPTED)
    )
    stored = Stored(
        fair,
        frozenset(session.scalars(erased)),
        frozenset((firm, agency) for firm, agency in session.execute(invited)),
    )
    for row, shelf in SHELVES.items():
        stored.held[row] = {shelf.key_of(held.row): held for held in rows_held(session, fair, row)}
    return stored


def rows_held(session: Session, fair: Fair, row: type[Row]) -> list[Held]:
    """Give the stored rows of one kind, in the order in which they came."""
    found = []
    for answer in session.execute(_question(SHELVES[row], fair.id)).mappings():
        values = dict(answer)
        identity = values.pop("id")
        found.append(Held(identity, row.model_construct(**values)))
    return found


def settings_of(fair: Fair) -> FairRow:
    """Give the stored settings as a row; the phases' dates in the fair's local time."""
    values: dict[str, Any] = {
        f"{window.phase}_{end}": local_of(at, fair.zone)
        for window in fair.windows
        for end, at in (("opens", window.opens_at), ("closes", window.closes_at))
        if at is not None
    }
    plain = FairRow.model_fields.keys() - PHASE_SETTINGS
    values.update((name, getattr(fair, name)) for name in plain)
    values["goals"] = goals_of(fair)
    return FairRow.model_construct(**values)


def leave_erased(files: Files, stored: Stored) -> tuple[str, ...]:
    """Take what is stored in place of what the files still say of firms that were erased.

    Gives the codes of these firms.
    """
    named = stored.erased.intersection(placed.row.code for placed in files.rows(FirmRow))
    for row in SHELVES:
        field_of_firm = "code" if row is FirmRow else "firm"
        if not named or field_of_firm not in row.model_fields or row in files.left_out:
            continue
        kept = [held.row for held in stored.of(row).values()]
        files.placed[row] = [
            *(one for one in files.rows(row) if getattr(one.row, field_of_firm) not in named),
            *(Placed(one, 1) for one in kept if getattr(one, field_of_firm) in named),
        ]
    return tuple(sorted(named))


_KEPT_COLUMNS: Mapping[type[Row], Collection[str]] = {
    PlanRow: PlanRow.model_fields,
    FirmRow: ("walk_in",),
    InterestRow: ("walk_in_on",),
}
"""Columns that stay as they are where a file leaves them out.

Of plan items all: their officers may have filled them in. Of firms and their wishes what the
fair's days brought, which files made before know nothing of.
"""


def keep_left_out_columns(files: Files, stored: Stored) -> None:
    """Leave what is stored in the columns that are kept where the file does not have them."""
    for row, names in _KEPT_COLUMNS.items():
        columns = files.complaints.headings.get(row, {})
        left_out = [name for name in names if name not in columns]
        held = stored.of(row)
        key_of = SHELVES[row].key_of
        files.placed[row] = [
            Placed(
                one.row.model_copy(update={name: getattr(before.row, name) for name in left_out}),
                one.number,
            )
            if left_out and (before := held.get(key_of(one.row)))
            else one
            for one in files.rows(row)
        ]


def follow_renamed_booths(files: Files, stored: Stored) -> None:
    """Speak of stored booth hours by the number their booth has in the files."""
    now = {placed.row.agency: placed.row.code for placed in files.rows(BoothRow)}
    new_code = {
        held.row.code: now.get(held.row.agency, held.row.code)
        for held in stored.of(BoothRow).values()
        if isinstance(held.row, BoothRow)
    }
    shelf = SHELVES[BoothHoursRow]
    renamed: dict[Key, Held] = {}
    for held in stored.of(BoothHoursRow).values():
        if isinstance(held.row, BoothHoursRow):
            row = held.row.model_copy(update={"booth": new_code[held.row.booth]})
            renamed[shelf.key_of(row)] = Held(held.id, row)
    stored.held[BoothHoursRow] = renamed


def keep_absent(files: Files, stored: Stored) -> dict[type[Row], list[Key]]:
    """Set the stored rows that the files do not name before those that they do.

    So every check sees the fair as it will be. Days are not kept, nor what belongs wholly to a
    row of the files, unless its table was left out altogether. Gives the keys of the rows
    kept, by kind.
    """
    kept: dict[type[Row], list[Key]] = {}
    kept_codes: dict[type[Row], set[object]] = {}
    for row, shelf in SHELVES.items():
        if row is DayRow:
            continue
        absent = _absent(files, stored, shelf)
        if shelf.owner and row not in files.left_out:
            owners = kept_codes[shelf.refers[shelf.owner]]
            absent = {
                key: held
                for key, held in absent.items()
                if getattr(held.row, shelf.owner) in owners
            }
        kept[row] = list(absent)
        kept_codes[row] = {getattr(held.row, "code", None) for held in absent.values()}
        files.placed[row] = [
            *(Placed(held.row, 0) for held in absent.values()),
            *files.rows(row),
        ]
    return kept


def _absent(files: Files, stored: Stored, shelf: Shelf) -> dict[Key, Held]:
    """Give the stored rows that the files do not name, not even in a row that is wrong."""
    there = {shelf.key_of(placed.row) for placed in files.rows(shelf.row)}
    there.update(
        tuple(cells.get(name, "") for name in shelf.key)
        for cells in files.broken.get(shelf.row, [])
    )
    return {key: held for key, held in stored.of(shelf.row).items() if key not in there}


def _question(shelf: Shelf, fair_id: int) -> Select[Any]:
    """Ask for all rows of a table with its columns named as the file's fields."""
    model: Any = shelf.model
    named: dict[str, Any] = {
        name: aliased(SHELVES[row].model) for name, row in shelf.refers.items()
    }
    columns = [
        func.coalesce(named[name].code, "").label(name)
        if name in named
        else shelf.column(name).label(name)
        for name in shelf.fields
    ]
    question = select(model.id, *columns)
    for name, other in named.items():
        question = question.outerjoin(other, other.id == shelf.column(name))
    belongs = model if hasattr(model, "fair_id") else named[shelf.owner]
    return question.where(belongs.fair_id == fair_id).order_by(model.id)
