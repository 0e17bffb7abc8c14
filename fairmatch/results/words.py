"""What the figures of the results are called, in workbooks and on paper."""

from datetime import date

from fairmatch.files.labels import LABELS
from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind, Side
from fairmatch.results.tally import Tally
from fairmatch.wording import WEEKDAYS_EN, WEEKDAYS_KO, Words

TITLE = Words(ko="상담 결과 보고서", en="Results of the consultations")
AS_OF = Words(ko="{at} 기준", en="As of {at}")
PLANNED = Words(ko="예약 상담", en="By appointment")
WALK_INS = Words(ko="현장 접수", en="Walk-ins")
HELD = Words(ko="진행한 상담", en="Held")
FIRM_MISSED = Words(ko="기업 불참", en="Missed by the firm")
AGENCY_MISSED = Words(ko="기관 불참", en="Missed by the agency")
UNCLEAR = Words(ko="확인 안 됨", en="Unclear")
COMING = Words(ko="남은 상담", en="Still to come")
KINDS = {
    OutcomeKind.INFORMATION: Words(ko="정보 교환", en="Information"),
    OutcomeKind.FOLLOW_UP: Words(ko="후속 상담", en="Follow-up"),
    OutcomeKind.QUOTATION: Words(ko="견적 요청", en="Quotation asked"),
    OutcomeKind.PLEDGE: Words(ko="우선구매 약정", en="Priority-purchase pledge"),
    OutcomeKind.CONTRACT: Words(ko="현장계약", en="On-site contract"),
    OutcomeKind.MEMORANDUM: Words(ko="업무협약", en="Memorandum"),
}
DISCUSSED = Words(ko="상담 금액(원)", en="Amount talked about (won)")
SIGNED = Words(ko="체결 금액(원)", en="Amount signed (won)")
LATER = Words(ko="금액 미정 체결", en="Signed, amount to follow")
DISPUTED = Words(ko="양쪽 의견이 다른 결과", en="Outcomes in dispute")
FIRMS = Words(ko="상담한 기업", en="Firms that had one")
TOTAL = Words(ko="합계", en="Total")
AGENCY = Words(ko="기관", en="Agency")
HALF = Words(ko="반나절", en="Half-day")
KIND_OF_FIRM = Words(ko="기업 유형", en="Type of firm")
NO_KIND = Words(ko="유형 없음", en="No type")
ALL_KINDS_NOTE = Words(
    ko="유형이 여럿인 기업은 각 유형에 모두 들어가므로 합계보다 클 수 있습니다.",
    en="A firm of several types is in each of them, so these may add up to more than the total.",
)
DISPUTED_NOTE = Words(
    ko="양쪽 의견이 다른 결과는 주최 측이 확정할 때까지 결과와 금액에 넣지 않습니다.",
    en="Where the two sides disagree, outcome and amounts are left out until the desk decides.",
)
HALVES = {
    HalfDay.MORNING: Words(ko="오전", en="morning"),
    HalfDay.AFTERNOON: Words(ko="오후", en="afternoon"),
}
SIDES = {Side.FIRM: Words(ko="기업", en="Firms"), Side.AGENCY: Words(ko="기관", en="Agencies")}
SURVEY = Words(ko="만족도조사", en="Survey")
QUESTIONS = {
    "match": Words(ko="만난 상대가 알맞았다", en="The right ones were met"),
    "time": Words(ko="상담 시간이 충분했다", en="There was enough time"),
    "schedule": Words(ko="시간표가 편리했다", en="The timetable was convenient"),
    "prospects": Words(ko="거래로 이어질 것 같다", en="Business will come of it"),
    "overall": Words(ko="전반적으로 만족한다", en="All in all, content"),
}
QUESTION = Words(ko="질문", en="Question")
ANSWERS = Words(ko="응답", en="Answers")
MEAN = Words(ko="평균(5점 만점)", en="Mean (of 5)")

Figure = tuple[Words, int]


def counted(tally: Tally) -> list[Figure]:
    """Give the consultations of a tally by what became of them; the last five add up."""
    return [
        (PLANNED, tally.planned),
        (WALK_INS, tally.walk_ins),
        (HELD, tally.held),
        (FIRM_MISSED, tally.firm_missed),
        (AGENCY_MISSED, tally.agency_missed),
        (UNCLEAR, tally.unclear),
        (COMING, tally.coming),
    ]


def came(tally: Tally) -> list[Figure]:
    """Give in how many consultations of a tally what came of it."""
    return [(KINDS[kind], tally.of(kind)) for kind in OutcomeKind]


def kind_name(kind: FirmKind | None) -> Words:
    """Give what a type of firm is called."""
    if kind is None:
        return NO_KIND
    return Words(ko=LABELS[FirmKind][kind], en=kind.value.replace("_", " "))


def half_name(day: date, half: HalfDay) -> Words:
    """Give a half-day with its date and weekday."""
    return Words(
        ko=f"{day}({WEEKDAYS_KO[day.weekday()]}) {HALVES[half].ko}",
        en=f"{day} ({WEEKDAYS_EN[day.weekday()]}), {HALVES[half].en}",
    )
