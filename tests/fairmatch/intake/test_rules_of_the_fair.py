"""What the organiser sets as a rule, in a fair's files: named it is set, left out it stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.intake import IntakeReport
from fairmatch.models import Fair, WaitingOrder
from fairmatch.plan_settings import PlanGoal, PlanSettings, own_settings
from tests.fairmatch.fair_files import Tables, tiny_fair, write_folder, write_workbook
from tests.fairmatch.intake.steps import put, refused, revision, take_in

RULES = {
    "everyone": "예",
    "worth_step": 5,
    "worth_least": 60,
    "mutual_bonus": 0,
    "goals": "worth, 하루 방문,breaks",
}
MAILS = {"approval_required": "yes", "invitations": "true", "evening_reminders": "아니오"}
GOALS = "coverage, worth, days, breaks, walking, evenness"


def rules(engine: Engine) -> PlanSettings:
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return own_settings(fair, fair.days)


def mails(engine: Engine) -> tuple[bool, bool, bool, int | None]:
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return (
            fair.approval_required,
            fair.invitations,
            fair.evening_reminders,
            fair.invited_version,
        )


def test_a_new_fair_is_as_its_files_say_and_otherwise_as_any_fair(
    engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    tables["fair"][0].update(RULES | {"invitations": "yes"})
    take_in(engine, write_folder(tmp_path / "fair", tables))
    assert rules(engine) == PlanSettings(
        everyone=True,
        worth_step=5,
        worth_least=60,
        mutual_bonus=0,
        goals=(PlanGoal.WORTH, PlanGoal.DAYS, PlanGoal.BREAKS),
    )
    assert mails(engine) == (False, True, False, None)


def test_a_fair_whose_files_name_no_rules_begins_with_the_usual_ones(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    take_in(sqlite_engine, write_folder(tmp_path / "fair", tables))
    assert rules(sqlite_engine) == PlanSettings()
    assert mails(sqlite_engine) == (False, False, False, None)


def test_what_the_files_name_is_set_and_raises_the_revision_where_timetables_are_made_by_it(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = revision(engine)
    tables["fair"][0].update(MAILS)
    assert not again().stale
    assert mails(engine) == (True, True, False, None)
    assert revision(engine) == before
    tables["fair"][0].update(RULES)
    assert again().stale
    assert revision(engine) == before + 1
    assert again().changed == 0


def test_rules_of_the_day_leave_timetables_as_they_are(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = revision(engine)
    tables["fair"][0].update(
        grace_minutes=0,
        offer_minutes=3,
        reserve_opens_minutes=1440,
        waiting_order="상담이 적은 순서",
        board_names="예",
    )
    assert not again().stale
    assert revision(engine) == before
    tables["fair"][0] = tiny_fair()["fair"][0]
    assert again().changed == 0
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        assert (fair.grace_minutes, fair.offer_minutes, fair.reserve_opens_minutes) == (0, 3, 1440)
        assert (fair.waiting_order, fair.board_names) == (WaitingOrder.FEWEST, True)


@pytest.mark.parametrize("empty", [{}, dict.fromkeys(RULES | MAILS, "")], ids=["absent", "empty"])
def test_what_the_files_leave_out_or_empty_stays(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables, empty: dict[str, str]
) -> None:
    tables["fair"][0].update(RULES | MAILS)
    again()
    kept = rules(engine), mails(engine)
    tables["fair"][0] = tiny_fair()["fair"][0] | empty
    assert again().changed == 0
    assert (rules(engine), mails(engine)) == kept


def test_ticked_cells_and_numbers_of_a_workbook_are_read(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    tables["fair"][0].update(everyone=True, invitations=False, worth_step=0, goals="점수 높은 신청")
    take_in(sqlite_engine, write_workbook(tmp_path / "fair.xlsx", tables))
    found = rules(sqlite_engine)
    assert (found.everyone, found.worth_step, found.goals) == (True, 0, (PlanGoal.WORTH,))


def test_invitations_switched_on_by_a_file_go_to_everybody(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    with writing(engine) as session:
        session.scalars(select(Fair)).one().invited_version = 3
    tables["fair"][0]["invitations"] = "yes"
    again()
    assert mails(engine)[-1] is None
    with writing(engine) as session:
        session.scalars(select(Fair)).one().invited_version = 4
    again()
    assert mails(engine)[-1] == 4


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("goals", "coverage, breks", f"with commas between, any of {GOALS}, or nothing"),
        ("goals", "coverage,,days", f"with commas between, any of {GOALS}, or nothing"),
        ("goals", "x" * 9 + ", y", f"with commas between, any of {GOALS}, or nothing"),
        ("goals", "worth, days, worth", "each goal once"),
        (
            "goals",
            "days, coverage",
            "coverage or worth first: by any other goal no consultation is best",
        ),
        ("worth_step", "-1", "a whole number from 0 to 50, or nothing"),
        ("worth_least", "0", "a whole number from 1 to 100, or nothing"),
        ("mutual_bonus", "301", "a whole number from 0 to 300, or nothing"),
        ("mutual_bonus", "half", "a whole number from 0 to 300, or nothing"),
        ("everyone", "perhaps", "yes or no, or nothing"),
        ("invitations", "2", "yes or no, or nothing"),
        ("offer_minutes", "0", "a whole number from 1 to 60, or nothing"),
        ("waiting_order", "alphabet", "one of order, fewest, or nothing"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_place(
    errors_of: Callable[..., list[str]], name: str, text: str, expected: str
) -> None:
    (error,) = errors_of(put("fair", 0, **{name: text}))
    line = len(tiny_fair()["fair"][0]) + 1
    assert error == f"fair.toml, row {line}, column {name}: found '{text}', expected {expected}"


def test_a_refused_rule_of_a_workbook_is_named_as_its_sheet_has_it(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    tables["fair"][0]["goals"] = "하루 방문"
    book = write_workbook(
        tmp_path / "fair.xlsx",
        tables,
        sheet_name=lambda row: row.korean,
        heading=lambda row, name: str(row.model_fields[name].title),
    )
    (error,) = refused(sqlite_engine, book)
    assert (error.row, error.column, error.found) == (
        len(tables["fair"][0]) + 1,
        "목표 순서",
        "하루 방문",
    )
    assert "coverage나 worth부터" in str(error.expected.ko)
