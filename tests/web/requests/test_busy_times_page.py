"""An officer's own calendar on the page of the booth's hours: tried first, saved by hand."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.attendance.sheet import sheet_of
from fairmatch.db import reading, writing
from fairmatch.files.busy_times import MAX_BYTES
from fairmatch.models import Agency, Consultation, Fair, Firm

PAGE = "/agency/small/A1/availability"
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"


def _event(starts: str, ends: str, more: str = "", uid: str = "x") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:병원 예약\r\n"
        f"DTSTART;TZID=Asia/Seoul:20260514T{starts}00\r\n"
        f"DTEND;TZID=Asia/Seoul:20260514T{ends}00\r\n{more}END:VEVENT\r\n"
    )


def _send(officer: FlaskClient, content: bytes | str) -> tuple[int, str]:
    whole = content if isinstance(content, bytes) else f"{HEAD}{content}END:VCALENDAR\r\n".encode()
    head = b'--x\r\nContent-Disposition: form-data; name="calendar"; filename="mine.ics"\r\n\r\n'
    body = head + whole + b"\r\n--x--\r\n"
    answer = officer.post(f"{PAGE}/busy", data=body, content_type="multipart/form-data; boundary=x")
    return answer.status_code, answer.text


def _ticked(page: str) -> set[int]:
    return {int(found) for found in re.findall(r'name="slot" value="(\d+)" checked', page)}


def _stored(engine: Engine) -> set[int]:
    with reading(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        return set(sheet_of(session, fair, agency).there)


def test_busy_times_are_unticked_and_nothing_is_saved_before_the_officer_says_so(
    officer: FlaskClient, engine: Engine
) -> None:
    before = _stored(engine)
    status, page = _send(officer, _event("1030", "1045"))
    assert status == 200
    assert "In your calendar 2 of these times are taken." in page
    assert "10:20–10:40" in page
    assert "Not saved yet" in page
    assert "병원" not in page
    assert _stored(engine) == before
    assert before - _ticked(page) == {1, 2}
    seal = re.search(r'name="seen" value="([^"]+)"', page)
    assert seal is not None
    slots = [str(one) for one in _ticked(page)]
    officer.post(PAGE, data={"slot": slots, "seen": seal.group(1), "sure": "1"})
    assert _stored(engine) == before - {1, 2}


def test_a_calendar_that_leaves_the_fair_alone_says_so(officer: FlaskClient) -> None:
    free = _event("1000", "1100", "TRANSP:TRANSPARENT\r\n") + _event("0800", "0900")
    status, page = _send(officer, free)
    assert (status, "nothing stands in the way" in page) == (200, True)
    assert "Not saved yet" not in page


def test_the_fairs_own_consultations_in_it_close_nothing(
    officer: FlaskClient, engine: Engine
) -> None:
    with writing(engine) as session:
        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        ids = {"fair_id": agency.fair_id, "firm_id": firm.id, "agency_id": agency.id}
        session.add(Consultation(uid="ours", **ids))
    _, page = _send(officer, _event("1000", "1100", uid="ours"))
    assert "nothing stands in the way" in page


def test_what_could_not_be_read_is_counted(officer: FlaskClient) -> None:
    odd = _event("1000", "1020", "RRULE:FREQ=SECONDLY\r\n")
    _, page = _send(officer, odd)
    assert "One entry could not be read; please look at it yourself." in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the one sent is empty"),
        (b"PK\x03\x04 a workbook", "This is no calendar file"),
        (b"x" * (MAX_BYTES + 9), "larger than 1 MB"),
        (b"BEGIN:VEVENT\r\n" * 5_001, "holds more than can be read"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_words(
    officer: FlaskClient, engine: Engine, content: bytes, words: str
) -> None:
    before = _stored(engine)
    status, page = _send(officer, content)
    assert (status, words in page) == (422, True)
    assert _ticked(page) == before
    assert _stored(engine) == before
    assert officer.post(f"{PAGE}/busy").status_code == 422


def test_nobody_elses_booth_is_shown(firm: FlaskClient) -> None:
    assert firm.post(f"{PAGE}/busy").status_code == 404
