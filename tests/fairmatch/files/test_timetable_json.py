import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.fairs import find_fair
from fairmatch.files.timetable_json import schema
from fairmatch.models import Agency, Firm, Timetable
from fairmatch.reports import QualityReport
from fairmatch.schedules import fair_schedule
from tests.fairmatch.exported import ROOT, SMALL, export, exported_json, publish_fair
from tests.fairmatch.files.json_schema import problems

DOCUMENTED = ROOT / "docs" / "schema" / "timetable.schema.json"


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    publish_fair(sqlite_engine, SMALL)
    return sqlite_engine


def test_the_schema_in_the_documentation_is_the_one_the_program_writes_by() -> None:
    assert DOCUMENTED.read_text(encoding="utf-8") == schema()


def test_the_json_says_what_is_published_and_fits_its_schema(small: Engine, tmp_path: Path) -> None:
    export(small, tmp_path)
    found = exported_json(tmp_path)
    documented = json.loads(DOCUMENTED.read_text(encoding="utf-8"))
    assert problems(found, documented) == []
    with reading(small) as session:
        shown = fair_schedule(session, find_fair(session, None))
        unmet = QualityReport.model_validate(session.scalars(select(Timetable)).one().report).unmet
    assert [
        (
            one["uid"],
            one["firm"],
            one["agency"],
            one["table"],
            datetime.fromisoformat(one["starts_at"]),
        )
        for one in found["consultations"]
    ] == [(one.uid, one.firm_code, one.agency_code, one.table, one.starts_at) for one in shown]
    assert {one["starts_at"][-6:] for one in found["consultations"]} == {"+09:00"}
    assert [(one["firm"], one["agency"]) for one in found["unmet"]] == [
        (one.firm_code, one.agency_code) for one in unmet
    ]
    assert found["version"] == {"number": 1, "published_at": "2026-05-10T03:00:00Z"}
    assert found["fair"]["days"][0]["opens"] == "10:00"


def test_the_judge_of_schemas_finds_what_does_not_fit(small: Engine, tmp_path: Path) -> None:
    export(small, tmp_path)
    documented = json.loads(DOCUMENTED.read_text(encoding="utf-8"))

    def spoilt(change: Callable[[Any], object]) -> list[str]:
        found = exported_json(tmp_path)
        change(found)
        return problems(found, documented)

    first = "$.consultations[0]"
    assert spoilt(lambda f: f["consultations"][0].update(table=0)) == [
        f"{first}.table: 0 is below 1"
    ]
    assert spoilt(lambda f: f["consultations"][0].pop("uid")) == [f"{first}: uid is missing"]
    assert spoilt(lambda f: f["consultations"][0].update(phone="1")) == [
        f"{first}: phone is unknown"
    ]
    assert spoilt(lambda f: f["consultations"][0].update(state="maybe"))
    assert spoilt(lambda f: f["consultations"][0].update(starts_at="2026-05-14T10:00:00"))
    assert spoilt(lambda f: f["consultations"][0].update(plan=3))
    assert spoilt(lambda f: f["fair"]["days"][0].update(opens="10 o'clock"))
    assert spoilt(lambda f: f["fair"]["days"][0].update(date="Thursday"))
    assert spoilt(lambda f: f.update(format_version=True))
    assert spoilt(lambda f: f.update(format_version=2))
    assert spoilt(lambda f: f.update(firms={}))


def test_no_telephone_or_e_mail_is_in_theexported_json(small: Engine, tmp_path: Path) -> None:
    with reading(small) as session:
        contacts = [
            contact
            for party in (*session.scalars(select(Firm)), *session.scalars(select(Agency)))
            for contact in (party.phone, party.email)
            if contact
        ]
    export(small, tmp_path)
    text = (tmp_path / "timetable.json").read_text(encoding="utf-8")
    assert contacts
    assert not [contact for contact in contacts if contact in text]
