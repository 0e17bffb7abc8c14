"""What can have come of a consultation, and what cannot."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.models import OutcomeKind, Side
from fairmatch.outcomes import Written, read_written
from fairmatch.outcomes.errors import BadOutcome, Wrong
from fairmatch.outcomes.writing import MOST_WON, SIGNED, require_sound

TODAY = date(2015, 10, 29)
HELD = Written(held=True, kinds=(OutcomeKind.INFORMATION,))


def wrong_with(written: Written) -> dict[str, Wrong]:
    try:
        require_sound(written, today=TODAY, items=["P1"])
    except BadOutcome as bad:
        return bad.wrong
    return {}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1억 9천만 원", 190_000_000), ("190,000,000", 190_000_000), ("1,900만원", 19_000_000)],
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: int) -> None:
    read = read_written({"held": "yes", "amount_signed": typed}, ["contract"])
    assert read.amount_signed == amount
    assert read.kinds == (OutcomeKind.CONTRACT,)


def test_a_form_names_every_field_that_cannot_be_read() -> None:
    with pytest.raises(BadOutcome) as bad:
        read_written(
            {"amount_discussed": "=1+1", "follow_up_on": "soon", "follow_up_side": "us"},
            ["gift"],
        )
    assert bad.value.wrong == {
        "held": Wrong.MISSING,
        "kinds": Wrong.MISSING,
        "amount_discussed": Wrong.AMOUNT,
        "follow_up_on": Wrong.DAY,
        "follow_up_side": Wrong.SIDE,
    }


def test_kinds_stand_in_one_order_whatever_was_tapped_first() -> None:
    read = read_written({"held": "yes"}, ["pledge", "information"])
    assert read.kinds == (OutcomeKind.INFORMATION, OutcomeKind.PLEDGE)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (HELD, {}),
        (Written(held=False), {}),
        (Written(held=True), {"kinds": Wrong.MISSING}),
        (Written(held=False, kinds=(OutcomeKind.PLEDGE,)), {"kinds": Wrong.NOT_HELD}),
        (Written(held=False, amount_later=True), {"amount_signed": Wrong.NOT_HELD}),
        (Written(held=False, amount_discussed=1), {"amount_discussed": Wrong.NOT_HELD}),
        (replace(HELD, amount_signed=1), {"amount_signed": Wrong.UNSIGNED}),
        (replace(HELD, amount_later=True), {"amount_signed": Wrong.UNSIGNED}),
        (replace(HELD, kinds=(OutcomeKind.CONTRACT,)), {"amount_signed": Wrong.AMOUNT_NEEDED}),
        (replace(HELD, kinds=(OutcomeKind.CONTRACT,), amount_later=True), {}),
        (replace(HELD, kinds=(OutcomeKind.CONTRACT,), amount_signed=0), {}),
        (replace(HELD, kinds=(OutcomeKind.PLEDGE,), amount_signed=5), {}),
        (
            replace(HELD, kinds=(OutcomeKind.PLEDGE,), amount_signed=5, amount_later=True),
            {"amount_signed": Wrong.BOTH},
        ),
        (replace(HELD, amount_discussed=MOST_WON), {}),
        (replace(HELD, amount_discussed=MOST_WON + 1), {"amount_discussed": Wrong.AMOUNT}),
        (replace(HELD, amount_discussed=-1), {"amount_discussed": Wrong.AMOUNT}),
        (replace(HELD, item="P1"), {}),
        (replace(HELD, item="P2"), {"item": Wrong.ITEM}),
        (replace(HELD, note="가" * 1000), {}),
        (replace(HELD, note="가" * 1001), {"note": Wrong.LONG}),
        (replace(HELD, note="\x07"), {"note": Wrong.TEXT}),
        (replace(HELD, follow_up_on=TODAY), {"follow_up_side": Wrong.SIDE}),
        (replace(HELD, follow_up_on=TODAY, follow_up_side=Side.FIRM), {}),
        (
            replace(HELD, follow_up_on=TODAY, follow_up_side=Side.DESK),
            {"follow_up_side": Wrong.SIDE},
        ),
        (
            replace(HELD, follow_up_on=TODAY + timedelta(days=731), follow_up_side=Side.FIRM),
            {"follow_up_on": Wrong.DAY},
        ),
    ],
)
def test_what_does_not_fit_together_is_told_by_its_field(
    written: Written, wrong: dict[str, Wrong]
) -> None:
    assert wrong_with(written) == wrong


@given(
    st.builds(
        Written,
        held=st.booleans(),
        kinds=st.sets(st.sampled_from(OutcomeKind)).map(tuple),
        amount_discussed=st.none() | st.integers(-1, MOST_WON + 1),
        amount_signed=st.none() | st.integers(-1, MOST_WON + 1),
        amount_later=st.booleans(),
        item=st.sampled_from(["", "P1", "P9"]),
    )
)
def test_nothing_passes_that_the_rules_forbid(written: Written) -> None:
    if wrong_with(written):
        return
    assert bool(written.kinds) == written.held
    money = (written.amount_discussed, written.amount_signed)
    assert all(amount is None or 0 <= amount <= MOST_WON for amount in money)
    assert written.held or money == (None, None)
    named = written.amount_signed is not None
    assert not (named and written.amount_later)
    if OutcomeKind.CONTRACT in written.kinds:
        assert named or written.amount_later
    if named or written.amount_later:
        assert set(written.kinds) & set(SIGNED)
