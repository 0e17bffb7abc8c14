from hypothesis import given
from hypothesis import strategies as st

from fairmatch.seating import Place, seat


def test_tables_are_filled_from_the_first() -> None:
    assert seat({(1, 9): 0, (2, 9): 0, (3, 9): 1}, {9: 2}, {}) == {
        (1, 9): 1,
        (2, 9): 2,
        (3, 9): 1,
    }


def test_who_keeps_the_time_keeps_the_table() -> None:
    slot_of = {(1, 9): 0, (2, 9): 0}
    assert seat(slot_of, {9: 2}, {(2, 9): Place(0, 1)}) == {(2, 9): 1, (1, 9): 2}


def test_who_moves_keeps_the_table_where_it_is_free() -> None:
    before = {(1, 9): Place(1, 2), (2, 9): Place(None, 2), (3, 9): Place(0, 2)}
    assert seat({(1, 9): 0, (3, 9): 0, (2, 9): 5}, {9: 3}, before) == {
        (3, 9): 2,
        (2, 9): 2,
        (1, 9): 1,
    }


def test_a_table_that_is_gone_is_not_kept() -> None:
    assert seat({(1, 9): 0}, {9: 1}, {(1, 9): Place(0, 3)}) == {(1, 9): 1}


@given(
    st.integers(1, 4).flatmap(
        lambda tables: st.tuples(
            st.just(tables),
            st.lists(st.integers(0, tables), min_size=1, max_size=5),
            st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=10),
        )
    )
)
def test_everybody_sits_alone_at_a_table_of_the_booth(
    case: tuple[int, list[int], list[tuple[int, int]]],
) -> None:
    tables, crowd, earlier = case
    slots = [slot for slot, count in enumerate(crowd) for _ in range(count)]
    slot_of = {(firm, 9): slot for firm, slot in enumerate(slots)}
    before = {(firm, 9): Place(slot, table) for firm, (slot, table) in enumerate(earlier)}
    seated = seat(slot_of, {9: tables}, before)
    places = [(slot_of[pair], table) for pair, table in seated.items()]
    assert seated.keys() == slot_of.keys()
    assert len(set(places)) == len(places)
    assert all(1 <= table <= tables for _, table in places)
