"""What a second import adds, changes, keeps and removes."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from fairmatch.db import reading, writing
from fairmatch.intake import IntakeReport
from fairmatch.models import (
    Agency,
    Booth,
    BoothHours,
    Fair,
    Firm,
    FirmCertificate,
    Interest,
    Pin,
    PlanItem,
    Product,
    Slot,
    Synonym,
)
from tests.fairmatch.fair_files import (
    FRIDAY,
    Tables,
    write_folder,
)
from tests.fairmatch.intake.steps import everything, revision, take_in, without_ids


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


def test_what_the_fairs_days_brought_stays_where_the_files_have_no_column_for_it(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    with writing(engine) as session:
        session.execute(update(Firm).where(Firm.code == "F1").values(walk_in=True))
        session.execute(update(Interest).where(Interest.rank == 2).values(walk_in_on=FRIDAY))
    before = everything(engine)
    assert again().changed == 0
    assert everything(engine) == before
    tables["firms"][0]["walk_in"] = "no"
    for wish in tables["interests"]:
        wish["walk_in_on"] = ""
    report = again()
    assert report.stale
    assert (report.tables["firms"].changed, report.tables["interests"].changed) == (1, 1)


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
    assert all(row in after[name] for name, rows in first.items() for row in rows)


def test_synonyms_are_known_by_both_words(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    tables["synonyms"] = [{"word": "펜던트등", "meaning": "전등"}]
    report = again()
    assert not report.stale
    assert report.tables["synonyms"].added == 1
    assert report.missing["synonyms"] == ("펜던트등 ~ 조명", "대청소 ~ ")
    assert again(prune=True).tables["synonyms"].removed == 2
    with reading(engine) as session:
        rows = session.execute(select(Synonym.word, Synonym.meaning)).all()
    assert rows == [("펜던트등", "전등")]
