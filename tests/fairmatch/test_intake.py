"""Importing a fair: what ends up in the database, and what a second import does."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from fairmatch.db import reading, writing
from fairmatch.errors import BadInput
from fairmatch.files.rows import Row
from fairmatch.intake import IntakeReport, import_fair
from fairmatch.intake.stored import load, settings_of
from fairmatch.models import (
    Agency,
    Base,
    Booth,
    BoothHours,
    Fair,
    Firm,
    FirmCertificate,
    FirmHours,
    Interest,
    Mark,
    MarkKind,
    Pin,
    PlanItem,
    Product,
    ProgrammeItem,
    Slot,
)
from fairmatch.registration import check_digit
from tests.fairmatch.fair_files import (
    FRIDAY,
    THURSDAY,
    Tables,
    tiny_fair,
    write_folder,
    write_workbook,
)

DATA = Path(__file__).parents[2] / "data"
SMALL = DATA / "small"


def take_in(engine: Engine, source: Path, *, prune: bool = False) -> IntakeReport:
    with writing(engine) as session:
        return import_fair(session, source, prune=prune)


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(table.c.id))
            ]
            for table in Base.metadata.sorted_tables
        }


def without_ids(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted((row[1:] for row in found), key=repr) for name, found in rows.items()}


@pytest.fixture
def tables() -> Tables:
    return tiny_fair()


@pytest.fixture
def again(engine: Engine, tmp_path: Path, tables: Tables) -> Callable[..., IntakeReport]:
    """Give an import of the tables as they are now; the fair is in once already."""
    folder = tmp_path / "fair"
    take_in(engine, write_folder(folder, tables))
    return lambda **options: take_in(engine, write_folder(folder, tables), **options)


def revision(engine: Engine, code: str = "tiny") -> int:
    with reading(engine) as session:
        return session.scalars(select(Fair.revision).where(Fair.code == code)).one()


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


def test_importing_the_same_again_changes_nothing(
    engine: Engine, again: Callable[..., IntakeReport]
) -> None:
    before = everything(engine)
    for prune in (False, True):
        report = again(prune=prune)
        assert (report.added, report.changed, report.removed) == (0, 0, 0)
        assert not report.stale
        assert report.missing == {}
        assert everything(engine) == before


def test_a_changed_row_is_updated_in_place(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = everything(engine)
    tables["firms"][0]["name_ko"] = "더 맑은 협동조합"
    tables["fair"][0]["venue_ko"] = "시청"
    report = again()
    assert report.tables["firms"].changed == 1
    assert report.tables["fair"].changed == 1
    assert report.changed == 2
    after = everything(engine)
    assert [row[0] for row in after["firm"]] == [row[0] for row in before["firm"]]
    with reading(engine) as session:
        assert session.scalars(select(Firm.name_ko).where(Firm.code == "F1")).one().startswith("더")
        assert session.scalars(select(Fair.venue_ko)).one() == "시청"


def _of(tables: Tables, stem: str, at: int, /, **values: object) -> None:
    tables[stem][at].update(values)


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: _of(tables, "interests", 0, rank=3),
        lambda tables: _of(tables, "marks", 0, mark="like"),
        lambda tables: _of(tables, "booths", 1, tables=3),
        lambda tables: _of(tables, "booths", 1, x=31),
        lambda tables: _of(tables, "fair", 0, firm_quota=2),
        lambda tables: _of(tables, "days", 0, closes=time(11, 20)),
        lambda tables: _of(tables, "pins", 0, starts=time(10, 0)),
        lambda tables: _of(tables, "firm_hours", 0, comes=time(9, 0)),
        lambda tables: tables["booth_hours"].pop(0),
        lambda tables: tables["interests"].append({"firm": "F3", "agency": "A1", "rank": 1}),
    ],
)
def test_a_change_that_timetables_are_made_from_raises_the_revision_once(
    engine: Engine,
    again: Callable[..., IntakeReport],
    tables: Tables,
    change: Callable[[Tables], object],
) -> None:
    change(tables)
    report = again()
    assert report.stale
    assert report.revision == revision(engine) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: _of(tables, "firms", 0, phone="02-1234-5678"),
        lambda tables: _of(tables, "interests", 0, purpose="다른 목적"),
        lambda tables: _of(tables, "plans", 0, amount=1),
        lambda tables: _of(tables, "programme", 0, title_en="March"),
        lambda tables: _of(tables, "products", 0, category=""),
        lambda tables: _of(tables, "fair", 0, name_en="Little fair"),
    ],
)
def test_a_change_no_timetable_is_made_from_leaves_the_revision(
    engine: Engine,
    again: Callable[..., IntakeReport],
    tables: Tables,
    change: Callable[[Tables], object],
) -> None:
    change(tables)
    report = again()
    assert report.changed == 1
    assert not report.stale
    assert revision(engine) == 1


def test_rows_absent_from_the_files_are_kept_and_named(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = everything(engine)
    for stem, code in (("firms", "F2"), ("products", "F2"), ("interests", "F2"), ("marks", "F2")):
        column = "code" if stem == "firms" else "firm"
        tables[stem] = [row for row in tables[stem] if row[column] != code]
    tables["programme"] = []
    report = again()
    assert report.missing == {
        "firms": ("F2",),
        "products": ("F2 ~ 근무복",),
        "interests": ("F2 ~ A2",),
        "marks": ("A2 ~ F2",),
        "programme": ("T1",),
    }
    assert everything(engine) == before


def test_prune_removes_rows_absent_from_the_files(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    for stem in ("agencies", "booths", "booth_hours", "plans", "interests", "marks", "pins"):
        tables[stem] = [
            row for row in tables[stem] if not {"A2", "B2"} & {str(value) for value in row.values()}
        ]
    report = again(prune=True)
    assert report.removed == 1 + 1 + 2 + 1 + 2 + 1 + 1
    assert report.missing == {}
    assert report.stale
    with reading(engine) as session:
        assert session.scalars(select(Agency.code)).all() == ["A1"]
        for model, left in ((Booth, 1), (BoothHours, 0), (PlanItem, 1), (Interest, 1), (Pin, 0)):
            assert session.scalar(select(func.count()).select_from(model)) == left


def test_what_belongs_to_a_row_is_replaced_with_it_as_a_set(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = {row[2]: row[0] for row in everything(engine)["product"]}
    tables["products"] = [
        {"firm": "F1", "name": "복사용지", "category": ""},
        {"firm": "F1", "name": "봉투", "category": ""},
        {"firm": "F2", "name": "근무복", "category": "53102710"},
    ]
    tables["firm_types"] = [{"firm": "F1", "type": "village_enterprise"}]
    report = again()
    assert (report.tables["products"].added, report.tables["products"].changed) == (1, 1)
    with reading(engine) as session:
        products = {row.name: row for row in session.scalars(select(Product))}
        assert set(products) == {"복사용지", "봉투", "근무복"}
        assert products["복사용지"].id == before["복사용지"]
        assert products["복사용지"].category == ""
        assert session.scalars(select(FirmCertificate.kind)).all() == ["village_enterprise"]


def test_a_table_that_is_left_out_leaves_what_is_stored(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = everything(engine)
    for stem in ("products", "firm_types", "firm_hours", "booth_hours"):
        del tables[stem]
    report = again()
    assert report.removed == 0
    assert set(report.missing) >= {"products", "firm_types"}
    assert everything(engine) == before


def test_unique_values_can_be_exchanged(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    firms, booths, wishes = tables["firms"], tables["booths"], tables["interests"]
    first, second = firms[0]["registration_number"], firms[1]["registration_number"]
    firms[0]["registration_number"], firms[1]["registration_number"] = second, first
    booths[0]["code"], booths[1]["code"] = "B2", "B1"
    wishes[0]["rank"], wishes[1]["rank"] = 2, 1
    tables["booth_hours"][0]["booth"] = tables["booth_hours"][1]["booth"] = "B1"
    hours = everything(engine)["booth_hours"]
    report = again()
    assert report.tables["booth_hours"].touched == 0
    assert everything(engine)["booth_hours"] == hours
    with reading(engine) as session:
        assert session.scalars(select(Firm.registration_number).order_by(Firm.code)).all()[:2] == [
            second,
            first,
        ]
        assert session.execute(
            select(Agency.code, Booth.code).join(Booth.agency).order_by(Agency.code)
        ).all() == [("A1", "B2"), ("A2", "B1")]
        assert session.scalars(
            select(Interest.rank).join(Interest.firm).where(Firm.code == "F1").order_by(Interest.id)
        ).all() == [2, 1]


def test_hours_go_with_the_booth_when_numbers_are_exchanged(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    booths = tables["booths"]
    booths[0]["code"], booths[1]["code"] = "B2", "B1"
    tables["pins"] = []
    again(prune=True)
    with reading(engine) as session:
        owners = session.scalars(
            select(Agency.code)
            .join(Booth, Booth.agency_id == Agency.id)
            .join(BoothHours, BoothHours.booth_id == Booth.id)
        ).all()
        assert owners == ["A1", "A1"]


def test_slots_that_stay_keep_their_identity_when_a_day_grows(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    before = {row[3:]: row[0] for row in everything(engine)["slot"]}
    tables["days"][0]["opens"] = time(9, 40)
    report = again()
    assert (report.tables["slots"].added, report.tables["slots"].changed) == (1, 6)
    after = {row[3:]: row[0] for row in everything(engine)["slot"]}
    assert {times: after[times] for times in before} == before
    with reading(engine) as session:
        slots = session.scalars(select(Slot).order_by(Slot.position)).all()
        assert [slot.position for slot in slots] == list(range(7))
        assert [(slot.date, slot.starts) for slot in slots] == sorted(
            (slot.date, slot.starts) for slot in slots
        )


def test_another_slot_length_makes_new_slots(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    tables["fair"][0]["slot_minutes"] = 30
    tables["pins"] = []
    tables["days"] = [tables["days"][1]]
    tables["booth_hours"] = []
    tables["programme"][0]["date"] = FRIDAY
    again(prune=True)
    with reading(engine) as session:
        slots = session.scalars(select(Slot).order_by(Slot.position)).all()
        assert [(slot.date, slot.starts, slot.ends) for slot in slots] == [
            (FRIDAY, time(10), time(10, 30)),
            (FRIDAY, time(10, 30), time(11)),
        ]


def test_several_fairs_live_side_by_side(
    engine: Engine, again: Callable[..., IntakeReport], tmp_path: Path, tables: Tables
) -> None:
    first = without_ids(everything(engine))
    tables["fair"][0]["code"] = "next-year"
    tables["firms"].pop(0)
    for stem in ("firm_types", "products", "interests"):
        tables[stem] = [row for row in tables[stem] if row["firm"] != "F1"]
    report = take_in(engine, write_folder(tmp_path / "other", tables), prune=True)
    assert report.removed == 0
    assert report.missing == {}
    with reading(engine) as session:
        assert session.scalars(select(Fair.code).order_by(Fair.id)).all() == ["tiny", "next-year"]
    after = without_ids(everything(engine))
    assert all(set(rows) <= set(after[name]) for name, rows in first.items())


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
    assert counts == [23, 21]


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
