"""What a rehearsal sends is what the desk's form of repairs understands."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import MultiDict

from fairmatch.rehearsal.sent import happening
from fairmatch.repairs import BoothAway, FirmGone, Happened, RunningLate, TableMore
from web.repairs.form import happened_in

DAY = date(2026, 5, 14)
NOW = datetime(2026, 5, 14, 10, 50, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize(
    "happened",
    [
        FirmGone(firm="F1", date=DAY),
        FirmGone(firm="F1", date=DAY, for_good=True),
        BoothAway(agency="A1", date=DAY, until=time(11, 50)),
        BoothAway(agency="A1", date=DAY),
        RunningLate(date=DAY, minutes=20),
        TableMore(agency="A1"),
    ],
)
def test_the_form_says_what_happened(happened: Happened) -> None:
    fields = happening(happened, NOW, ZoneInfo("Asia/Seoul"))
    assert happened_in(MultiDict(fields), NOW) == happened
