"""What is done by command stands in the record of the fair, once for each time it did something."""

from datetime import date

from sqlalchemy import select

from fairmatch.db import open_database, reading, writing
from fairmatch.fairs import find_fair
from fairmatch.models import Act, ActKind
from fairmatch.record import Chosen, count_acts
from tests.fairmatch.cli.conftest import Call


def test_acts_by_command_are_recorded(small: Call, database_url: str) -> None:
    for words in (
        ("links",),
        ("links",),
        ("mail", "addresses"),
        ("mail", "addresses"),
        ("privacy", "erase", "--firm", "F1", "--yes"),
        ("privacy", "erase", "--agency", "A1", "--yes"),
    ):
        assert small(*words).exit_code == 0
    engine = open_database(database_url)
    with reading(engine) as session:
        done = session.execute(select(Act.kind, Act.account_id).order_by(Act.id)).all()
        shown = count_acts(session, find_fair(session, None), Chosen())
    engine.dispose()
    assert [kind for kind, _ in done] == [
        ActKind.IMPORTED,
        ActKind.ADDRESSES_MADE,
        ActKind.ADDRESSES_POSTED,
        ActKind.ERASED,
        ActKind.ERASED,
    ]
    assert {account for _, account in done} == {None}
    assert shown == len(done)


def test_a_draft_made_by_command_is_recorded(small: Call, database_url: str) -> None:
    assert small("solve", "--seconds", "3").exit_code == 0
    engine = open_database(database_url)
    with reading(engine) as session:
        last = session.scalars(select(Act).order_by(Act.id.desc()).limit(1)).one()
        assert (last.kind, last.said["draft"]) == (ActKind.RUN_ASKED, 1)
    engine.dispose()


def test_the_end_of_retention_is_recorded_with_how_many_it_was_about(
    small: Call, database_url: str
) -> None:
    engine = open_database(database_url)
    with writing(engine) as session:
        find_fair(session, None).retention_until = date(2001, 1, 1)
    for _ in range(2):
        assert small("privacy", "enforce").exit_code == 0
    with reading(engine) as session:
        erased = session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()
        assert [act.said["count"] > 0 for act in erased] == [True]
    engine.dispose()
