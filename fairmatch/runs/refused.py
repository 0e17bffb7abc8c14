"""Why a run ended without a timetable, for the people who asked for it."""

from fairmatch.errors import (
    NothingToPlan,
    NoTimetable,
    PlanningClash,
    RuleBroken,
    StaleInputs,
)
from fairmatch.wording import Words

_MISSING = {"slots": "상담 시간이", "interests": "상담 신청이"}


def refused_words(error: BaseException) -> Words:
    """Give the reason in both languages; what nobody foresaw keeps its own words."""
    english = str(error) or type(error).__name__
    korean = english
    if isinstance(error, PlanningClash):
        korean = "다음은 모두 지킬 수 없습니다: " + "; ".join(error.in_language("ko"))
    elif isinstance(error, NothingToPlan):
        what = _MISSING.get(error.missing, error.missing)
        korean = f"박람회에 {what} 없습니다. 먼저 등록해 주세요."
    elif isinstance(error, StaleInputs):
        korean = "시간표를 만드는 동안 신청이나 설정이 바뀌었습니다. 다시 만들어 주세요."
    elif isinstance(error, RuleBroken):
        broken = error.in_language("ko")[:5]
        korean = "결과가 박람회의 규칙에 어긋나 버렸습니다: " + "; ".join(broken)
    elif isinstance(error, NoTimetable):
        korean = (
            "정해진 시간 안에 시간표를 찾지 못했습니다. 시간을 늘리거나, 미리 정한 상담과 꼭 "
            "만나야 하는 상담을 줄여 주세요."
        )
    return Words(ko=korean, en=english)
