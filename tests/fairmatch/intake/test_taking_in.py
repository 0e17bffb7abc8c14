"""Importing a fair: what ends up in the database."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

from fairmatch.db import reading, writing
from fairmatch.errors import BadInput
from fairmatch.files.rows import Row
from fairmatch.intake import IntakeReport, import_fair
from fairmatch.intake.stored import load, settings_of
from fairmatch.models import (
    Fair,
    Firm,
    FirmHours,
    Interest,
    Mark,
    MarkKind,
    Pin,
    PlanItem,
    ProgrammeItem,
)
from fairmatch.registration import check_digit
from tests.fairmatch.fair_files import (
    FRIDAY,
    THURSDAY,
    Tables,
    write_folder,
    write_workbook,
)
from tests.fairmatch.intake.steps import everything, take_in

DATA = Path(__file__).parents[3] / "data"


SMALL = DATA / "small"


def test_a_folder_becomes_a_fair(engine: Engine, tmp_path: Path, tables: Tables) -> None:
    report = take_in(engine, write_folder(tmp_path / "fair", tables))
    assert report.code == "tiny"
    assert report.revision == 1
    assert report.stale
    assert {name: tally.added for name, tally in report.tables.items()} == {
        "fair": 1,
        "days": 2,
        "slots": 6,
        "agencies": 2,
        "booths": 2,
        "booth_hours": 2,
        "plans": 2,
        "firms": 3,
        "firm_types": 1,
        "products": 2,
        "firm_hours": 1,
        "interests": 3,
        "marks": 1,
        "pins": 1,
        "programme": 1,
        "synonyms": 2,
    }
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        assert (fair.zone, fair.slot_minutes, fair.request_limit) == ("Asia/Seoul", 20, 3)
        assert [(slot.position, slot.date, slot.starts, slot.ends) for slot in fair.slots][:4] == [
            (0, THURSDAY, time(10), time(10, 20)),
            (1, THURSDAY, time(10, 20), time(10, 40)),
            (2, THURSDAY, time(10, 40), time(11)),
            (3, FRIDAY, time(10), time(10, 20)),
        ]
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        assert firm.name_ko == "맑은 협동조합"
        assert firm.founded == date(2012, 3, 5)
        assert [kind.kind for kind in firm.kinds] == ["cooperative"]
        interest = session.scalars(select(Interest).where(Interest.rank == 2)).one()
        assert interest.plan_item is None
        assert interest.agency.booth.tables == 2
        wish = session.scalars(select(Interest).where(Interest.purpose == "견적")).one()
        assert wish.plan_item is not None
        assert wish.plan_item.title == "복사용지, A4"
        assert session.scalars(select(Mark.kind)).one() is MarkKind.MUST
        pin = session.scalars(select(Pin)).one()
        assert (pin.date, pin.starts, pin.department) == (FRIDAY, time(10, 20), "총무과")


@pytest.mark.parametrize("korean", [False, True])
def test_a_workbook_gives_the_same_rows_as_the_folder(
    engine: Engine, tmp_path: Path, tables: Tables, korean: bool
) -> None:
    def heading(row: type[Row], name: str) -> str:
        return str(row.model_fields[name].title) if korean else name

    file = write_workbook(
        tmp_path / "fair.xlsx",
        tables,
        sheet_name=lambda row: row.korean if korean else row.stem,
        heading=heading,
    )
    take_in(engine, file)
    from_workbook = everything(engine)
    report = take_in(engine, write_folder(tmp_path / "fair", tables))
    assert (report.added, report.changed, report.removed) == (0, 0, 0)
    assert everything(engine) == from_workbook


def test_the_small_fair_as_a_workbook_gives_the_same_rows(engine: Engine, tmp_path: Path) -> None:
    take_in(engine, SMALL)
    before = everything(engine)
    file = write_workbook(tmp_path / "small.xlsx", tables_of(engine))
    report = take_in(engine, file, prune=True)
    assert (report.added, report.changed, report.removed, report.stale) == (0, 0, 0, False)
    assert everything(engine) == before


def test_the_sample_fair_is_taken_in_whole_and_twice(engine: Engine) -> None:
    report = take_in(engine, DATA / "seoul-2015")
    added = {name: tally.added for name, tally in report.tables.items()}
    assert (added["agencies"], added["booths"], added["slots"]) == (44, 44, 36)
    assert (added["firms"], added["plans"], added["pins"]) == (300, 3_849, 3)
    assert report.ignored == ()
    with reading(engine) as session:
        assert session.scalar(select(func.sum(PlanItem.amount))) == 35_000_000_000
    again = take_in(engine, DATA / "seoul-2015")
    assert (again.added, again.changed, again.removed, again.missing) == (0, 0, 0, {})


def tables_of(engine: Engine) -> Tables:
    """Give what the database holds as tables of a file, with real dates and times."""
    with reading(engine) as session:
        stored = load(session, "small")
        assert stored.fair is not None
        tables: Tables = {"fair": [settings_of(stored.fair).model_dump(mode="json")]}
        for row, held in stored.held.items():
            tables[row.stem] = [each.row.model_dump() for each in held.values()]
        return tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_every_encoding_of_excel_is_read(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables, encoding: str
) -> None:
    take_in(sqlite_engine, write_folder(tmp_path / "fair", tables, encoding))
    with reading(sqlite_engine) as session:
        names = session.scalars(select(Firm.name_ko).order_by(Firm.code)).all()
        assert names == ["맑은 협동조합", "바른땀", "다시쓸모"]


def test_bad_input_leaves_nothing_behind(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = everything(engine)
    tables["firms"][0]["name_ko"] = "다른 이름"
    tables["interests"][2]["agency"] = "A9"
    with pytest.raises(BadInput):
        again()
    assert everything(engine) == before


def test_bad_input_leaves_the_session_untouched(
    engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    tables["interests"][2]["agency"] = "A9"
    with writing(engine) as session:
        with pytest.raises(BadInput):
            import_fair(session, write_folder(tmp_path / "fair", tables))
        assert not session.new
        assert not session.dirty
    assert not any(everything(engine).values())


@pytest.mark.parametrize("firms", [3, 30])
def test_the_number_of_statements_does_not_grow_with_the_fair(
    engine: Engine, tmp_path: Path, tables: Tables, firms: int
) -> None:
    for number in range(firms - 3):
        nine = f"2148{number:05}"
        code = f"X{number}"
        tables["firms"].append(
            {"code": code, "registration_number": nine + check_digit(nine), "name_ko": code}
        )
        tables["interests"].append({"firm": code, "agency": "A1", "rank": 1})
    folder = write_folder(tmp_path / "fair", tables)
    statements: list[str] = []
    event.listen(
        engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2])
    )
    counts = []
    for _ in range(2):
        take_in(engine, folder)
        counts.append(sum(not statement.startswith("BEGIN") for statement in statements))
        statements.clear()
    assert counts == [26, 24]


def test_files_that_are_none_of_the_fair_are_named(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    folder = write_folder(tmp_path / "fair", tables)
    (folder / "budget.csv").write_text("a,b\n1,2\n")
    (folder / "README.md").write_text("hello")
    (folder / ".hidden.csv").write_text("")
    assert take_in(sqlite_engine, folder).ignored == ("budget.csv",)


def test_missing_optional_files_are_empty(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    needed = {name: tables[name] for name in ("fair", "days", "agencies", "booths", "firms")}
    report = take_in(sqlite_engine, write_folder(tmp_path / "fair", needed))
    assert report.tables["interests"].added == 0
    with reading(sqlite_engine) as session:
        assert session.scalars(select(ProgrammeItem)).all() == []
        assert session.scalars(select(FirmHours)).all() == []
