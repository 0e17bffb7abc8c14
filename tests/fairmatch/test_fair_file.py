from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import migrate, open_database, reading, writing
from fairmatch.errors import BadInput
from fairmatch.fair_file import fair_file
from fairmatch.fairs import find_fair
from fairmatch.files.cells import text_of
from fairmatch.files.rows import FairRow
from fairmatch.firms.facts import Consents
from fairmatch.intake import import_fair
from fairmatch.intake.phase_dates import PHASE_SETTINGS
from fairmatch.intake.shelves import SHELVES, Shelf
from fairmatch.intake.stored import settings_of
from fairmatch.models import (
    Approval,
    Consultation,
    Fair,
    Firm,
    Interest,
    Mark,
    MustMeet,
    OfferAnswer,
    PlanItem,
    PlanState,
)
from fairmatch.plan_settings import (
    LIMITS,
    WANTING,
    PlanGoal,
    PlanSettings,
    own_settings,
    set_settings,
)
from fairmatch.planning import build_problem
from fairmatch.publishing import Amendment, amend, publish
from fairmatch.runs.work import solve_fair
from fairmatch.scenarios import add_scenario
from fairmatch.waiting.answering import accept
from fairmatch.waiting.registering import WalkInFacts, register_walk_in
from tests.fairmatch.exported import SEOUL, SMALL
from tests.fairmatch.fair_files import tiny_fair, write_folder
from tests.fairmatch.waiting.hall import at, by, firm_of, hall, new_uid, offer_to, waits

Clock = Callable[[], datetime]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Engine]:
    """Give a database with nothing in it."""
    engine = open_database(f"sqlite:///{tmp_path}/elsewhere.sqlite3")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    """Give a database with the small fair."""
    with writing(sqlite_engine) as session:
        import_fair(session, SMALL)
    return sqlite_engine


@pytest.fixture
def tiny(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    """Give a database with the tiny fair."""
    with writing(sqlite_engine) as session:
        import_fair(session, write_folder(tmp_path / "tiny", tiny_fair()))
    return sqlite_engine


def _file(session: Session, clock: Clock) -> bytes:
    return fair_file(session, find_fair(session, None), made=clock())


@pytest.mark.parametrize(
    "source", [SMALL, pytest.param(SEOUL, marks=pytest.mark.slow)], ids=["small", "seoul"]
)
def test_an_exported_fair_imports_to_the_same_fair(
    sqlite_engine: Engine, elsewhere: Engine, tmp_path: Path, clock: Clock, source: Path
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, source)
    book = tmp_path / "fair.xlsx"
    with reading(sqlite_engine) as session:
        book.write_bytes(_file(session, clock))
        problem = build_problem(session, find_fair(session, None))
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        assert build_problem(session, find_fair(session, None)) == problem
        assert _file(session, clock) == book.read_bytes()


def test_a_fair_comes_back_with_the_rules_that_a_published_scenario_gave_it(
    sqlite_engine: Engine,
    elsewhere: Engine,
    tmp_path: Path,
    clock: Clock,
    new_uid: Callable[[], str],
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, SMALL)
        fair = find_fair(session, None)
        fair.approval_required = fair.invitations = fair.evening_reminders = True
        before = own_settings(fair, fair.days)
        tried = before.model_copy(
            update={
                "walk_in_reserve": 5,
                "lunches": (),
                "everyone": True,
                "must_meet": MustMeet.WORTH,
                "worth_step": 3,
                "worth_least": 50,
                "mutual_bonus": 20,
                "goals": (PlanGoal.WORTH, PlanGoal.COVERAGE, PlanGoal.BREAKS),
            }
        )
        add_scenario(session, fair, "tried", tried, by=By(None, clock()))
    draft = solve_fair(
        sqlite_engine,
        None,
        seconds=10,
        workers=1,
        clock=clock,
        new_uid=new_uid,
        scenario="tried",
    )
    with writing(sqlite_engine) as session:
        publish(session, find_fair(session, None), clock=clock, draft_id=draft)
    book = tmp_path / "fair.xlsx"
    with reading(sqlite_engine) as session:
        fair = find_fair(session, None)
        assert own_settings(fair, fair.days) == tried
        book.write_bytes(_file(session, clock))
        problem, settings = build_problem(session, fair), settings_of(fair)
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        fair = find_fair(session, None)
        assert own_settings(fair, fair.days) == tried
        assert settings_of(fair) == settings
        assert build_problem(session, fair) == problem
        assert _file(session, clock) == book.read_bytes()


def test_every_setting_of_a_fair_is_in_its_file_but_for_what_only_counts_here() -> None:
    inside = set(FairRow.model_fields) - PHASE_SETTINGS
    columns = {column.key for column in Fair.__table__.columns}
    assert inside <= columns
    assert columns - inside == {"id", "revision", "invited_version"}


HERE_ONLY = {
    PlanItem: {"state", "version"},  # Only what is published is in the file, as its latest words.
    Firm: {
        # Whoever is in the file takes part; how that came about is this installation's history.
        "approval",
        "approval_reason",
        "registered_at",
        "withdrawn_at",
        "erased_at",
    },
    Interest: {"asked_at"},  # When, which decides over nothing once it has been asked.
    Mark: {"shown"},  # Nobody elsewhere has said that the firm may read it.
}
"""Columns that are in no file, with why."""


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=lambda shelf: shelf.row.stem)
def test_every_column_of_a_table_is_in_its_file_but_for_what_only_counts_here(shelf: Shelf) -> None:
    inside = {shelf.column(name).key for name in shelf.fields}
    columns = {column.key for column in shelf.model.__table__.columns} - {"id", "fair_id"}
    assert columns - inside == HERE_ONLY.get(shelf.model, set())


