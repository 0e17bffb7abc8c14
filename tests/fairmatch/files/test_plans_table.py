"""Purchasing plans as open data: what a spreadsheet shows is what the plan says."""

import csv
import io
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fairmatch.files.plans_table import plans_csv, plans_xlsx
from fairmatch.models import Agency, AgencyKind, BuyingMethod, Fair, PlanItem

MADE = datetime(2015, 10, 1, 9, 0, tzinfo=UTC)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)


def _item(title: str = "환경미화원 근무복", department: str = "총무과") -> PlanItem:
    agency = Agency(code="A1", name_ko="종로구청", name_en="Jongno", kind=AgencyKind.DISTRICT)
    return PlanItem(
        code="P1",
        agency=agency,
        title=title,
        department=department,
        category="53102710",
        amount=19_000_000,
        year=2016,
        quarter=1,
        method=BuyingMethod.NEGOTIATED,
        participation="수의계약 우대",
    )


def _fair() -> Fair:
    return Fair(code="fair", name_ko="구매상담회", organiser_name="서울시")


def test_csv_opens_in_excel_with_korean_headings() -> None:
    content = plans_csv([_item()])
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert heading[:5] == ["계획 번호", "기관 코드", "기관", "부서", "사업명"]
    assert row == [
        "P1", "A1", "종로구청", "총무과", "환경미화원 근무복", "53102710", "19000000", "2016", "1",
        "수의계약", "수의계약 우대",
    ]  # fmt: skip


@given(
    title=PLAIN, department=st.sampled_from("=+-@").flatmap(lambda sign: PLAIN.map(sign.__add__))
)
def test_no_cell_of_the_csv_is_taken_for_a_formula(title: str, department: str) -> None:
    content = plans_csv([_item(title, department)]).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(content, newline="")))[1]
    assert row[3] == f"'{department}"
    assert row[4] in (title, f"'{title}")
    assert not row[4].startswith(("=", "+", "-", "@"))


def test_the_workbook_has_typed_cells_and_the_same_bytes_each_time() -> None:
    item = _item(title="=1+1")
    content = plans_xlsx(_fair(), [item], made=MADE)
    assert content == plans_xlsx(_fair(), [item], made=MADE)
    heading, row = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(
        0
    ).to_python()  # fmt: skip
    assert heading[4] == "사업명\nTitle"
    assert row[4:9] == ["=1+1", "53102710", 19_000_000, 2016, 1]
