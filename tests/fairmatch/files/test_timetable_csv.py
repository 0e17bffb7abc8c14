import csv
from pathlib import Path

from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Firm
from tests.fairmatch.exported import SMALL, export, exported_json, publish_fair


def test_a_line_a_consultation_as_excel_reads_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    publish_fair(sqlite_engine, SMALL)
    with writing(sqlite_engine) as session:
        session.scalars(select(Firm).where(Firm.code == "F1")).one().name_ko = "=1+1"
    export(sqlite_engine, tmp_path)
    content = (tmp_path / "timetable.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [
        (f"{row['date']}T{row['starts']}", row["booth"], row["agency"], row["firm"], row["uid"])
        for row in rows
    ] == [
        (one["starts_at"][:16], one["booth"], one["agency"], one["firm"], one["uid"])
        for one in exported_json(tmp_path)["consultations"]
    ]
    assert {row["firm_name_ko"] for row in rows if row["firm"] == "F1"} == {"'=1+1"}
    assert {row["state"] for row in rows} == {"confirmed"}
