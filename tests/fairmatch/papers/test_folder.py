from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.errors import NoTimetable
from fairmatch.papers import write_papers
from tests.fairmatch.papers.conftest import ADDRESS
from tests.fairmatch.papers.read_pdf import alternatives_of
from tests.web.small_fair import publish_by_hand, small_fair

Clock = Callable[[], datetime]


def _written(engine: Engine, folder: Path, clock: Clock) -> list[Path]:
    return write_papers(
        engine, folder, fair_code=None, address=ADDRESS, secret=b"s" * 32, clock=clock
    )


def test_everything_to_print_is_written(engine: Engine, tmp_path: Path, clock: Clock) -> None:
    with writing(engine) as session:
        publish_by_hand(session, small_fair(session), clock)
    names = [
        str(file.relative_to(tmp_path / "out"))
        for file in _written(engine, tmp_path / "out", clock)
    ]
    assert names[:4] == ["book.pdf", "badges.pdf", "doors-2026-05-14.pdf", "doors-2026-05-15.pdf"]
    assert len(names) == 4 + 3 + 5
    said = alternatives_of((tmp_path / "out" / "firms" / "F1.pdf").read_bytes())
    first = next(text for text in said if "/my/" in text)
    _written(engine, tmp_path / "again", clock)
    assert first in alternatives_of((tmp_path / "again" / "firms" / "F1.pdf").read_bytes())


def test_without_a_published_version_nothing_is_written(
    engine: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(engine) as session:
        small_fair(session)
    with pytest.raises(NoTimetable):
        _written(engine, tmp_path / "out", clock)
    assert not (tmp_path / "out").exists()
