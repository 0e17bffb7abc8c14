"""What is proposed after something happened."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from fairmatch.errors import NoTimetable, UnknownParty
from fairmatch.models import Fair, OfferAnswer, SeatOffer, Waiting
from fairmatch.publishing import Spot
from fairmatch.repairs.aftermath import Happened
from fairmatch.repairs.disruptions import (
    AtClosing,
    BoothAway,
    FirmGone,
    OverLunch,
    RunningLate,
    TableMore,
)
from fairmatch.repairs.errors import NoSuchTime, NothingToCome
from fairmatch.repairs.finding import Found, find_repair
from fairmatch.repairs.standing import Held, Standing, read_standing
from tests.fairmatch.fair_rows import FIRST_DAY, add_fair
from tests.fairmatch.publishing_fair import AFTER, DURING, MORNING

NEXT_DAY = FIRST_DAY + timedelta(days=1)
Changes = dict[str, tuple[str, str]]


def _told(standing: Standing, found: Found) -> Changes:
    """Give the changes by firm and agency, old → new local time, "" for none."""
    fair = standing.fair

    def at(place: Held | Spot | None) -> str:
        return f"{place.starts_at.astimezone(fair.zone):%d %H:%M}" if place else ""

    return {
        f"{fair.firms[one.pair[0]].code} {fair.agencies[one.pair[1]].code}": (
            at(one.before),
            at(one.after),
        )
        for one in found.shifts
    }


def _find(
    session: Session, fair: Fair, happened: Happened, now: datetime = MORNING
) -> tuple[Changes, Found]:
    standing = read_standing(session, fair)
    found = find_repair(standing, happened, now, workers=1, seconds=10)
    return _told(standing, found), found


def test_a_firm_that_is_gone_for_good_loses_what_is_to_come(session: Session, fair: Fair) -> None:
    gone = FirmGone(firm="F1", date=FIRST_DAY, for_good=True)
    changes, found = _find(session, fair, gone)
    assert changes == {"F1 A1": ("29 10:00", ""), "F1 A2": ("29 10:20", "")}
    assert (found.changed, found.proved) == (2, True)


def test_what_has_begun_stays(session: Session, fair: Fair) -> None:
    gone = FirmGone(firm="F1", date=FIRST_DAY, for_good=True)
    changes, _ = _find(session, fair, gone, DURING)
    assert changes == {"F1 A2": ("29 10:20", "")}


def test_a_firm_that_comes_tomorrow_is_met_then(session: Session, fair: Fair) -> None:
    changes, found = _find(session, fair, FirmGone(firm="F2", date=FIRST_DAY))
    assert {after[:2] for _, after in changes.values()} == {"30"}
    assert found.changed == len(changes) == 2


def test_an_officer_away_sees_firms_before_or_after(session: Session, fair: Fair) -> None:
    away = BoothAway(agency="A1", date=FIRST_DAY, since=time(10, 10), until=time(10, 30))
    changes, found = _find(session, fair, away)
    assert set(changes) == {"F1 A1", "F2 A1"}
    assert all(after for _, after in changes.values())
    assert found.proved


def test_a_closed_booth_holds_nothing_for_the_rest_of_the_day(session: Session, fair: Fair) -> None:
    changes, _ = _find(session, fair, BoothAway(agency="A2", date=FIRST_DAY), DURING)
    assert set(changes) == {"F1 A2"}
    assert changes["F1 A2"][1][:2] == "30"


def test_what_was_arranged_gives_way_last(session: Session, fair: Fair) -> None:
    """F2 stands in the way of nobody; F1's arranged talk keeps its time although F1 has another."""
    away = BoothAway(agency="A1", date=FIRST_DAY, since=time(10), until=time(10, 20))
    changes, _ = _find(session, fair, away)
    assert "F1 A2" not in changes


