"""An agency's spreadsheet: tried, every error told with its place, taken in whole or not at all."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from fairmatch.db import reading, writing
from fairmatch.errors import BadInput
from fairmatch.files.template import table_template
from fairmatch.models import PlanItem, PlanState, PlanUpload
from fairmatch.plans.changing import Author, add_plan, edit_plan
from fairmatch.plans.errors import UnknownUpload, UploadChanged
from fairmatch.plans.uploaded import MAX_ROWS, UploadedPlan
from fairmatch.plans.uploading import (
    Taken,
    Trial,
    drop_upload,
    find_upload,
    keep_upload,
    take_upload,
    try_upload,
)
from fairmatch.plans.values import values_of
from tests.fairmatch.plans.rows import agency, item, plan_row

HEAD = ["계획 번호", "사업명", "부서", "물품분류번호", "예산(원)", "연도", "분기", "계약방법"]
NEW = ["", "현관 도색", "총무과", "72151301", "1,900만원", "2016", "2", "수의계약"]
HELD = ["A1-001", "환경미화원 근무복 구매", "청소행정과", "53102710", "19000000", "2016", "1"]
HELD.append("수의계약")

NewUid = Callable[[], str]


def table(*rows: list[str], head: list[str] | None = None, encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([head or HEAD, *rows])
    return file.getvalue().encode(encoding)


def changed(row: list[str], **cells: str) -> list[str]:
    return [cells.get(heading, cell) for heading, cell in zip(HEAD, row, strict=True)]


def tried(engine: Engine, content: bytes, name: str = "계획.csv") -> Trial:
    with reading(engine) as session:
        return try_upload(session, agency(session), name, content)


def errors(engine: Engine, content: bytes) -> list[str]:
    return [str(cell) for cell in tried(engine, content).errors]


def count(engine: Engine, model: Any) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_trial_tells_what_is_new_changed_and_the_same_and_does_nothing(
    agencies: Engine, by: Author
) -> None:
    with writing(agencies) as session:
        add_plan(session, agency(session), plan_row(title="둘째"), by, publish=False)
        add_plan(session, agency(session), plan_row(title="셋째"), by, publish=False)
    second = changed(HELD, **{"계획 번호": "A1-002", "사업명": "둘째 고침"})
    trial = tried(agencies, table(HELD, second, NEW))
    assert [row.title for row in trial.new] == ["현관 도색"]
    assert trial.new[0].amount == 19_000_000
    assert [(one.after.code, one.fields, one.state) for one in trial.changed] == [
        ("A1-002", {"title": ["둘째", "둘째 고침"]}, PlanState.DRAFT)
    ]
    assert (trial.same, trial.left, trial.errors) == (1, 1, ())
    assert count(agencies, PlanItem) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_any_encoding_that_excel_writes_is_read(agencies: Engine, encoding: str) -> None:
    assert tried(agencies, table(NEW, encoding=encoding)).new[0].title == "현관 도색"


def test_a_column_that_is_left_out_is_left_as_it_is(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        edit_plan(session, agency(session), plan_row(contact="김담당"), 1, by)
    head = ["계획 번호", "사업명", "예산(원)", "연도", "분기", "계약방법"]
    row = ["A1-001", "환경미화원 근무복 구매", "5", "2016", "1", "수의계약"]
    [one] = tried(agencies, table(row, head=head)).changed
    assert one.fields == {"amount": [19_000_000, 5]}
    assert (one.after.contact, one.after.category) == ("김담당", "53102710")


def test_the_template_holds_the_agencys_items_and_is_read_back_as_the_same(
    agencies: Engine, by: Author
) -> None:
    with writing(agencies) as session:
        add_plan(session, agency(session), plan_row(title="=1+1", category=""), by, publish=False)
        rows = [values_of(one) for one in session.scalars(select(PlanItem).order_by(PlanItem.id))]
    content = table_template(UploadedPlan, rows, without=frozenset({"agency"}))
    trial = tried(agencies, content, "plans.xlsx")
    assert trial.errors == ()
    assert (trial.same, trial.new, trial.changed) == (2, (), ())
    empty = tried(agencies, table_template(UploadedPlan), "plans.xlsx")
    assert [str(cell) for cell in empty.errors] == [
        "plans.xlsx, sheet 구매계획: found 'no rows', expected at least one row under the headings"
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [changed(NEW, **{"예산(원)": "많이"})],
            "row 2, column 예산(원): found '많이', expected an amount in won from 0 to "
            "10,000,000,000,000, as 19,000,000 or 1,900만원",
        ),
        (
            [NEW, changed(NEW, **{"물품분류번호": "123", "사업명": "벽화"})],
            "row 3, column 물품분류번호: found '123', expected eight digits, or nothing (if a "
            "leading zero was lost, format the column as text)",
        ),
        (
            [changed(NEW, **{"계획 번호": "A2-001"})],
            "row 2, column 계획 번호: found 'A2-001', expected the code of an item of your own, "
            "one that nobody uses, or nothing",
        ),
        (
            [HELD, HELD],
            "row 3, column 계획 번호: found 'A1-001', expected each code once; row 2 has it "
            "already",
        ),
        (
            [changed(HELD, **{"계획 번호": ""})],
            "row 2, column 계획 번호: expected the code A1-001 of the item that says the same, or "
            "another title",
        ),
        (
            [NEW, NEW],
            "row 3, column 계획 번호: expected another title than row 2, or a code of its own",
        ),
        (
            [changed(NEW, **{"사업명": "#REF!"})],
            "row 2, column 사업명: found '#REF!', expected a value; the formula in this cell "
            "failed",
        ),
    ],
)
def test_every_error_has_its_row_and_column(
    agencies: Engine, by: Author, rows: list[list[str]], told: str
) -> None:
    with writing(agencies) as session:
        add_plan(session, agency(session, "A2"), plan_row(), by, publish=True)
    trial = tried(agencies, table(*rows))
    assert [str(cell) for cell in trial.errors] == [f"계획.csv, {told}"]
    korean = trial.errors[0].in_language("ko")
    assert "행" in korean
    assert "expected" not in korean
    assert (trial.new, trial.changed, trial.seal) == ((), (), "")


def test_another_agencys_rows_are_refused(agencies: Engine) -> None:
    head = [*HEAD, "기관 코드"]
    assert errors(agencies, table([*NEW, "A2"], head=head)) == [
        "계획.csv, row 2, column 기관 코드: found 'A2', expected your agency's own code A1, or "
        "nothing"
    ]
    assert errors(agencies, table([*NEW, "A1"], head=head)) == []


def test_what_is_no_table_is_refused(agencies: Engine) -> None:
    for content in (b"", b"\x00\x01", b"PK\x03\x04", zip_of(b"x"), b"<html>"):
        [one] = errors(agencies, content)
        assert one.startswith("계획.csv: found "), one
    assert "no such column" in errors(agencies, b"%PDF-1.7")[-1]
    [one] = errors(agencies, table(*([NEW] * (MAX_ROWS + 1))))[:1]
    assert one == "계획.csv: found '1,001 rows', expected at most 1,000 rows"


def zip_of(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../etc/passwd", content)
    return file.getvalue()


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\plans\\a.csv", "a\nb.csv", ""])
def test_a_path_in_a_file_name_is_only_a_name(agencies: Engine, name: str) -> None:
    [one] = tried(agencies, b"", name).errors
    assert "/" not in str(one.file)
    assert "\\" not in str(one.file)
    assert "\n" not in str(one.file)


def keep(engine: Engine, content: bytes, by: Author, new_uid: NewUid) -> tuple[str, str]:
    """Keep a file for A1 and give its name and the seal of its trial."""
    with writing(engine) as session:
        own = agency(session)
        uid = keep_upload(session, own, "계획.csv", content, by=by, new_uid=new_uid).uid
        return uid, try_upload(session, own, "계획.csv", content).seal


@pytest.mark.parametrize("publish", [True, False])
def test_what_was_tried_is_done_once(
    agencies: Engine, by: Author, new_uid: NewUid, publish: bool
) -> None:
    own_code = changed(NEW, **{"계획 번호": "A1-002", "사업명": "벽화"})
    content = table(changed(HELD, **{"예산(원)": "2천만"}), NEW, own_code)
    uid, seal = keep(agencies, content, by, new_uid)
    with writing(agencies) as session:
        taken = take_upload(session, agency(session), uid, seal, by, publish=publish)
        assert taken == Taken(new=2, changed=1)
    with reading(agencies) as session:
        assert item(session).amount == 20_000_000
        assert item(session).version == 2
        state = PlanState.PUBLISHED if publish else PlanState.DRAFT
        assert [item(session, code).state for code in ("A1-002", "A1-003")] == [state, state]
        assert item(session, "A1-003").title == "현관 도색"
    with writing(agencies) as session, pytest.raises(UnknownUpload):
        take_upload(session, agency(session), uid, seal, by, publish=publish)
    assert count(agencies, PlanUpload) == 0


def test_what_changed_after_the_trial_is_not_overwritten(
    agencies: Engine, by: Author, new_uid: NewUid
) -> None:
    uid, seal = keep(agencies, table(changed(HELD, **{"예산(원)": "7"})), by, new_uid)
    with writing(agencies) as session:
        edit_plan(session, agency(session), plan_row(title="누군가 고침"), 1, by)
    with writing(agencies) as session, pytest.raises(UploadChanged):
        take_upload(session, agency(session), uid, seal, by, publish=True)
    with reading(agencies) as session:
        assert (item(session).title, item(session).amount) == ("누군가 고침", 19_000_000)
        assert find_upload(session, agency(session), uid).name == "계획.csv"


def test_a_file_with_an_error_is_not_kept(agencies: Engine, by: Author, new_uid: NewUid) -> None:
    bad = table(changed(NEW, **{"분기": "5"}))
    with writing(agencies) as session, pytest.raises(BadInput):
        keep_upload(session, agency(session), "계획.csv", bad, by=by, new_uid=new_uid)
    assert count(agencies, PlanUpload) == 0


def test_a_file_is_its_own_agencys_and_waits_for_a_day(
    agencies: Engine, by: Author, new_uid: NewUid, clock: Callable[[], datetime]
) -> None:
    uid, seal = keep(agencies, table(NEW), by, new_uid)
    with writing(agencies) as session:
        other = agency(session, "A2")
        drop_upload(session, other, uid)
        with pytest.raises(UnknownUpload):
            take_upload(session, other, uid, seal, by, publish=True)
    later = Author(by.side, lambda: clock() + timedelta(days=1, seconds=1))
    second, _ = keep(agencies, table(NEW), later, new_uid)
    with writing(agencies) as session:
        with pytest.raises(UnknownUpload):
            find_upload(session, agency(session), uid)
        drop_upload(session, agency(session), second)
    assert count(agencies, PlanUpload) == 0
