from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from fairmatch.acts import By, record
from fairmatch.db import open_database, reading, writing
from fairmatch.fairday.pulse import Pulse, pulse
from fairmatch.models import ActKind, Fair
from fairmatch.publishing import publish
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)

NOW = datetime(2015, 10, 29, 1, 0, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def _felt(engine: Engine, fair_id: int) -> Pulse:
    with reading(engine) as session:
        return pulse(session, fair_id)


def test_a_fair_of_which_nothing_was_published_or_done_has_a_pulse_too(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session).id
    assert _felt(engine, fair) == Pulse(0, 0)


def test_a_publication_and_an_act_are_felt_at_once_and_only_in_their_own_fair(
    engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair, other = add_fair(session), add_fair(session, "other")
        ids = fair.id, other.id
        slot = slots_of(session, fair)[0]
        pair = add_firm(session, fair, "F1"), add_agency(session, fair, "A1")
        add_interests(session, *pair)
        draft = add_draft(session, fair, {pair: (slot, 1)})
        quiet = pulse(session, other.id)
        publish(session, fair, clock=clock, draft_id=draft.id)
    published = _felt(engine, ids[0])
    assert published.version == 1
    with writing(engine) as session:
        record(session, session.get_one(Fair, ids[0]), By(None, NOW), ActKind.BY_HAND)
    after = _felt(engine, ids[0])
    assert after.version == 1
    assert after.act > published.act
    assert _felt(engine, ids[1]) == quiet


def test_a_look_is_one_query(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session).id
    with reading(engine) as session, statements(engine) as sent:
        pulse(session, fair)
    assert len([one for one in sent if one.lstrip().startswith("SELECT")]) == 1