def test_a_day_that_runs_late_moves_everything_and_changes_nothing_else(
    session: Session, fair: Fair
) -> None:
    changes, found = _find(session, fair, RunningLate(date=FIRST_DAY, minutes=30))
    assert changes == {
        "F1 A1": ("29 10:00", "29 10:30"),
        "F1 A2": ("29 10:20", "29 10:50"),
        "F2 A2": ("29 10:00", "29 10:30"),
        "F2 A1": ("29 10:20", "29 10:50"),
        "F3 A1": ("29 11:40", "29 12:10"),
    }
    assert (found.changed, found.proved) == (0, True)


def test_what_does_not_fit_before_closing_goes_elsewhere(session: Session, fair: Fair) -> None:
    late = RunningLate(date=FIRST_DAY, minutes=25, lunch=OverLunch.LATER, closing=AtClosing.KEPT)
    changes, found = _find(session, fair, late)
    assert found.after.lost == {2, 3}
    assert changes["F3 A1"][1][:2] == "30"


def test_one_table_more_seats_who_asked_in_vain_and_comes_that_day(
    session: Session, fair: Fair
) -> None:
    """F3 comes on the first day anyway; F4 comes for nothing else and is not called."""
    changes, found = _find(session, fair, TableMore(agency="A2"))
    assert set(changes) == {"F3 A2"}
    assert (found.changed, changes["F3 A2"][0]) == (0, "")
    assert changes["F3 A2"][1][:2] == "29"
    assert _find(session, fair, TableMore(agency="A1"))[0] == {}
    assert _find(session, fair, TableMore(agency="A2", fill=False))[0] == {}


def test_nobody_has_to_run(session: Session, fair: Fair) -> None:
    """Five minutes before the third slot, what loses its time is not put there."""
    late = MORNING + timedelta(minutes=45)
    away = BoothAway(agency="A1", date=FIRST_DAY, since=time(10, 20), until=time(11))
    changes, _ = _find(session, fair, away, late)
    assert changes["F2 A1"][1] not in ("29 10:20", "29 10:40")


def test_a_seat_on_offer_is_kept(session: Session, fair: Fair) -> None:
    standing = read_standing(session, fair)
    agency = next(one for one in standing.fair.agencies.values() if one.code == "A1")
    firm = next(one for one in standing.fair.firms.values() if one.code == "F4")
    waiting = Waiting(
        fair_id=fair.id, date=FIRST_DAY, firm_id=firm.id, agency_id=agency.id, asked_at=MORNING
    )
    session.add(waiting)
    session.flush()
    free = standing.starts[3]
    session.add(
        SeatOffer(
            fair_id=fair.id,
            waiting=waiting,
            booth_code="B1",
            table=1,
            starts_at=free,
            ends_at=free + timedelta(minutes=20),
            made_at=MORNING,
            expires_at=MORNING + timedelta(minutes=5),
            answer=OfferAnswer.OPEN,
        )
    )
    session.flush()
    away = BoothAway(agency="A1", date=FIRST_DAY, since=time(10, 20), until=time(10, 40))
    changes, _ = _find(session, fair, away, DURING)
    assert changes["F2 A1"][1] != "29 12:00"
    assert changes["F2 A1"][1][:2] == "30"


@pytest.mark.parametrize(
    "happened",
    [
        FirmGone(firm="F1", date=date(2015, 11, 5)),
        BoothAway(agency="A1", date=FIRST_DAY, since=time(18)),
        RunningLate(date=date(2015, 11, 5), minutes=10),
    ],
)
def test_what_concerns_no_time_to_come_is_refused(
    session: Session, fair: Fair, happened: Happened
) -> None:
    with pytest.raises(NoSuchTime):
        _find(session, fair, happened)


def test_names_that_nobody_has_are_refused(session: Session, fair: Fair) -> None:
    for happened in (FirmGone(firm="X", date=FIRST_DAY), TableMore(agency="X")):
        with pytest.raises(UnknownParty):
            _find(session, fair, happened)


def test_a_fair_that_is_over_is_not_repaired(session: Session, fair: Fair) -> None:
    with pytest.raises(NothingToCome):
        _find(session, fair, TableMore(agency="A1"), AFTER)


def test_without_a_version_there_is_nothing_to_repair(session: Session) -> None:
    with pytest.raises(NoTimetable):
        read_standing(session, add_fair(session, code="empty"))
