"""What is told of amounts: never of one or two firms, nor by subtracting what was told before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.models import Side
from fairmatch.results import Group, Results, Tally, public_results
from fairmatch.results.opinions import count_marks
from fairmatch.results.telling import FEWEST, MEASURES, Told, tell
from fairmatch.wording import Words

NOON = datetime(2015, 10, 29, 3, 0, tzinfo=UTC)
AGENCIES, FIRMS = ("A1", "A2", "A3"), ("F1", "F2", "F3", "F4")
Own = dict[str, dict[str, tuple[int, int]]]

# Powers of ten apart, so that a sum tells what it is made of; few, so that amounts come back.
amounts = st.sampled_from([(0, 0), (1, 0), (0, 2), (3, 4)])
some_own = st.fixed_dictionaries(
    {
        agency: st.fixed_dictionaries({}, optional=dict.fromkeys(FIRMS, amounts))
        for agency in AGENCIES
    }
)


def results(
    own: Own, opening: int = 0, answers: dict[str, dict[str, int]] | None = None
) -> Results:
    return Results(
        at=NOON + timedelta(hours=opening),
        total=Tally(),
        agencies=tuple(Group(agency, Tally()) for agency in AGENCIES),
        halves=(),
        firm_kinds=(),
        opinions=(count_marks(Side.FIRM, []), count_marks(Side.AGENCY, [])),
        names={code: Words(ko=code, en=code) for code in AGENCIES},
        own=own,
        answers={Side.FIRM: answers or {}},
    )


def in_sums(told: Told, measure: str) -> dict[str, dict[str, int]]:
    """Give the amounts that the sums told are made of, by agency and firm."""
    return {
        agency: {firm: one[-1] for firm, one in firms.items() if one[-1]}
        for agency, firms in told.amounts[measure].items()
    }


@given(some_own)
def test_a_first_opening_tells_sums_of_three_firms_at_least(own: Own) -> None:
    told = tell(results(own))
    assert sorted(code for group in told.groups for code in group) == [*AGENCIES]
    for at, measure in enumerate(MEASURES):
        for group in told.groups:
            named = {firm for code in group for firm, one in own[code].items() if one[at]}
            amount = sum(one[at] for code in group for one in own[code].values())
            shown = told.sum_of(group, measure)
            assert shown == (None if 0 < len(named) < FEWEST else amount)


@given(st.lists(some_own, min_size=2, max_size=5))
def test_no_two_openings_tell_what_one_or_two_firms_changed(openings: list[Own]) -> None:
    tellings: list[Told] = []
    for number, own in enumerate(openings):
        told = tell(results(own, number), tellings[-1] if tellings else None)
        tellings.append(Told.model_validate_json(told.model_dump_json()))
    for before, after in combinations(tellings, 2):
        for group in after.groups:
            parts = [part for part in before.groups if set(part) & set(group)]
            # Whoever was told of parts can always add them up to what is told now.
            assert {code for part in parts for code in part} == set(group)
            for measure in MEASURES:
                if None in (before.sum_of(group, measure), after.sum_of(group, measure)):
                    continue
                then, now = in_sums(before, measure), in_sums(after, measure)
                differ = {
                    firm
                    for code in group
                    for firm in FIRMS
                    if then[code].get(firm) != now[code].get(firm)
                }
                assert not 0 < len(differ) < FEWEST, (measure, group, differ)


def test_what_one_firm_signed_later_is_told_once_two_others_have_as_well() -> None:
    own: Own = {"A1": {"F1": (0, 10), "F2": (0, 20), "F3": (0, 30)}}
    first = tell(results(own))
    assert first.sum_of(["A1"], "signed") == 60
    own = {"A1": {**own["A1"], "F4": (0, 7)}}
    second = tell(results(own, 1), first)
    assert (second.sum_of(["A1"], "signed"), second.at["A1"]) == (60, NOON)
    shown = public_results(results(own, 1), second)
    assert [one.since for one in shown.agencies] == [NOON, None, None]
    assert shown.signed == 60
    own = {"A1": {"F1": (0, 11), "F2": (0, 20), "F3": (0, 31), "F4": (0, 7)}}
    third = tell(results(own, 2), second)
    assert third.sum_of(["A1"], "signed") == 69
    assert third.at["A1"] == NOON + timedelta(hours=2)


def test_agencies_of_which_one_firm_each_changed_are_told_together_from_then_on() -> None:
    signed: Own = {code: dict.fromkeys(FIRMS, (0, 10)) for code in AGENCIES}
    first = tell(results(signed))
    assert first.groups == (("A1",), ("A2",), ("A3",))
    later = {
        code: {**firms, firm: (0, 25)}
        for (code, firms), firm in zip(signed.items(), FIRMS, strict=False)
    }
    second = tell(results(later, 1), first)
    assert second.groups == (AGENCIES,)
    assert second.sum_of(AGENCIES, "signed") == 165
    assert tell(results(later, 2), second).groups == (AGENCIES,)


def test_an_agency_that_comes_later_with_one_firm_hides_no_total() -> None:
    own: Own = {"A1": {"F1": (0, 10), "F2": (0, 20), "F3": (0, 30)}}
    before = replace(results(own), agencies=(Group("A1", Tally()),))
    told = tell(results(own | {"A2": {"F4": (0, 5)}}, 1), tell(before))
    assert told.sum_of(["A2"], "signed") is None
    assert told.total_of("signed") == 60


def test_marks_are_told_anew_once_three_parties_have_answered_or_changed_theirs() -> None:
    three = {firm: {"overall": 4} for firm in ("F1", "F2", "F3")}
    first = tell(results({}, answers=three))
    more = three | {"F4": {"overall": 1}}
    second = tell(results({}, 1, answers=more), first)
    assert second.opinion(Side.FIRM).answered == 3
    assert second.answered_at[Side.FIRM] == NOON
    changed = more | {"F1": {"overall": 5}, "F2": {"overall": 5}}
    third = tell(results({}, 2, answers=changed), second)
    assert third.opinion(Side.FIRM).questions[-1].counts == (1, 0, 0, 1, 2)
