"""A board kept in memory is the board in the database, whoever changed it and wherever."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.hand.acting import Spot, drop, pin, put, undo
from fairmatch.hand.board import Board, read_board
from fairmatch.hand.boards import Boards
from fairmatch.hand.legality import refusals
from fairmatch.hand.refusals import HandRefused
from fairmatch.hand.targets import shifts_to, targets
from fairmatch.models import Firm, Interest, MarkKind, Timetable
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import MADE_AT, add_mark
from tests.fairmatch.hand.hall import BY, hall, rows, spot, talk

Uid = Callable[[], str]


@pytest.fixture
def draft_id(engine: Engine) -> int:
    """Give the hall's draft, kept."""
    with writing(engine) as session:
        return hall(session).id


def _draft(session: Session, draft_id: int) -> Timetable:
    return session.get_one(Timetable, draft_id)


def _empty_draft(session: Session, draft: Timetable) -> Timetable:
    """Give another draft of the fair, with nothing in it."""
    other = Timetable(fair_id=draft.fair_id, made_at=MADE_AT, revision=draft.revision, report={})
    session.add(other)
    session.flush()
    return other


def _same(one: Board, other: Board) -> bool:
    """Compare all that is judged and shown."""

    def told(board: Board) -> tuple[object, ...]:
        fair = board.fair
        return (
            board.held,
            {key: (firm.code, firm.name_ko) for key, firm in fair.firms.items()},
            {key: (one.code, one.name_ko) for key, one in fair.agencies.items()},
            {pair: wish.rank for pair, wish in fair.interests.items()},
            fair.marks,
            fair.settings,
            board.unmet(),
            board.musts,
        )

    return told(one) == told(other)


def test_it_is_read_once_and_outlives_its_session(engine: Engine, draft_id: int) -> None:
    boards = Boards()
    with reading(engine) as session:
        first = boards.read(session, _draft(session, draft_id), MADE_AT)
    later = MADE_AT + timedelta(hours=1)
    with reading(engine) as session:
        again = boards.read(session, _draft(session, draft_id), later)
        assert _same(again, read_board(session, _draft(session, draft_id), MADE_AT))
    assert again.held is first.held
    assert again.now == later
    pair = next(iter(again.held))
    assert len(targets(again, pair)) > 1


def test_an_act_moves_it_on_without_another_reading(
    engine: Engine, draft_id: int, new_uid: Uid
) -> None:
    boards = Boards()
    with writing(engine) as session:
        fair = _draft(session, draft_id).fair
        done = put(
            session,
            fair,
            draft_id,
            talk("F1~A1"),
            spot(session, fair, "A1", 1, 2),
            seen=0,
            by=BY,
            new_uid=new_uid,
            read=boards.read,
        )
    boards.advance(draft_id, done.edition, done.board)
    with reading(engine) as session:
        draft = _draft(session, draft_id)
        assert boards.read(session, draft, MADE_AT).held is done.board.held
        assert done.board.held == read_board(session, draft, MADE_AT).held


def test_what_was_rolled_back_is_not_kept(engine: Engine, draft_id: int) -> None:
    boards = Boards()
    with reading(engine) as session:
        fair = _draft(session, draft_id).fair
        drop(session, fair, draft_id, talk("F2~A1"), seen=0, by=BY, read=boards.read)
    with writing(engine) as session:
        fair = _draft(session, draft_id).fair
        done = pin(
            session, fair, draft_id, talk("F2~A1"), fixed=True, seen=0, by=BY, read=boards.read
        )
        assert done.board.held == read_board(session, _draft(session, draft_id), MADE_AT).held


def test_an_older_act_does_not_take_it_back(engine: Engine, draft_id: int) -> None:
    boards = Boards()
    with writing(engine) as session:
        fair = _draft(session, draft_id).fair
        first = drop(session, fair, draft_id, talk("F2~A1"), seen=0, by=BY, read=boards.read)
    boards.advance(draft_id, first.edition, first.board)
    with writing(engine) as session:
        fair = _draft(session, draft_id).fair
        second = undo(session, fair, draft_id, seen=1, by=BY, read=boards.read)
    boards.advance(draft_id, second.edition, second.board)
    boards.advance(draft_id, first.edition, first.board)
    with reading(engine) as session:
        board = boards.read(session, _draft(session, draft_id), MADE_AT)
        assert board.held == second.board.held