@pytest.fixture
def day(sqlite_engine: Engine) -> Engine:
    """Give a database with a fair whose day is under way: a walk-in without a number sits."""
    with writing(sqlite_engine) as session:
        fair = hall(session, {("F1", "A1"): 0}, walk_ins=0, settings={"walk_in_reserve": 50})
        fair.request_limit = 2
        facts = WalkInFacts(name_ko="햇살 협동조합", contact="김햇살", phone="010-1234-5678")
        both = Consents(privacy=True, third_party=True)
        walk_in = register_walk_in(session, fair, facts, consents=both, by=by(0))
        waits(session, walk_in.code, "A1", minutes=1)
        offer = accept(session, offer_to(session, walk_in.code), by=by(2), new_uid=new_uid)
        assert offer.answer is OfferAnswer.ACCEPTED
    return sqlite_engine


def test_a_walk_in_comes_back_with_the_seat_it_was_given(
    day: Engine, elsewhere: Engine, tmp_path: Path, clock: Clock
) -> None:
    book = tmp_path / "fair.xlsx"
    with reading(day) as session:
        book.write_bytes(_file(session, clock))
        problem = build_problem(session, find_fair(session, None))
    table = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("기업").to_python()
    written = dict(zip(table[0], table[-1], strict=True))
    assert (written["기업 코드"], written["사업자등록번호"], written["현장 접수"]) == (
        "W001",
        "",
        "예",
    )
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        assert build_problem(session, find_fair(session, None)) == problem
        assert _file(session, clock) == book.read_bytes()
        firm = firm_of(session, "W001")
        assert (firm.walk_in, firm.known_number) == (True, "")


