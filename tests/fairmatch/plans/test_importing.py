"""An import of the whole fair: it publishes, is dated, and is not overwritten unknowingly."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.catalogue import PlanQuery, search_plans
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import AuthorSide, PlanAct, PlanState
from fairmatch.plans.changing import Author, edit_plan, withdraw_plan
from fairmatch.plans.errors import PlanChanged
from fairmatch.plans.history import history
from fairmatch.plans.values import values_of
from tests.fairmatch.fair_files import Tables, tiny_fair, write_folder
from tests.fairmatch.plans.rows import agency, item

TakeIn = Callable[[Tables], object]


@pytest.fixture
def take_in(engine: Engine, tmp_path: Path, clock: Callable[[], datetime]) -> TakeIn:
    def read(tables: Tables) -> object:
        with writing(engine) as session:
            return import_fair(session, write_folder(tmp_path / "fair", tables), clock=clock)

    return read


def test_an_import_publishes_and_is_dated(
    engine: Engine, take_in: TakeIn, clock: Callable[[], datetime]
) -> None:
    take_in(tiny_fair())
    with reading(engine) as session:
        found = search_plans(session, find_fair(session, "tiny"), PlanQuery())
        assert [one.state for one in found.items] == [PlanState.PUBLISHED] * 2
        [made] = history(session, item(session, "P1"))
        assert (made.act, made.side, made.at, made.version) == (
            PlanAct.PUBLISHED,
            AuthorSide.ORGANISER,
            clock(),
            1,
        )


def test_a_second_import_notes_what_it_changed_only(engine: Engine, take_in: TakeIn) -> None:
    take_in(tiny_fair())
    tables = tiny_fair()
    tables["plans"][0]["amount"] = "300만원"
    take_in(tables)
    tables["plans"][0]["amount"] = "310만원"
    take_in(tables)
    with reading(engine) as session:
        last, _ = history(session, item(session, "P1"))
        assert (last.act, last.fields) == (PlanAct.EDITED, {"amount": [3_000_000, 3_100_000]})
        assert item(session, "P1").version == 2
        assert len(history(session, item(session, "P2"))) == 1


def test_a_page_opened_before_an_import_does_not_overwrite_it(
    engine: Engine, take_in: TakeIn, by: Author
) -> None:
    take_in(tiny_fair())
    with reading(engine) as session:
        seen = values_of(item(session, "P1"))
    tables = tiny_fair()
    tables["plans"][0]["title"] = "재생 복사용지"
    take_in(tables)
    with writing(engine) as session, pytest.raises(PlanChanged):
        edit_plan(session, agency(session), seen, 1, by)


def test_an_import_leaves_what_it_has_no_column_for(
    engine: Engine, take_in: TakeIn, by: Author
) -> None:
    take_in(tiny_fair())
    with writing(engine) as session:
        row = values_of(item(session, "P1")).model_copy(update={"contact": "이계약"})
        edit_plan(session, agency(session), row, 1, by)
    tables = tiny_fair()
    tables["plans"][0]["amount"] = 5
    take_in(tables)
    with reading(engine) as session:
        assert (item(session, "P1").contact, item(session, "P1").amount) == ("이계약", 5)


def test_an_import_does_not_publish_what_its_officer_has_withdrawn(
    engine: Engine, take_in: TakeIn, by: Author
) -> None:
    take_in(tiny_fair())
    with writing(engine) as session:
        withdraw_plan(session, agency(session), "P1", 1, by)
    tables = tiny_fair()
    tables["plans"][0]["amount"] = 5
    take_in(tables)
    with reading(engine) as session:
        assert (item(session, "P1").state, item(session, "P1").amount) == (PlanState.WITHDRAWN, 5)
        found = search_plans(session, find_fair(session, "tiny"), PlanQuery())
        assert [one.code for one in found.items] == ["P2"]