def _another_hand(session: Session, draft: Timetable, _uid: Uid) -> None:
    drop(session, draft.fair, draft.id, talk("F2~A1"), seen=0, by=BY)


def _another_wish(session: Session, draft: Timetable, _uid: Uid) -> None:
    firm, agency = rows(session, draft.fair, "F2", "A3")
    session.add(Interest(fair_id=draft.fair_id, firm_id=firm.id, agency_id=agency.id, rank=2))
    draft.fair.revision += 1


def _another_answer(session: Session, draft: Timetable, _uid: Uid) -> None:
    firm, agency = rows(session, draft.fair, "F1", "A1")
    add_mark(session, agency, firm, MarkKind.NO)
    draft.fair.revision += 1


def _another_name(session: Session, draft: Timetable, _uid: Uid) -> None:
    session.scalars(select(Firm).where(Firm.code == "F1")).one().name_ko = "새 이름"


@pytest.mark.parametrize("change", [_another_hand, _another_wish, _another_answer, _another_name])
def test_what_others_change_is_seen(
    engine: Engine,
    draft_id: int,
    new_uid: Uid,
    change: Callable[[Session, Timetable, Uid], None],
) -> None:
    boards = Boards()
    with reading(engine) as session:
        before = boards.read(session, _draft(session, draft_id), MADE_AT)
    with writing(engine) as session:
        change(session, _draft(session, draft_id), new_uid)
    with reading(engine) as session:
        draft = _draft(session, draft_id)
        now = boards.read(session, draft, MADE_AT)
        assert _same(now, read_board(session, draft, MADE_AT))
        assert not _same(now, before)


def test_a_version_published_since_is_seen(engine: Engine, draft_id: int) -> None:
    boards = Boards(most=1)
    with writing(engine) as session:
        fair = _draft(session, draft_id).fair
        other = _empty_draft(session, _draft(session, draft_id))
        other_id = other.id
        first = boards.read(session, other, MADE_AT)
        publish(session, fair, clock=lambda: MADE_AT, draft_id=draft_id)
    with reading(engine) as session:
        later = boards.read(session, _draft(session, other_id), MADE_AT)
    assert later.fair is not first.fair


def test_only_some_are_kept(engine: Engine, draft_id: int) -> None:
    boards = Boards(most=1)
    with writing(engine) as session:
        draft = _draft(session, draft_id)
        first = boards.read(session, draft, MADE_AT)
        boards.read(session, _empty_draft(session, draft), MADE_AT)
        assert boards.read(session, draft, MADE_AT).held is not first.held


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(choices=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=6))
def test_whatever_is_done_it_stays_what_the_database_says(
    sqlite_engine: Engine, new_uid: Uid, choices: list[tuple[int, int]]
) -> None:
    boards = Boards()
    with writing(sqlite_engine) as session:
        draft = hall(session)
        session.flush()
        for which, where in choices:
            board = boards.read(session, draft, MADE_AT)
            pair = sorted(board.fair.wanted())[which % len(board.fair.wanted())]
            every = targets(board, pair)
            aim = every[where % len(every)]
            fresh = read_board(session, draft, MADE_AT)
            assert refusals(board, shifts_to(board, pair, aim.seat)) == refusals(
                fresh, shifts_to(fresh, pair, aim.seat)
            )
            codes = board.fair.firms[pair[0]].code, board.fair.agencies[pair[1]].code
            booth = board.fair.agencies[aim.agency_id].code
            seat = Spot(booth, aim.seat.starts_at, aim.seat.table)
            try:
                done = put(
                    session,
                    draft.fair,
                    draft.id,
                    talk("~".join(codes)),
                    seat,
                    seen=draft.edition,
                    by=BY,
                    new_uid=new_uid,
                    read=boards.read,
                )
            except HandRefused:
                continue
            boards.advance(draft.id, done.edition, done.board)
            assert done.board.held == read_board(session, draft, MADE_AT).held
        session.rollback()