def test_wishes_beyond_the_limit_come_back_and_nobody_asks_more(
    tiny: Engine, elsewhere: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(tiny) as session:
        # Two wishes of F1 were allowed, by an invitation or by telephone, before the limit fell.
        find_fair(session, None).request_limit = 1
    book = tmp_path / "fair.xlsx"
    with reading(tiny) as session:
        book.write_bytes(_file(session, clock))
        problem = build_problem(session, find_fair(session, None))
    with writing(tiny) as session:
        assert not import_fair(session, book).stale
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        assert build_problem(session, find_fair(session, None)) == problem
        assert _file(session, clock) == book.read_bytes()
    more = tiny_fair()
    more["fair"][0]["request_limit"] = 1
    more["interests"].append({"firm": "F2", "agency": "A1", "plan": "", "rank": 2, "purpose": ""})
    with pytest.raises(BadInput), writing(elsewhere) as session:
        import_fair(session, write_folder(tmp_path / "more", more))


def test_what_was_missed_here_is_to_be_planned_again_elsewhere(
    day: Engine, elsewhere: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(day) as session:
        consultation = session.scalars(select(Consultation).join(Firm).where(Firm.code == "F1"))
        missed = frozenset({consultation.one().id})
        fair = find_fair(session, None)
        gone = Amendment(missed=missed)
        amend(session, fair, gone, clock=lambda: at(30), by=by(30), new_uid=new_uid)
    book = tmp_path / "fair.xlsx"
    with reading(day) as session:
        book.write_bytes(_file(session, clock))
        here = build_problem(session, find_fair(session, None))
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        there = build_problem(session, find_fair(session, None))
    wished = {request.id for request in there.requests} - {request.id for request in here.requests}
    assert wished == {"F1~A1"}


def test_importing_it_where_it_came_from_changes_nothing(
    engine: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(engine) as session:
        import_fair(session, SMALL)
    with reading(engine) as session:
        (tmp_path / "fair.xlsx").write_bytes(_file(session, clock))
        revision = find_fair(session, None).revision
    with writing(engine) as session:
        report = import_fair(session, tmp_path / "fair.xlsx", prune=True)
    assert report.revision == revision
    assert not report.stale
    assert not any(tally.touched for tally in report.tables.values())


def test_who_takes_no_part_and_what_is_not_published_stays_behind(
    sqlite_engine: Engine, elsewhere: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, SMALL)
        firms = {firm.code: firm for firm in session.scalars(select(Firm))}
        firms["F1"].withdrawn_at = clock()
        firms["F2"].approval = Approval.WAITING
        wish = session.scalars(
            select(Interest).join(Firm, Firm.id == Interest.firm_id).where(Firm.code == "F3")
        ).first()
        assert wish is not None
        assert wish.plan_item_id is not None
        item = session.get(PlanItem, wish.plan_item_id)
        assert item is not None
        item.state, hidden = PlanState.WITHDRAWN, item.code
    book = tmp_path / "fair.xlsx"
    with reading(sqlite_engine) as session:
        book.write_bytes(_file(session, clock))
    with writing(elsewhere) as session:
        import_fair(session, book)
    with reading(elsewhere) as session:
        assert set(session.scalars(select(Firm.code))) == {"F3", "F4", "F5"}
        assert hidden not in set(session.scalars(select(PlanItem.code)))
        wishes = session.scalars(select(Interest).join(Firm).where(Firm.code == "F3")).all()
        assert None in [one.plan_item_id for one in wishes]


def test_cells_are_typed_filtered_and_frozen_and_no_formula_is_among_them(
    sqlite_engine: Engine, tmp_path: Path, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, SMALL)
        session.scalars(select(Firm)).first().pitch = '=HYPERLINK("http://evil.example")'  # type: ignore[union-attr]
    with reading(sqlite_engine) as session:
        (tmp_path / "fair.xlsx").write_bytes(_file(session, clock))
    with ZipFile(tmp_path / "fair.xlsx") as packed:
        sheets = [
            packed.read(name).decode()
            for name in packed.namelist()
            if name.startswith("xl/worksheets/sheet")
        ]
    assert not [sheet for sheet in sheets if "<f>" in sheet]
    assert all('state="frozen"' in sheet for sheet in sheets)
    assert sum("<autoFilter" in sheet for sheet in sheets) == len(sheets) - 1
    book = CalamineWorkbook.from_path(str(tmp_path / "fair.xlsx"))
    days = book.get_sheet_by_name("일정").to_python()
    assert [str(cell) for cell in days[1][:3]] == ["2026-05-14", "10:00:00", "11:20:00"]
    plans = book.get_sheet_by_name("구매계획").to_python()
    assert isinstance(plans[1][plans[0].index("예산(원)")], float)


wanted_goals = st.builds(
    lambda first, others: tuple(dict.fromkeys((first, *others))),
    st.sampled_from(WANTING),
    st.lists(st.sampled_from(PlanGoal), unique=True),
)
rules = st.builds(
    PlanSettings,
    **{
        name: st.integers(*LIMITS[name])
        for name in ("walk_in_reserve", "firm_quota", "worth_step", "worth_least", "mutual_bonus")
    },
    firm_quota_per_day=st.none() | st.integers(*LIMITS["firm_quota_per_day"]),
    everyone=st.booleans(),
    must_meet=st.sampled_from(MustMeet),
    goals=wanted_goals,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=rules, switches=st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_any_rules_come_back(
    tiny: Engine, tmp_path: Path, clock: Clock, wanted: PlanSettings, switches: tuple[bool, ...]
) -> None:
    with writing(tiny) as session:
        fair = find_fair(session, None)
        set_settings(fair, wanted)
        fair.approval_required, fair.invitations, fair.evening_reminders = switches
    book = tmp_path / "fair.xlsx"
    with reading(tiny) as session:
        book.write_bytes(_file(session, clock))
    with writing(tiny) as session:
        fair = find_fair(session, None)
        set_settings(fair, PlanSettings(everyone=not wanted.everyone))
        fair.approval_required = not switches[0]
    with writing(tiny) as session:
        import_fair(session, book)
        fair = find_fair(session, None)
        assert own_settings(fair, fair.days) == wanted
        assert (fair.approval_required, fair.invitations, fair.evening_reminders) == switches
        assert _file(session, clock) == book.read_bytes()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(purpose=st.text(st.characters(exclude_categories=["C"]), max_size=500))
def test_any_words_come_back_as_intake_reads_them(
    small: Engine, tmp_path: Path, clock: Clock, purpose: str
) -> None:
    with writing(small) as session:
        wish = session.scalars(select(Interest).order_by(Interest.id)).first()
        assert wish is not None
        wish.purpose = purpose
    book = tmp_path / "fair.xlsx"
    with reading(small) as session:
        book.write_bytes(_file(session, clock))
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_name("상담 신청").to_python()
    assert text_of(rows[1][rows[0].index("상담 목적")]) == text_of(purpose)
