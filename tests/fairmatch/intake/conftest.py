"""A tiny fair that is in once already, and a way to spoil it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.intake import IntakeReport
from tests.fairmatch.fair_files import (
    Tables,
    tiny_fair,
    write_folder,
)
from tests.fairmatch.intake.steps import refused, take_in


@pytest.fixture
def tables() -> Tables:
    return tiny_fair()


@pytest.fixture
def again(engine: Engine, tmp_path: Path, tables: Tables) -> Callable[..., IntakeReport]:
    """Give an import of the tables as they are now; the fair is in once already."""
    folder = tmp_path / "fair"
    take_in(engine, write_folder(folder, tables))
    return lambda **options: take_in(engine, write_folder(folder, tables), **options)


@pytest.fixture
def errors_of(
    sqlite_engine: Engine, tmp_path: Path
) -> Callable[[Callable[[Tables], object]], list[str]]:
    """Give the lines of all errors after a change to the tiny fair."""

    def errors(change: Callable[[Tables], object]) -> list[str]:
        tables = tiny_fair()
        change(tables)
        folder = write_folder(tmp_path / "fair", tables)
        return [str(cell) for cell in refused(sqlite_engine, folder)]

    return errors
