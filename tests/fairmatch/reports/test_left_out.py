from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.models import MarkKind, Timetable
from fairmatch.reports import QualityReport
from fairmatch.reports.announcing import announcement
from fairmatch.reports.left_out import left_out
from fairmatch.runs.work import solve_fair
from fairmatch.wording import Words
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests, add_mark

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def test_who_got_nothing_is_listed_with_each_reason_and_counted_in_what_is_published(
    engine: Engine, new_uid: Callable[[], str]
) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=1)
        first, second = (add_agency(session, fair, code) for code in ("A1", "A2"))
        for code in ("F1", "F2"):
            add_interests(session, add_firm(session, fair, code), first, second)
        late = add_firm(session, fair, "F3", hours=[(0, "09:00", "09:30")])
        add_interests(session, late, second, first)
        add_mark(session, first, late, MarkKind.NO)
    draft_id = solve_fair(engine, None, seconds=20, workers=1, clock=lambda: AT, new_uid=new_uid)
    with reading(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        report = QualityReport.model_validate(draft.report)
        (firm,) = left_out(session, draft, report.unmet)
        assert firm.code == "F3"
        assert [(one.rank, one.agency_code, one.kind.value) for one in firm.wishes] == [
            (1, "A2", "no_common_slot"),
            (2, "A1", "declined"),
        ]
        said = announcement(report, Words(ko="작은 박람회", en="the small fair"))
    assert "기업 3곳이 신청한 상담 6건 가운데 2건(33.3%)" in said.ko
    assert "한 건도 받지 못한 기업은 1곳" in said.ko
    assert "2 of the 6 consultations that 3 firms asked for are held (33.3%)" in said.en
    assert "It is proved for every goal that no timetable is better." in said.en
    assert "F3" not in said.ko + said.en


def test_what_is_not_proved_is_not_claimed(
    sqlite_engine: Engine, new_uid: Callable[[], str]
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        add_interests(session, add_firm(session, fair, "F1"), add_agency(session, fair, "A1"))
    draft_id = solve_fair(
        sqlite_engine, None, seconds=20, workers=1, clock=lambda: AT, new_uid=new_uid
    )
    with reading(sqlite_engine) as session:
        report = QualityReport.model_validate(session.get_one(Timetable, draft_id).report)
        assert left_out(session, session.get_one(Timetable, draft_id), report.unmet) == []
    open_end = report.tiers[-1].model_copy(update={"gap": 3})
    open_report = report.model_copy(update={"tiers": (*report.tiers[:-1], open_end)})
    said = announcement(open_report, Words(ko="박람회", en="the fair"))
    assert f"For {len(report.tiers) - 1} of {len(report.tiers)} goals it is proved" in said.en
    assert f"목표 {len(report.tiers)}개 가운데 {len(report.tiers) - 1}개에서" in said.ko
