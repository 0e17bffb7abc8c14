"""Intake: a fair's files in, checked as a whole before a single row is written."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from fairmatch.errors import BadInput
from fairmatch.files.rows import PlanRow, Row
from fairmatch.files.tables import read_source
from fairmatch.intake.phase_dates import check_phases
from fairmatch.intake.reading import Files, read_files
from fairmatch.intake.references import check_references
from fairmatch.intake.report import IntakeReport, Tally
from fairmatch.intake.standing import (
    remove_consultations,
    require_parties_free,
    require_slots_free,
)
from fairmatch.intake.stored import (
    Key,
    Stored,
    follow_renamed_booths,
    keep_absent,
    keep_left_out_columns,
    leave_erased,
    load,
)
from fairmatch.intake.storing import Storing
from fairmatch.intake.timing import check_times
from fairmatch.models import AuthorSide
from fairmatch.plans.changing import Author
from fairmatch.plans.importing import note_import

__all__ = ["IntakeReport", "Tally", "import_fair"]


def _now() -> datetime:
    return datetime.now(UTC)


def import_fair(
    session: Session,
    source: Path,
    *,
    prune: bool = False,
    clock: Callable[[], datetime] = _now,
) -> IntakeReport:
    """Take in a whole fair from a folder (``fair.toml`` and CSV) or an ``.xlsx`` workbook.

    Rows are known by their codes from one import to the next: what is new is added, what
    changed is updated, what is the same is left alone. Stored rows that the files do not name
    are kept, or with ``prune`` removed. The session's transaction is the caller's; the session
    is not written to before every check has passed. Plan items are published, and what changes
    of them is dated by the clock and kept.

    Raises
    ------
    BadInput
        If anything is wrong with the files; all errors at once, in the order of the files.
    SlotsInUse
        If changed hours would take away the time of a published consultation.
    PartiesInUse
        If ``prune`` would remove a party with published consultations.
    """
    found = read_source(source)
    files = read_files(found)
    with session.no_autoflush:
        stored = load(session, files.fair.code) if files.fair else Stored()
        erased = leave_erased(files, stored)
        keep_left_out_columns(files, stored)
        kept = _overlay(files, stored, prune=prune)
        check_references(files, stored)
        check_phases(files, stored.fair)
        slots = check_times(files)
        errors = files.complaints.in_order()
        if errors or files.fair is None:
            raise BadInput(errors)
        proposed: list[int] = []
        if stored.fair is not None:
            require_slots_free(session, stored.fair, slots)
            if prune:
                proposed = require_parties_free(session, stored.fair, stored, kept)
    remove_consultations(session, proposed)
    storing = Storing(session, files, stored, prune=prune)
    fair = storing.run(files.fair, slots, kept)
    before = {
        held.row.code: held.row
        for held in stored.of(PlanRow).values()
        if isinstance(held.row, PlanRow)
    }
    now = {placed.row.code: placed.row for placed in files.rows(PlanRow) if placed.number}
    note_import(session, fair, before, now, Author(AuthorSide.ORGANISER, clock))
    return IntakeReport(
        fair.code, fair.revision, storing.stale, storing.tallies, tuple(found.ignored), erased
    )


def _overlay(files: Files, stored: Stored, *, prune: bool) -> dict[type[Row], list[Key]]:
    """Give the stored rows the files do not name; unless they go, the files get them added."""
    follow_renamed_booths(files, stored)
    before = {row: list(placed) for row, placed in files.placed.items()}
    absent = keep_absent(files, stored)
    if prune:
        files.placed = before
    return absent
