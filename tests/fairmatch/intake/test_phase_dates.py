"""The phases' dates in a fair's settings: typed in local time, kept when left out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.intake import IntakeReport
from fairmatch.intake.stored import settings_of
from fairmatch.models import Fair, Phase, PhaseOverride
from fairmatch.phases import phase_state, set_by_hand, set_dates, window_of
from tests.fairmatch.fair_files import Tables, tiny_fair, write_folder, write_workbook
from tests.fairmatch.intake.steps import everything, put, refused, revision, take_in

CLOSES = datetime(2015, 10, 20, 9, 0, tzinfo=UTC)


def test_dates_are_typed_in_local_time_and_kept_in_utc(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    again()
    before = revision(engine)
    tables["fair"][0].update(
        requests_opens="2015-09-01 00:00",
        requests_closes="2015-10-20 18:00",
        marks_closes="2015. 10. 23. 24:00",
    )
    report = again()
    assert report.tables["fair"].changed == 1
    assert revision(engine) == before
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        asked = phase_state(fair, Phase.REQUESTS, CLOSES)
        assert asked.opens_at == datetime(2015, 8, 31, 15, 0, tzinfo=UTC)
        assert asked.closes_at == CLOSES
        marked = phase_state(fair, Phase.MARKS, CLOSES)
        assert marked.closes_at == datetime(2015, 10, 23, 15, 0, tzinfo=UTC)
        assert window_of(fair, Phase.REGISTRATION) is None
    kept = everything(engine)
    assert again().changed == 0
    assert everything(engine) == kept


def test_a_fair_comes_in_with_its_dates_and_goes_out_with_them(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    tables = tiny_fair()
    tables["fair"][0].update(registration_closes="2015-10-10 12:00", marks_opens="2015-10-21 09:00")
    take_in(sqlite_engine, write_workbook(tmp_path / "fair.xlsx", tables))
    with reading(sqlite_engine) as session:
        settings = settings_of(session.scalars(select(Fair)).one())
    assert settings.registration_opens is None
    tables["fair"] = [settings.model_dump(mode="json", exclude_none=True)]
    before = everything(sqlite_engine)
    report = take_in(sqlite_engine, write_folder(tmp_path / "fair", tables))
    assert report.changed == 0
    assert everything(sqlite_engine) == before


def test_dates_and_hands_of_the_organiser_survive_files_without_dates(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    again()
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        set_dates(fair, Phase.REQUESTS, None, CLOSES)
        set_by_hand(fair, Phase.REQUESTS, PhaseOverride.CLOSED, CLOSES)
    assert again().changed == 0
    tables["fair"][0]["requests_opens"] = "2015-09-01 09:00"
    assert again().changed == 1
    with reading(engine) as session:
        window = window_of(session.scalars(select(Fair)).one(), Phase.REQUESTS)
        assert window is not None
        assert window.opens_at == datetime(2015, 9, 1, 0, 0, tzinfo=UTC)
        assert (window.closes_at, window.override) == (CLOSES, PhaseOverride.CLOSED)


def test_the_same_local_time_in_another_zone_is_another_moment(
    engine: Engine, again: Callable[..., IntakeReport], tables: Tables
) -> None:
    tables["fair"][0]["requests_closes"] = "2015-10-20 18:00"
    again()
    tables["fair"][0]["zone"] = "Europe/Berlin"
    assert again().changed == 1
    with reading(engine) as session:
        window = window_of(session.scalars(select(Fair)).one(), Phase.REQUESTS)
        assert window is not None
        assert window.closes_at == datetime(2015, 10, 20, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            {"requests_closes": "2015-10-20"},
            "column requests_closes: found '2015-10-20', expected a date and time as "
            "2015-10-20 18:00, or nothing",
        ),
        (
            {"marks_opens": "2015-10-20 10:00", "marks_closes": "2015-10-19 24:00"},
            "column marks_closes: found '2015-10-20 00:00', expected marks_closes after "
            "marks_opens (2015-10-20 10:00)",
        ),
        (
            {"zone": "Europe/Berlin", "marks_closes": "2015-03-29 02:30"},
            "column marks_closes: found '2015-03-29 02:30', expected a time that the clocks of "
            "Europe/Berlin show; they are put forward over it",
        ),
        (
            {"zone": "Europe/Berlin", "marks_opens": "2015-03-29 02:30"},
            "column marks_opens: found '2015-03-29 02:30', expected a time that the clocks of "
            "Europe/Berlin show; they are put forward over it",
        ),
    ],
)
def test_dates_that_cannot_be_are_named(
    errors_of: Callable[..., list[str]], settings: dict[str, str], line: str
) -> None:
    (error,) = errors_of(put("fair", 0, **settings))
    assert line in error


def test_a_beginning_after_the_stored_end_is_named(
    engine: Engine, again: Callable[..., IntakeReport], tmp_path: Path
) -> None:
    again()
    with writing(engine) as session:
        set_dates(session.scalars(select(Fair)).one(), Phase.REQUESTS, None, CLOSES)
    tables = tiny_fair()
    tables["fair"][0]["requests_opens"] = "2015-10-21 09:00"
    (error,) = refused(engine, write_folder(tmp_path / "late", tables))
    assert error.column == "requests_opens"


def test_a_time_with_an_offset_is_refused_in_words(
    sqlite_engine: Engine, tmp_path: Path, tables: Tables
) -> None:
    folder = write_folder(tmp_path / "fair", tables)
    with (folder / "fair.toml").open("a", encoding="utf-8") as file:
        file.write("requests_closes = 2015-10-20T18:00:00+09:00\n")
    errors = refused(sqlite_engine, folder)
    assert "requests_closes has an offset from UTC" in str(errors[0])
