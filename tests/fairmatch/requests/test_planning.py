"""What is entered on pages makes the same timetable problem as the same fair from files."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.attendance.changing import set_attendance
from fairmatch.attendance.sheet import sheet_of
from fairmatch.db import open_database, writing
from fairmatch.intake import import_fair
from fairmatch.models import Agency, Fair, Firm, Interest, Mark
from fairmatch.planning import build_problem
from fairmatch.requests.answering import mark
from fairmatch.requests.asking import ask
from solver.json_form import problem_to_json

SMALL = Path(__file__).parents[3] / "data" / "small"
ENTERED = ("interests", "marks", "firm_hours", "booth_hours")
BY = By(None, datetime(2026, 5, 1, 9, 0, tzinfo=UTC))


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def test_pages_and_files_make_the_same_problem(
    sqlite_engine: Engine, sqlite_pattern: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bare"
    shutil.copytree(SMALL, folder)
    for stem in ENTERED:
        file = folder / f"{stem}.csv"
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    shutil.copyfile(sqlite_pattern, tmp_path / "bare.sqlite3")
    bare = open_database(f"sqlite:///{tmp_path}/bare.sqlite3")
    with writing(sqlite_engine) as filed, writing(bare) as entered:
        import_fair(filed, SMALL)
        import_fair(entered, folder)
        before = _fair(entered).revision
        _enter(filed, entered)
        assert _fair(entered).revision > before
        made = problem_to_json(build_problem(entered, _fair(entered)))
        assert made == problem_to_json(build_problem(filed, _fair(filed)))
    bare.dispose()


def _enter(filed: Session, entered: Session) -> None:
    """Do on pages what the files say."""
    firms = {one.code: one for one in entered.scalars(select(Firm))}
    agencies = {one.code: one for one in entered.scalars(select(Agency))}
    for wish in filed.scalars(select(Interest).order_by(Interest.firm_id, Interest.rank)):
        ask(
            entered,
            firms[wish.firm.code],
            agencies[wish.agency.code],
            by=BY,
            item_code=wish.plan_item.code if wish.plan_item else "",
            purpose=wish.purpose,
        )
    for said in filed.scalars(select(Mark)):
        firm, agency = firms[said.firm.code], agencies[said.agency.code]
        mark(entered, agency, firm, said.kind, by=BY, reason=said.reason)
    fair = _fair(filed)
    for one in filed.scalars(select(Firm)):
        there = sheet_of(filed, fair, one).there
        set_attendance(entered, firms[one.code], there, by=BY, even_so=True)
    for other in filed.scalars(select(Agency)):
        there = sheet_of(filed, fair, other).there
        set_attendance(entered, agencies[other.code], there, by=BY, even_so=True)
