"""The check of what a change touches finds what the check of the whole timetable finds."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from fairmatch.checking import check_seatings
from fairmatch.db import writing
from fairmatch.hand.board import Board, read_board
from fairmatch.hand.legality import newly_broken
from fairmatch.hand.seats import Shift
from fairmatch.hand.targets import shifts_to, targets
from fairmatch.models import MarkKind
from fairmatch.violations import Rule
from tests.fairmatch.fair_rows import MADE_AT, add_mark, add_pin, slots_of
from tests.fairmatch.hand.hall import hall, rows


@pytest.fixture
def board(sqlite_engine: Engine) -> Iterator[Board]:
    """Give a board with every kind of rule on it."""
    with writing(sqlite_engine) as session:
        draft = hall(session, firm_quota=2, firm_quota_per_day=2, walk_in_reserve=25)
        fair = draft.fair
        firm, agency = rows(session, fair, "F2", "A1")
        add_mark(session, agency, firm, MarkKind.MUST)
        add_pin(session, *rows(session, fair, "F3", "A3"), slots_of(session, fair)[1])
        yield read_board(session, draft, MADE_AT)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_target_is_legal_just_when_the_whole_timetable_would_be(
    board: Board, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        pair = data.draw(st.sampled_from(sorted({*board.held, *board.fair.interests})))
        seats = targets(board, pair)
        chosen = data.draw(st.sampled_from(seats))
        after = board.after(shifts_to(board, pair, chosen.seat))
        assert bool(chosen.refusals) == bool(check_seatings(after.fair, after.seatings()))
        if not chosen.refusals:
            board = after


def test_what_is_broken_already_may_get_better_but_not_worse(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        before = read_board(session, draft, MADE_AT)
        draft.fair.firm_quota = 1
        firm, agency = rows(session, draft.fair, "F1", "A1")
        board = replace(before, fair=read_board(session, draft, MADE_AT).fair)
        pair = (firm.id, agency.id)
        assert [one.rule for one in check_seatings(board.fair, board.seatings())] == [Rule.QUOTA]
        assert newly_broken(board, [Shift(pair, board.held[pair], None)]) == []
        later = replace(board.held[pair], starts_at=board.times[2][0], ends_at=board.times[2][1])
        later = replace(later, table=2)
        assert newly_broken(board, [Shift(pair, board.held[pair], later)])[0].rule is Rule.WALKING
