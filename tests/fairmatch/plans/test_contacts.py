"""Whom to ask about an item is somebody's data: theirs to see, and to have erased."""

from datetime import date, timedelta

from sqlalchemy import Engine, func, select, text

from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.models import PlanUpload
from fairmatch.plans.changing import Author, edit_plan
from fairmatch.privacy import agency_data, enforce_retention, erase_officer
from tests.fairmatch.plans.rows import agency, item, plan_row

SAID = {"contact": "이계약", "phone": "02-9999-0000", "email": "lee@example.go.kr"}


def say(engine: Engine, by: Author) -> None:
    with writing(engine) as session:
        edit_plan(session, agency(session), plan_row(**SAID), 1, by)
        kept = PlanUpload(agency_id=1, uid="u", name="계획.csv", content=b"", made_at=by.clock())
        session.add(kept)


def left(engine: Engine) -> int:
    with reading(engine) as session:
        kept = session.execute(text("SELECT fields FROM plan_change")).scalars().all()
        assert not [word for word in SAID.values() if word in str(kept)]
        one = item(session)
        assert (one.contact, one.phone, one.email, one.version) == ("", "", "", 3)
        return session.scalar(select(func.count()).select_from(PlanUpload)) or 0


def test_it_is_part_of_what_an_agency_is_shown_of_itself(agencies: Engine, by: Author) -> None:
    say(agencies, by)
    with reading(agencies) as session:
        assert agency_data(session, agency(session))["plan_items"] == [{"code": "A1-001", **SAID}]
        assert agency_data(session, agency(session, "A2"))["plan_items"] == []


def test_it_is_erased_with_the_officer(agencies: Engine, by: Author) -> None:
    say(agencies, by)
    with writing(agencies) as session:
        assert erase_officer(session, agency(session))
        assert not erase_officer(session, agency(session))
    assert left(agencies) == 0


def test_it_is_erased_when_retention_is_over(agencies: Engine, by: Author) -> None:
    say(agencies, by)
    with writing(agencies) as session:
        find_fair(session, "fair").retention_until = date(2016, 1, 1)
        for code in ("A1", "A2"):
            agency(session, code).officer = agency(session, code).phone = ""
            agency(session, code).email = ""
    with writing(agencies) as session:
        erased = enforce_retention(session, clock=lambda: by.clock() + timedelta(days=100))
        assert erased["fair"].agencies == ("A1",)
    assert left(agencies) == 0
