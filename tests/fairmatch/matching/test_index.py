"""Ranking plan items for a firm, and firms for a plan item."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.matching.index import Index
from fairmatch.matching.items import Match, Offered, Wanted
from fairmatch.matching.synonyms import Synonyms

TABLE = Synonyms.amended()
WANTED = (
    Wanted("P1", "본관 청소 용역", "76111501"),
    Wanted("P2", "보건소 환경미화 위탁"),
    Wanted("P3", "환경미화원 여름 작업복 구매", "53102710"),
    Wanted("P4", "청소년수련관 여름 캠프"),
    Wanted("P5", "안내직원 유니폼 제작"),
    Wanted("P6", "노후 가로등 보수"),
)
OFFERED = (
    Offered("F1", "건물 청소 용역", "76111501"),
    Offered("F1", "이사·재배치"),
    Offered("F2", "작업복·근무복", "53102710"),
    Offered("F3", "행사용 도시락"),
    Offered("F4", "누리집 제작"),
    Offered("F4", "청소도 하고 누리집도 만드는 협동조합입니다", pitch=True),
)
INDEX = Index(WANTED, OFFERED, TABLE)


def plans(found: list[Match]) -> list[str]:
    return [match.wanted.code for match in found]


def firms(found: list[Match]) -> list[str]:
    return [match.offered.firm for match in found]


def test_plan_items_come_best_first_and_strangers_not_at_all() -> None:
    assert plans(INDEX.plans_for("F1", 10)) == ["P1", "P2"]
    assert plans(INDEX.plans_for("F2", 10)) == ["P3", "P5"]
    assert INDEX.plans_for("F3", 10) == []
    assert INDEX.plans_for("F9", 10) == []


def test_firms_come_best_first_with_the_product_that_suits() -> None:
    found = INDEX.firms_for("P1", 10)
    assert firms(found) == ["F1", "F4"]
    assert found[0].offered.name == "건물 청소 용역"
    assert INDEX.firms_for("P6", 10) == []
    assert INDEX.firms_for("P9", 10) == []


def test_a_pitch_counts_less_than_a_product() -> None:
    pitched = INDEX.firms_for("P2", 10)
    assert firms(pitched) == ["F1", "F4"]
    assert pitched[1].offered.pitch
    assert pitched[1].score < pitched[0].score


def test_no_more_are_given_than_asked_for() -> None:
    assert plans(INDEX.plans_for("F1", 1)) == ["P1"]
    assert INDEX.plans_for("F1", 0) == []


def test_every_match_says_why_and_scores_fall() -> None:
    for firm in ("F1", "F2", "F4"):
        found = INDEX.plans_for(firm, 10)
        assert all(match.reasons for match in found)
        scores = [match.score for match in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_both_directions_give_the_same_score() -> None:
    by_firm = {(m.offered.firm, m.wanted.code): m for m in INDEX.plans_for("F1", 10)}
    for code in ("P1", "P2"):
        [match] = [m for m in INDEX.firms_for(code, 10) if m.offered.firm == "F1"]
        assert by_firm["F1", code] == match


def test_a_category_alone_can_bring_together_and_another_segment_parts() -> None:
    wanted = [Wanted("P1", "나무 상자", "24111500"), Wanted("P2", "현수막", "55121706")]
    offered = [Offered("F1", "팔레트", "24111599"), Offered("F2", "현수막", "55121706")]
    index = Index([*wanted, Wanted("P3", "현수막", "10101010")], offered, Synonyms(()))
    assert plans(index.plans_for("F1", 5)) == ["P1"]
    assert plans(index.plans_for("F2", 5)) == ["P2", "P3"]


def test_equal_ones_come_by_code() -> None:
    wanted = [Wanted(code, "복사용지 구매") for code in ("P3", "P1", "P2")]
    offered = [Offered(firm, "복사용지") for firm in ("F2", "F3", "F1")]
    index = Index(wanted, offered, TABLE)
    assert plans(index.plans_for("F2", 9)) == ["P1", "P2", "P3"]
    assert firms(index.firms_for("P2", 9)) == ["F1", "F2", "F3"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random: Random) -> None:
    wanted, offered = list(WANTED), list(OFFERED)
    random.shuffle(wanted)
    random.shuffle(offered)
    index = Index(wanted, offered, TABLE)
    for firm in ("F1", "F2", "F4"):
        assert index.plans_for(firm, 10) == INDEX.plans_for(firm, 10)
    assert index.firms_for("P1", 10) == INDEX.firms_for("P1", 10)


@given(
    st.sampled_from(["청소 용역", "청소용역", "청소의 용역", "청소를 용역으로", "청소·용역"]),
    st.sampled_from(["환경미화 위탁", "환경 미화 위탁", "환경 미화를 위탁", "환경미화위탁"]),
)
def test_spaces_and_particles_change_no_order(title: str, other: str) -> None:
    wanted = [Wanted("P1", f"본관 {title}"), Wanted("P2", f"보건소 {other}"), *WANTED[2:]]
    index = Index(wanted, OFFERED, TABLE)
    assert plans(index.plans_for("F1", 5)) == ["P1", "P2"]


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [((), ()), (WANTED, ()), ((), OFFERED), ([Wanted("P", "——")], [Offered("F", "!!")])],
)
def test_a_fair_without_anything_to_compare_finds_nothing(
    wanted: tuple[Wanted, ...], offered: tuple[Offered, ...]
) -> None:
    index = Index(wanted, offered, TABLE)
    assert index.plans_for("F1", 5) == []
    assert index.firms_for("P1", 5) == []


@given(st.lists(st.text(max_size=15), min_size=1, max_size=4), st.text(max_size=15))
def test_any_text_can_be_compared(titles: list[str], name: str) -> None:
    wanted = [Wanted(f"P{at}", title) for at, title in enumerate(titles)]
    for match in Index(wanted, [Offered("F", name)], TABLE).plans_for("F", 9):
        assert match.reasons
