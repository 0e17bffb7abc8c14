"""A fair solved, published and exported, for tests of the files that come out."""

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.exports import export_fair
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "data" / "small"
SEOUL = ROOT / "data" / "seoul-2015"
ADDRESS = "https://fair.example"
AT = datetime(2026, 5, 10, 3, 0, tzinfo=UTC)


def publish_fair(engine: Engine, source: Path, *, seconds: float = 10) -> None:
    """Import, solve and publish a fair."""
    numbers = count(1)

    def clock() -> datetime:
        return AT

    with writing(engine) as session:
        import_fair(session, source)
    draft = solve_fair(
        engine,
        None,
        seconds=seconds,
        workers=2,
        clock=clock,
        new_uid=lambda: f"{next(numbers):032x}",
    )
    with writing(engine) as session:
        publish(session, find_fair(session, None), clock=clock, draft_id=draft)


def export(engine: Engine, folder: Path) -> list[Path]:
    """Export the only fair there is."""
    with reading(engine) as session:
        return export_fair(session, find_fair(session, None), folder, address=ADDRESS)


def exported_json(folder: Path) -> Any:
    """Give what the exported timetable.json says."""
    return json.loads((folder / "timetable.json").read_text(encoding="utf-8"))
