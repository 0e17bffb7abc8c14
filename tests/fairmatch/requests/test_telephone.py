"""Requests that came by telephone: firms found, lists taken whole, limits kept unless told."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.errors import BadInput, PhaseClosed, UnknownFirm, UnknownParty
from fairmatch.fairs import find_fair
from fairmatch.files.rows import WishRow
from fairmatch.files.tables import Source
from fairmatch.intake.complaints import Complaints
from fairmatch.intake.reading import Files, Placed
from fairmatch.models import Act, Approval, Fair, Firm, Interest, Phase, PhaseOverride
from fairmatch.phases import set_by_hand
from fairmatch.requests.asking import ask
from fairmatch.requests.refusals import NoRequestLeft
from fairmatch.requests.telephone import (
    MOST_CALLS,
    Taken,
    check_calls,
    find_caller,
    search_firms,
    take_call,
    take_calls,
)
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm

NOW = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
CALLED = By(None, NOW, on_behalf=True)


def call(firm: str, agency: str, rank: int = 1, purpose: str = "", plan: str = "") -> WishRow:
    return WishRow(firm=firm, agency=agency, rank=rank, purpose=purpose, plan=plan)


def table(*rows: WishRow) -> Files:
    files = Files(Complaints(Source("calls.csv")))
    files.placed[WishRow] = [Placed(row, number) for number, row in enumerate(rows, 2)]
    return files


def fill(session: Session, *, limit: int = 3) -> Fair:
    fair = add_fair(session, request_limit=limit)
    for number in range(1, 5):
        add_agency(session, fair, f"A{number}")
        add_firm(session, fair, f"F{number}")
    return fair


def order_of(session: Session, code: str) -> list[str]:
    wishes = session.scalars(
        select(Interest).join(Firm).where(Firm.code == code).order_by(Interest.rank)
    )
    return [wish.agency.code for wish in wishes]


def test_a_firm_is_found_by_code_number_or_part_of_its_name(engine: Engine) -> None:
    with writing(engine) as session:
        fair = fill(session)
        first = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        first.name_ko, first.name_en = "맑은 협동조합", "Clear"
        session.flush()
        for text in ("F1", "f1", first.registration_number, "맑은협동", "clear", " 맑은 "):
            assert [firm.code for firm in search_firms(session, fair, text)] == ["F1"], text
        assert len(search_firms(session, fair, "기업")) == 3
        assert search_firms(session, fair, " ") == []
        assert find_caller(session, fair, first.registration_number) is first
        with pytest.raises(UnknownFirm):
            find_caller(session, fair, "F99")


def test_a_firm_without_a_number_is_found_by_its_name(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = fill(session)
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.name_ko, firm.registration_number = "햇살", Firm.without_number("F1")
        session.flush()
        assert [one.code for one in search_firms(session, fair, "햇살")] == ["F1"]
        assert search_firms(session, fair, "구름") == []


def test_firms_that_are_gone_are_not_found(engine: Engine) -> None:
    with writing(engine) as session:
        fair = fill(session)
        for code, field, value in (
            ("F1", "withdrawn_at", NOW),
            ("F2", "erased_at", NOW),
            ("F3", "approval", Approval.REFUSED),
        ):
            setattr(session.scalars(select(Firm).where(Firm.code == code)).one(), field, value)
        session.flush()
        assert [firm.code for firm in search_firms(session, fair, "기업")] == ["F4"]


def test_a_closed_phase_does_not_bind_the_organiser(engine: Engine) -> None:
    with writing(engine) as session:
        fair = fill(session)
        set_by_hand(fair, Phase.REQUESTS, PhaseOverride.CLOSED, NOW)
        session.flush()
        firm = find_caller(session, fair, "F1")
        agency = add_agency(session, fair, "A9")
        with pytest.raises(PhaseClosed):
            ask(session, firm, agency, by=By(None, NOW))
        assert take_call(session, fair, call("F1", "A1"), by=CALLED).used == 1
        with pytest.raises(UnknownParty):
            take_call(session, fair, call("F1", "A99"), by=CALLED)


def test_beyond_the_limit_only_on_behalf_and_recorded(engine: Engine) -> None:
    with writing(engine) as session:
        fair = fill(session, limit=1)
        take_call(session, fair, call("F1", "A1"), by=CALLED)
        with pytest.raises(NoRequestLeft):
            take_call(session, fair, call("F1", "A2"), by=CALLED)
        with pytest.raises(NoRequestLeft):
            take_call(session, fair, call("F1", "A2"), by=By(None, NOW), over_limit=True)
        take_call(session, fair, call("F1", "A2"), by=CALLED, over_limit=True)
        acts = session.scalars(select(Act).order_by(Act.id)).all()
        assert [act.said.get("over_limit") for act in acts] == [None, True]


def test_a_list_is_taken_whole_and_adds_to_what_is_there(engine: Engine) -> None:
    rows = (call("F1", "A1", 1), call("F1", "A2", 1, "청소"), call("F2", "A1", 1))
    with writing(engine) as session:
        fair = fill(session)
        before = fair.revision
        assert check_calls(session, fair, table(*rows))[1] == Taken(added=3, firms=2, same=0)
        assert order_of(session, "F1") == []
        assert take_calls(session, fair, table(*rows), by=CALLED) == Taken(3, 2, 0)
        assert order_of(session, "F1") == ["A2", "A1"]
        assert fair.revision == before + 3
        more = (*rows, call("F1", "A3", 3))
        assert take_calls(session, fair, table(*more), by=CALLED) == Taken(1, 1, 3)
        assert order_of(session, "F1") == ["A2", "A1", "A3"]


def test_one_error_leaves_everything_as_it_was(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session)
    rows = table(call("F1", "A1"), call("F1", "A9"))
    with pytest.raises(BadInput) as caught, writing(engine) as session:
        take_calls(session, find_fair(session, None), rows, by=CALLED)
    (cell,) = caught.value.cells
    assert (cell.row, cell.column, cell.found) == (3, "agency", "A9")
    assert cell.expected.ko.startswith("이 박람회에 있는 기관 코드")
    with reading(engine) as session:
        assert order_of(session, "F1") == []


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ((call("F1", "A1"), call("F1", "A1")), [(3, "agency")]),
        (tuple(call("F1", f"A{n}") for n in range(1, 5)), [(5, "firm")]),
        ((call("F8", "A8"),), [(2, "firm"), (2, "agency")]),
        ((call("F1", "A1", plan="P9"),), [(2, "plan")]),
    ],
)
def test_every_error_has_its_place(
    sqlite_engine: Engine, rows: Sequence[WishRow], errors: list[tuple[int, str]]
) -> None:
    with writing(sqlite_engine) as session:
        fair = fill(session)
        with pytest.raises(BadInput) as caught:
            check_calls(session, fair, table(*rows))
    assert [(cell.row, cell.column) for cell in caught.value.cells] == errors
    for cell in caught.value.cells:
        assert cell.in_language("ko") != str(cell)


def test_what_was_asked_about_something_else_is_not_changed(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = fill(session)
        take_call(session, fair, call("F1", "A1", purpose="청소"), by=CALLED)
        with pytest.raises(BadInput, match="1 error"):
            check_calls(session, fair, table(call("F1", "A1", purpose="종이")))


def test_a_firm_that_withdrew_is_refused_in_a_list(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = fill(session)
        find_caller(session, fair, "F1").withdrawn_at = NOW
        with pytest.raises(BadInput):
            check_calls(session, fair, table(call("F1", "A1")))


def test_a_list_too_long_is_refused_before_it_is_looked_through(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = fill(session)
        rows = [call("F1", "A1")] * (MOST_CALLS + 1)
        with pytest.raises(BadInput) as caught:
            check_calls(session, fair, table(*rows))
    assert str(caught.value.cells[0].expected) == "at most 500 requests at a time"


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["F1", "F2", "F9"]),
            st.sampled_from(["A1", "A2", "A3", "A4", "A9"]),
            st.integers(1, 5),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_list_that_passes_the_look_is_taken_and_no_limit_is_passed(
    sqlite_engine: Engine, rows: list[tuple[str, str, int]]
) -> None:
    with writing(sqlite_engine) as session:
        session.execute(delete(Fair))
        fair = fill(session)
        calls = table(*(call(*row) for row in rows))
        try:
            _, looked = check_calls(session, fair, calls)
        except BadInput:
            return
        assert take_calls(session, fair, table(*(call(*row) for row in rows)), by=CALLED) == looked
        for code in ("F1", "F2"):
            ranks = session.scalars(
                select(Interest.rank).join(Firm).where(Firm.code == code).order_by(Interest.rank)
            ).all()
            assert list(ranks) == list(range(1, len(ranks) + 1))
            assert len(ranks) <= fair.request_limit
