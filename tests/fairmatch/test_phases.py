"""When firms may register and ask, and agencies answer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import BadMoment, PhaseClosed, PhaseOrder
from fairmatch.models import Fair, FairDay, Phase, PhaseOverride, PhaseWindow
from fairmatch.phases import (
    PhaseState,
    local_of,
    phase_state,
    require_open,
    set_by_hand,
    set_dates,
    utc_of,
)
from tests.fairmatch.fair_rows import add_fair

OPENS = datetime(2015, 10, 1, 0, 0, tzinfo=UTC)
CLOSES = datetime(2015, 10, 20, 9, 0, tzinfo=UTC)
DOORS = datetime(2015, 10, 29, 1, 0, tzinfo=UTC)
"""When the first day of the fair begins: 10:00 in Seoul."""
HOUR = timedelta(hours=1)


@pytest.fixture
def fair() -> Fair:
    day = FairDay(date=date(2015, 10, 29), opens=time(10), closes=time(17))
    later = FairDay(date=date(2015, 10, 30), opens=time(9), closes=time(17))
    return Fair(code="fair", zone="Asia/Seoul", days=[later, day])


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def opened(fair: Fair, now: datetime) -> bool:
    return phase_state(fair, Phase.REQUESTS, now).open


def test_without_dates_a_phase_is_open_until_the_fair_begins(fair: Fair) -> None:
    assert phase_state(fair, Phase.REQUESTS, OPENS) == PhaseState(True, None, DOORS)
    assert opened(fair, DOORS - HOUR)
    assert not opened(fair, DOORS)


def test_a_fair_without_days_is_open_without_end() -> None:
    fair = Fair(code="fair", zone="Asia/Seoul")
    assert phase_state(fair, Phase.MARKS, DOORS) == PhaseState(True, None, None)


def test_a_phase_is_open_from_its_first_moment_until_just_before_its_last(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    assert not opened(fair, OPENS - timedelta(microseconds=1))
    assert opened(fair, OPENS)
    assert opened(fair, CLOSES - timedelta(microseconds=1))
    assert not opened(fair, CLOSES)
    assert phase_state(fair, Phase.MARKS, CLOSES).open


def test_a_beginning_alone_ends_when_the_fair_begins(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, None)
    assert phase_state(fair, Phase.REQUESTS, OPENS) == PhaseState(True, OPENS, DOORS)


def test_what_is_closed_says_since_when(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    with pytest.raises(PhaseClosed, match="requests: closed at 2015-10-20 09:00") as caught:
        require_open(fair, Phase.REQUESTS, CLOSES)
    assert (caught.value.phase, caught.value.closed_at, caught.value.opens_at) == (
        Phase.REQUESTS,
        CLOSES,
        None,
    )


def test_what_is_not_open_yet_says_from_when(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    with pytest.raises(PhaseClosed, match="requests: opens at") as caught:
        require_open(fair, Phase.REQUESTS, OPENS - HOUR)
    assert (caught.value.closed_at, caught.value.opens_at) == (None, OPENS)
    require_open(fair, Phase.REQUESTS, OPENS)


def test_closed_by_hand_beats_the_dates_until_the_dates_count_again(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    set_by_hand(fair, Phase.REQUESTS, PhaseOverride.CLOSED, OPENS + HOUR)
    state = phase_state(fair, Phase.REQUESTS, OPENS + 2 * HOUR)
    assert state == PhaseState(False, OPENS, OPENS + HOUR, PhaseOverride.CLOSED)
    with pytest.raises(PhaseClosed) as caught:
        require_open(fair, Phase.REQUESTS, OPENS + 2 * HOUR)
    assert caught.value.closed_at == OPENS + HOUR
    set_by_hand(fair, Phase.REQUESTS, None, OPENS + 3 * HOUR)
    assert opened(fair, OPENS + 3 * HOUR)


def test_closed_by_hand_before_it_opened_it_does_not_open_of_itself(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    set_by_hand(fair, Phase.REQUESTS, PhaseOverride.CLOSED, OPENS - HOUR)
    assert not phase_state(fair, Phase.REQUESTS, OPENS - HOUR).coming(OPENS - HOUR)
    assert not opened(fair, OPENS + HOUR)


def test_opened_by_hand_early_it_still_ends_by_its_dates(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    set_by_hand(fair, Phase.REQUESTS, PhaseOverride.OPEN, OPENS - HOUR)
    state = phase_state(fair, Phase.REQUESTS, OPENS - HOUR)
    assert state == PhaseState(True, OPENS - HOUR, CLOSES, PhaseOverride.OPEN)
    assert not opened(fair, CLOSES)


def test_opened_by_hand_after_its_end_it_stays_open_until_closed_by_hand(fair: Fair) -> None:
    set_dates(fair, Phase.REQUESTS, OPENS, CLOSES)
    set_by_hand(fair, Phase.REQUESTS, PhaseOverride.OPEN, CLOSES + HOUR)
    state = phase_state(fair, Phase.REQUESTS, DOORS + HOUR)
    assert state == PhaseState(True, CLOSES + HOUR, None, PhaseOverride.OPEN)


def test_closing_before_opening_is_refused(fair: Fair) -> None:
    with pytest.raises(PhaseOrder) as caught:
        set_dates(fair, Phase.REQUESTS, CLOSES, CLOSES)
    assert (caught.value.phase, caught.value.opens_at) == (Phase.REQUESTS, CLOSES)
    assert fair.windows == []


def test_what_is_set_is_kept(session: Session, engine: Engine) -> None:
    fair = add_fair(session)
    set_dates(fair, Phase.MARKS, OPENS, CLOSES)
    set_dates(fair, Phase.MARKS, None, CLOSES)
    set_by_hand(fair, Phase.MARKS, PhaseOverride.OPEN, DOORS)
    session.commit()
    with reading(engine) as other:
        kept = phase_state(other.scalars(select(Fair)).one(), Phase.MARKS, DOORS)
    assert kept == PhaseState(True, DOORS, None, PhaseOverride.OPEN)


@pytest.mark.parametrize(
    "columns",
    [
        {"opens_at": CLOSES, "closes_at": OPENS},
        {"override": PhaseOverride.OPEN},
        {"override_at": OPENS},
    ],
)
def test_the_database_refuses_what_no_phase_can_be(
    engine: Engine, columns: dict[str, object]
) -> None:
    with writing(engine) as session:
        fair_id = add_fair(session).id
    window = PhaseWindow(fair_id=fair_id, phase=Phase.MARKS, **columns)
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(window)


def test_local_times_are_read_in_the_zone_of_the_fair() -> None:
    evening = datetime(2015, 10, 20, 18)  # noqa: DTZ001
    assert utc_of(evening, "Asia/Seoul") == CLOSES
    assert local_of(CLOSES, "Asia/Seoul") == evening
    assert utc_of(evening, "America/New_York") == datetime(2015, 10, 20, 22, tzinfo=UTC)


def test_midnight_in_seoul_is_still_the_day_before_in_utc() -> None:
    midnight = datetime(2015, 10, 21)  # noqa: DTZ001
    assert utc_of(midnight, "Asia/Seoul") == datetime(2015, 10, 20, 15, tzinfo=UTC)


def test_a_time_that_summer_time_skips_is_refused() -> None:
    skipped = datetime(2015, 3, 29, 2, 30)  # noqa: DTZ001
    with pytest.raises(BadMoment, match="Europe/Berlin never show 2015-03-29 02:30"):
        utc_of(skipped, "Europe/Berlin")
    with pytest.raises(BadMoment):
        utc_of(skipped, "Europe/Berlin", late=True)


def test_a_time_shown_twice_is_the_first_or_with_late_the_second() -> None:
    twice = datetime(2015, 10, 25, 2, 30)  # noqa: DTZ001
    first = utc_of(twice, "Europe/Berlin")
    assert first == datetime(2015, 10, 25, 0, 30, tzinfo=UTC)
    assert utc_of(twice, "Europe/Berlin", late=True) - first == HOUR


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001
    zone=st.sampled_from(["Asia/Seoul", "Europe/London", "Australia/Lord_Howe", "UTC"]),
)
def test_a_local_time_comes_back_as_it_was_typed(at: datetime, zone: str) -> None:
    moment = at.replace(tzinfo=UTC)
    local = local_of(moment, zone)
    assert moment in {utc_of(local, zone), utc_of(local, zone, late=True)}
    assert local_of(utc_of(local, zone), zone) == local
    assert utc_of(local, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == local
