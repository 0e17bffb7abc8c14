from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from fairmatch.reports import QualityReport
from tests.fairmatch.exported import SMALL, export, publish_fair


def test_every_figure_of_the_report_is_a_typed_cell(sqlite_engine: Engine, tmp_path: Path) -> None:
    publish_fair(sqlite_engine, SMALL)
    export(sqlite_engine, tmp_path)
    report = QualityReport.model_validate_json((tmp_path / "quality-report.json").read_bytes())
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    rows = book.get_sheet_by_name("보고서").to_python()[1:]
    goals = [row for row in rows if row[0] == "목표 Goals"]
    assert [(row[3], row[4]) for row in goals] == [(one.value, one.bound) for one in report.tiers]
    found = {(row[0], row[2]): row[3] for row in rows}
    assert found["수요 Demand", "Held"] == report.demand.held
    assert found["공정성 Fairness", "Gini"] == report.fairness.gini
    assert found["편의 Comfort", "Walking (m), most"] == report.comfort.walking_metres.most
    assert sum(
        int(str(found["공정성 Fairness", f"Firms with {number}"]).removesuffix(".0"))
        for number in range(len(report.fairness.histogram))
    ) == sum(report.fairness.histogram)
    load = book.get_sheet_by_name("부스별 수요").to_python()[1:]
    assert [(row[0], row[5], row[6], row[7]) for row in load] == [
        (one.booth, one.asked, one.seats, one.held) for one in report.load
    ]
