"""What the tests of intake do again and again."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import BadCell, BadInput
from fairmatch.intake import IntakeReport, import_fair
from fairmatch.models import (
    Base,
    Fair,
)
from tests.fairmatch.fair_files import (
    Tables,
)

HANGUL = re.compile("[가-힣]")


def take_in(engine: Engine, source: Path, *, prune: bool = False) -> IntakeReport:
    with writing(engine) as session:
        return import_fair(session, source, prune=prune)


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Give all rows of all tables."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }


def without_ids(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted((row[1:] for row in found), key=repr) for name, found in rows.items()}


def revision(engine: Engine, code: str = "tiny") -> int:
    with reading(engine) as session:
        return session.scalars(select(Fair.revision).where(Fair.code == code)).one()


def refused(engine: Engine, source: Path, *, prune: bool = False) -> tuple[BadCell, ...]:
    with writing(engine) as session, pytest.raises(BadInput) as caught:
        import_fair(session, source, prune=prune)
    for cell in caught.value.cells:
        assert HANGUL.search(cell.expected.ko), cell
        assert isinstance(cell.found, str) or HANGUL.search(cell.found.ko), cell
    return caught.value.cells


def put(stem: str, at: int, /, **values: object) -> Callable[[Tables], None]:
    """Give a change of one row."""
    return lambda tables: tables[stem][at].update(values)


def add(stem: str, /, **values: object) -> Callable[[Tables], None]:
    """Give a change that adds a row."""
    return lambda tables: tables[stem].append(values)
