import pytest

from fairmatch.errors import (
    NothingToPlan,
    NoTimetable,
    PlanningClash,
    RuleBroken,
    StaleInputs,
)
from fairmatch.runs.refused import refused_words
from fairmatch.wording import Words


@pytest.mark.parametrize(
    ("error", "korean"),
    [
        (
            PlanningClash([Words(ko="가 × 나", en="A × B"), "C"]),
            "모두 지킬 수 없습니다: 가 × 나; C",
        ),
        (NothingToPlan("slots"), "상담 시간이 없습니다"),
        (NothingToPlan("interests"), "상담 신청이 없습니다"),
        (StaleInputs(1, 2), "바뀌었습니다"),
        (RuleBroken(["one", "two"]), "어긋나 버렸습니다: one; two"),
        (NoTimetable("none"), "찾지 못했습니다"),
        (KeyError("unforeseen"), "unforeseen"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
    ],
)
def test_why_there_is_no_timetable_is_said_in_both_languages(
    error: BaseException, korean: str
) -> None:
    said = refused_words(error)
    assert korean in said.ko
    assert said.en == (str(error) or type(error).__name__)
