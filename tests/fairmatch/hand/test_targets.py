"""Where a consultation could go, and what it would mean."""

from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.hand.board import Board, read_board
from fairmatch.hand.opening import pair_named
from fairmatch.hand.seats import Shift
from fairmatch.hand.side_effects import side_effects
from fairmatch.hand.targets import Target, targets
from fairmatch.models import HandKind
from tests.fairmatch.fair_rows import MADE_AT
from tests.fairmatch.hand.hall import hall


def _of(board: Board, both: str) -> dict[tuple[str, int, int], Target]:
    pair = pair_named(board, *both.split("~"))
    slots = {starts: place for place, (starts, _, _) in enumerate(board.times)}
    return {
        (one.seat.booth_code, slots[one.seat.starts_at], one.seat.table): one
        for one in targets(board, pair)
    }


def test_every_seat_of_its_booth_and_its_firms_other_times_are_judged(
    sqlite_engine: Engine,
) -> None:
    with writing(sqlite_engine) as session:
        found = _of(read_board(session, hall(session), MADE_AT), "F1~A1")
    assert len(found) == 8 * 2 - 1 + 1
    assert found["B1", 1, 1].kind is HandKind.SWAP
    assert found["B1", 1, 2].kind is HandKind.MOVE
    assert found["B2", 3, 1].kind is HandKind.SWAP
    legal = {place for place, one in found.items() if not one.refusals}
    assert legal == {
        *(("B1", slot, table) for slot in (1, 4, 5, 6, 7) for table in (1, 2)),
        ("B1", 0, 2),
        ("B2", 3, 1),
    }


def test_a_wish_can_be_put_on_free_seats_only(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        found = _of(read_board(session, hall(session), MADE_AT), "F3~A1")
    assert {one.kind for one in found.values()} == {HandKind.ADD}
    assert {place for place, one in found.items() if not one.refusals} == {
        ("B1", 0, 2),
        ("B1", 2, 1),
        ("B1", 2, 2),
    }
    assert "기업 F3: 2순위로 신청한 상담입니다" in [one.ko for one in found["B1", 0, 2].effects]


def test_another_day_breaks_and_ways_are_told(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        board = read_board(session, hall(session), MADE_AT)
        found = _of(board, "F1~A1")
        assert [one.ko for one in found["B1", 4, 1].effects] == [
            "기업 F1: 하루 더 와야 합니다",
            "기업 F1: 상담 사이 빈 시간 1번 → 0번",
            "기업 F1: 걷는 거리 300 m → 0 m",
        ]
        assert found["B1", 0, 2].effects == ()
        pair = pair_named(board, "F1", "A2")
        told = side_effects(board, [Shift(pair, board.held[pair], None)])
        assert [one.ko for one in told][:2] == [
            "기업 F1: 2순위로 신청한 기관 A2 상담을 잃습니다",
            "기업 F1: 상담 2건 → 1건",
        ]


def test_wishes_that_are_not_held_wait(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        board = read_board(session, hall(session), MADE_AT)
        assert board.unmet() == [pair_named(board, "F3", "A1")]
