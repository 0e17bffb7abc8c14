"""Parts add up to the whole, and nothing is counted twice."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind
from fairmatch.results import Fact, Fate, Tally
from fairmatch.results.tally import Group, by_agency, by_firm_kind, by_half, tally

DAYS = (date(2015, 10, 29), date(2015, 10, 30))
AMOUNTS = st.none() | st.integers(0, 10**12)
FACTS = st.lists(
    st.builds(
        Fact,
        agency=st.sampled_from(["A1", "A2", "A3", "A4", "A5"]),
        firm=st.sampled_from([f"F{number}" for number in range(1, 9)]),
        firm_kinds=st.frozensets(st.sampled_from(FirmKind), max_size=3),
        day=st.sampled_from(DAYS),
        half=st.sampled_from(HalfDay),
        fate=st.sampled_from(Fate),
        walk_in=st.booleans(),
        kinds=st.frozensets(st.sampled_from(OutcomeKind)),
        discussed=AMOUNTS,
        signed=AMOUNTS,
        later=st.booleans(),
        disputed=st.booleans(),
    ),
    max_size=40,
)


def _sum(groups: Sequence[Group[Any]]) -> Tally:
    return reduce(add, (group.tally for group in groups), Tally())


@given(FACTS)
def test_the_parts_by_agency_and_by_half_day_add_up_to_the_whole(facts: list[Fact]) -> None:
    whole = tally(facts)
    assert _sum(by_agency(facts)) == whole
    assert _sum(by_half(facts)) == whole


@given(FACTS)
def test_each_consultation_has_one_fate(facts: list[Fact]) -> None:
    whole = tally(facts)
    fates = whole.held + whole.firm_missed + whole.agency_missed + whole.unclear + whole.coming
    assert fates == whole.all == len(facts)


@given(FACTS)
def test_a_firm_of_several_types_is_in_each_of_them(facts: list[Fact]) -> None:
    for group in by_firm_kind(facts):
        mine = [
            fact
            for fact in facts
            if (group.key in fact.firm_kinds if group.key else not fact.firm_kinds)
        ]
        assert group.tally == tally(mine)
    assert sum(len(fact.firm_kinds) or 1 for fact in facts) == sum(
        group.tally.all for group in by_firm_kind(facts)
    )
