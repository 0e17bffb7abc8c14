from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.models import FairDay
from fairmatch.overview import Figures, all_fairs, at_once, figures
from fairmatch.publishing import publish
from fairmatch.segments import segment_name
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)


def test_fairs_come_newest_first(engine: Engine) -> None:
    with writing(engine) as session:
        older = add_fair(session, "older")
        add_fair(session, "newer")
        add_fair(session, "empty", days=0)
        session.flush()
        for day in session.query(FairDay).filter_by(fair_id=older.id):
            day.date = day.date.replace(year=2014)
    with reading(engine) as session:
        assert [fair.code for fair in all_fairs(session)] == ["newer", "older", "empty"]


def test_figures_count_one_fair_and_its_latest_version(
    engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = add_fair(session, "fair")
        agency = add_agency(session, fair, "A1")
        firms = [add_firm(session, fair, code) for code in ("F1", "F2")]
        for firm in firms:
            add_interests(session, firm, agency)
        other = add_fair(session, "other")
        add_agency(session, other, "A1")
    with reading(engine) as session:
        before = figures(session, find_fair(session, "fair"))
    assert before == Figures(1, 2, 2, 0, 0, None, None)
    with writing(engine) as session:
        fair = find_fair(session, "fair")
        slots = slots_of(session, fair)
        agency = session.merge(agency)
        held = {(session.merge(firms[0]), agency): (slots[0], 1)}
        publish(session, fair, clock=clock, draft_id=add_draft(session, fair, held).id)
        add_draft(session, fair, {})
    with reading(engine) as session:
        after = figures(session, find_fair(session, "fair"))
    assert (after.version, after.consultations) == (1, 1)


def test_a_segment_is_named_in_both_languages_or_names_itself() -> None:
    assert segment_name("76", "ko") == "청소·폐기물 서비스"
    assert segment_name("76", "en") == "Cleaning and waste services"
    assert segment_name("00", "ko") == "00"


def test_consultations_at_once_are_counted_at_every_slot_in_local_time(
    engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = add_fair(session, "fair", days=2, slots=2)
        agencies = [add_agency(session, fair, code) for code in ("A1", "A2")]
        firms = [add_firm(session, fair, code) for code in ("F1", "F2")]
        slots = slots_of(session, fair)
        draft = add_draft(
            session,
            fair,
            {
                (firms[0], agencies[0]): (slots[0], 1),
                (firms[1], agencies[1]): (slots[0], 1),
                (firms[0], agencies[1]): (slots[3], 1),
            },
        )
        assert at_once(session, draft) == {
            slots[0].date: [(time(10, 0), 2), (time(10, 20), 0)],
            slots[3].date: [(time(10, 0), 0), (time(10, 20), 1)],
        }
