"""The demand for every agency as CSV and workbook."""

from datetime import UTC, date, datetime

from fairmatch.demand_map import DemandMap, DemandRow, Load
from fairmatch.files import delimited, workbooks
from fairmatch.files.demand_table import demand_csv, demand_xlsx
from fairmatch.half_days import HalfDay
from fairmatch.models import Fair

DAY = date(2015, 10, 29)
MADE = datetime(2015, 10, 19, tzinfo=UTC)
DEMAND = DemandMap(
    ((DAY, HalfDay.MORNING), (DAY, HalfDay.AFTERNOON)),
    (
        DemandRow(
            "A1",
            "=1+1",
            "",
            "B1",
            2,
            Load(9, 6, 9),
            (Load(8, 6, 8), None),
        ),
    ),
    Load(9, 6, 9),
    (Load(8, 6, 8), Load(0, 0, 0)),
)


def test_every_agency_is_a_row_and_every_half_day_two_columns() -> None:
    (_, headings), (_, row) = delimited.read(demand_csv(DEMAND))
    assert headings[-4:-2] == ("2015-10-29 오전 신청", "2015-10-29 오전 좌석")
    assert row == ("A1", "'=1+1", "B1", "2", "9", "6", "3", "8", "6", "", "")


def test_the_workbook_says_the_same_and_has_no_formula() -> None:
    fair = Fair(code="fair", name_ko="구매상담회", organiser_name="서울시")
    content = demand_xlsx(fair, DEMAND, made=MADE)
    assert content == demand_xlsx(fair, DEMAND, made=MADE)
    ((title, grid),) = workbooks.read(content, wanted=lambda _: True)
    assert title == "신청 현황"
    assert isinstance(grid, list)
    assert grid[1][1] == ("A1", "=1+1", "B1", "2", "9", "6", "3", "8", "6", "", "")
