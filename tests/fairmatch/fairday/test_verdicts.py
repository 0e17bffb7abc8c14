"""The rule for contradictions, case by case and for anything that may be said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.fairday.verdicts import (
    Facts,
    Presence,
    Standing,
    Word,
    missing_from,
    seat_is_free,
    verdict,
)
from fairmatch.models import ClaimKind, Side

START = datetime(2015, 10, 29, 1, 0, tzinfo=UTC)
END = START + timedelta(minutes=20)
GRACE = timedelta(minutes=5)
NOBODY = Facts(START, END)


def _at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def _word(side: Side, kind: ClaimKind, at: float, minutes: int | None = None) -> Word:
    return Word(side, kind, _at(at), minutes)


def _stands(facts: Facts, at: float) -> Standing:
    return verdict(facts, grace=GRACE, now=_at(at))


FIRM_GONE = _word(Side.AGENCY, ClaimKind.FIRM_MISSING, 6)
AGENCY_GONE = _word(Side.FIRM, ClaimKind.AGENCY_MISSING, 6)
BEGUN = _word(Side.FIRM, ClaimKind.BEGUN, 1)


@pytest.mark.parametrize(
    ("facts", "at", "standing"),
    [
        (NOBODY, -1, Standing.TO_COME),
        (NOBODY, 0, Standing.DUE),
        (NOBODY, 20, Standing.UNKNOWN),
        (replace(NOBODY, words=(BEGUN,)), 2, Standing.UNDER_WAY),
        (replace(NOBODY, words=(BEGUN,)), 20, Standing.HELD),
        (replace(NOBODY, words=(_word(Side.AGENCY, ClaimKind.ENDED, 9),)), 9, Standing.HELD),
        (replace(NOBODY, outcome=True), 15, Standing.HELD),
        (replace(NOBODY, outcome=False), 15, Standing.UNKNOWN),
        (replace(NOBODY, outcome=False, words=(BEGUN,)), 15, Standing.DISPUTED),
        (replace(NOBODY, words=(FIRM_GONE,)), 7, Standing.FIRM_MISSING),
        (replace(NOBODY, words=(AGENCY_GONE,)), 7, Standing.AGENCY_MISSING),
        (replace(NOBODY, words=(FIRM_GONE, AGENCY_GONE)), 7, Standing.DISPUTED),
        (replace(NOBODY, words=(FIRM_GONE, BEGUN)), 7, Standing.UNDER_WAY),
        (replace(NOBODY, words=(FIRM_GONE,), outcome=True), 7, Standing.HELD),
        (replace(NOBODY, words=(FIRM_GONE,), firm=Presence(_at(-30))), 7, Standing.DISPUTED),
        (replace(NOBODY, words=(FIRM_GONE,), firm=Presence(_at(6))), 7, Standing.FIRM_MISSING),
        (
            replace(NOBODY, words=(FIRM_GONE,), firm=Presence(_at(-60), _at(-5))),
            7,
            Standing.FIRM_MISSING,
        ),
        (replace(NOBODY, words=(AGENCY_GONE,), agency=Presence(_at(-60))), 7, Standing.DISPUTED),
        (replace(NOBODY, words=(FIRM_GONE,), agency=Presence(_at(-60))), 7, Standing.FIRM_MISSING),
    ],
)
def test_each_case_of_the_rule(facts: Facts, at: float, standing: Standing) -> None:
    assert _stands(facts, at) is standing


def test_the_latest_word_of_a_side_is_its_word() -> None:
    slip = replace(NOBODY, words=(FIRM_GONE, _word(Side.AGENCY, ClaimKind.BEGUN, 8)))
    assert _stands(slip, 9) is Standing.UNDER_WAY
    begun = _word(Side.AGENCY, ClaimKind.BEGUN, 1)
    gone = replace(NOBODY, words=(begun, _word(Side.AGENCY, ClaimKind.FIRM_MISSING, 8)))
    assert _stands(gone, 9) is Standing.FIRM_MISSING


def test_who_said_to_be_late_is_waited_for_to_half_of_the_time_at_most() -> None:
    def until(minutes: int, said_at: float) -> datetime:
        word = _word(Side.FIRM, ClaimKind.LATE, said_at, minutes)
        return missing_from(replace(NOBODY, words=(word,)), Side.FIRM, grace=GRACE)

    assert until(3, -10) == _at(5)
    assert until(8, -10) == _at(8)
    assert until(60, -10) == _at(10)
    assert until(8, 6) == _at(5), "said when the grace was over"
    waited = replace(NOBODY, words=(_word(Side.FIRM, ClaimKind.LATE, -10, 8), FIRM_GONE))
    assert _stands(waited, 7) is Standing.DUE


def test_only_a_firms_absence_frees_a_seat_and_only_while_there_is_time() -> None:
    facts = replace(NOBODY, words=(FIRM_GONE,))
    assert seat_is_free(Standing.FIRM_MISSING, facts, _at(7))
    assert not seat_is_free(Standing.FIRM_MISSING, facts, _at(20))
    assert not seat_is_free(Standing.AGENCY_MISSING, facts, _at(7))


minutes = st.integers(-60, 60)
kinds = st.sampled_from([kind for kind in ClaimKind if kind is not ClaimKind.LATE])
words = st.builds(_word, st.sampled_from(Side), kinds, minutes) | st.builds(
    _word, st.sampled_from(Side), st.just(ClaimKind.LATE), minutes, st.integers(1, 240)
)
moments = minutes.map(_at)
presences = st.none() | st.builds(Presence, moments, st.none() | moments)
facts_of_any_kind = st.builds(
    Facts,
    st.just(START),
    st.just(END),
    st.lists(words, max_size=6, unique_by=lambda word: (word.side, word.at)).map(tuple),
    presences,
    presences,
    st.sampled_from([None, True, False]),
)


@given(facts_of_any_kind, minutes, st.randoms())
def test_the_order_in_which_words_arrive_changes_nothing(
    facts: Facts, at: int, random: Random
) -> None:
    mixed = list(facts.words)
    random.shuffle(mixed)
    assert _stands(replace(facts, words=tuple(mixed)), at) is _stands(facts, at)


@given(facts_of_any_kind, kinds, st.integers(61, 90))
def test_the_desks_latest_word_decides_whatever_else_was_said(
    facts: Facts, kind: ClaimKind, at: int
) -> None:
    standing = _stands(replace(facts, words=(*facts.words, _word(Side.DESK, kind, at))), at)
    assert standing is {
        ClaimKind.FIRM_MISSING: Standing.FIRM_MISSING,
        ClaimKind.AGENCY_MISSING: Standing.AGENCY_MISSING,
    }.get(kind, Standing.HELD)


@given(facts_of_any_kind, minutes)
def test_nobody_is_missing_unless_somebody_said_so_after_the_grace(facts: Facts, at: int) -> None:
    standing = _stands(facts, at)
    if standing in (Standing.FIRM_MISSING, Standing.AGENCY_MISSING):
        assert any(word.kind == standing.value and word.at >= _at(5) for word in facts.words)


@given(facts_of_any_kind, minutes, st.sampled_from([Side.FIRM, Side.AGENCY]))
def test_without_the_desk_nobody_is_missing_where_a_side_says_last_that_it_took_place(
    facts: Facts, at: int, side: Side
) -> None:
    others = tuple(word for word in facts.words if word.side is not Side.DESK)
    held = replace(facts, words=(*others, _word(side, ClaimKind.BEGUN, 61)))
    expected = (
        {Standing.DISPUTED} if facts.outcome is False else {Standing.HELD, Standing.UNDER_WAY}
    )
    assert _stands(held, at) in expected


@given(facts_of_any_kind, st.integers(20, 300))
def test_what_is_over_is_neither_to_come_nor_under_way(facts: Facts, at: int) -> None:
    assert _stands(facts, at) not in {Standing.TO_COME, Standing.DUE, Standing.UNDER_WAY}
