"""The quality report as Markdown, Korean first, then English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairmatch.files.calendars import one_line
from fairmatch.half_days import HalfDay
from fairmatch.reports.model import QualityReport, TierFigures
from fairmatch.wording import said_in

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!&])")


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    made: str
    tiers: str
    tier_columns: tuple[str, ...]
    goals: dict[str, str]
    statuses: dict[str, str]
    demand: str
    fairness: str
    histogram_columns: tuple[str, str]
    comfort: str
    comfort_columns: tuple[str, ...]
    waiting: str
    walking: str
    days: str
    day_columns: tuple[str, ...]
    load: str
    load_columns: tuple[str, ...]
    halves: dict[HalfDay, str]
    reasons: str
    reason_columns: tuple[str, str]
    unmet: str
    unmet_columns: tuple[str, ...]


KOREAN = _Words(
    title="상담 시간표 품질 보고서",
    made="제{number}판 · 작성 {made} (UTC) · 상태 {status} · 계산 {seconds:.1f}초",
    tiers="목표별 결과와 증명된 한계",
    tier_columns=("목표", "결과", "한계", "차이", "상태", "초"),
    goals={
        "coverage": "상담 {level}건 이상인 기업 수",
        "worth": "상담의 가치",
        "days": "이틀 이상 오는 날 수",
        "breaks": "빈 시간",
        "walking": "기업이 부스 사이를 걷는 거리(m)",
        "evenness": "부스별 상담의 치우침(제곱합)",
        "change": "옮기거나 취소한 상담",
    },
    statuses={
        "optimal": "최적 증명",
        "feasible": "증명 전",
        "unknown": "모름",
    },
    demand="신청 {asked}건 가운데 {held}건 성사 ({share:.1%}), 사전 약속 {arranged}건, "
    "양쪽이 원한 상담 {mutual}건. 기업 {firms}곳, 기관 {agencies}곳.",
    fairness="기업별 상담 수: 평균 {mean}, 최소 {fewest}, 최다 {most}, 없음 {none}곳 · "
    "지니계수 {gini}, 제인 지수 {jain} · 1순위 성사 {first:.1%} · 하루만 오는 기업 {one_day:.1%}",
    histogram_columns=("상담 수", "기업 수"),
    comfort="기다림과 걸음",
    comfort_columns=("항목", "평균", "95%", "최대"),
    waiting="기다리는 시간(분)",
    walking="걷는 거리(m)",
    days="날짜별 자리",
    day_columns=("날짜", "자리", "상담", "남은 자리", "현장 접수 몫"),
    load="부스별 수요와 상담",
    load_columns=("부스", "기관", "날짜", "때", "수요", "자리", "상담"),
    halves={HalfDay.MORNING: "오전", HalfDay.AFTERNOON: "오후"},
    reasons="성사되지 않은 까닭",
    reason_columns=("까닭", "건수"),
    unmet="성사되지 않은 신청",
    unmet_columns=("기업", "기관", "순위", "까닭"),
)
ENGLISH = _Words(
    title="Quality report of the timetable",
    made="Version {number} · made {made} (UTC) · status {status} · solved in {seconds:.1f} s",
    tiers="Goals: result and proven bound",
    tier_columns=("Goal", "Result", "Bound", "Gap", "Status", "Seconds"),
    goals={
        "coverage": "Firms with at least {level} consultation(s)",
        "worth": "Worth of the consultations",
        "days": "Second days",
        "breaks": "Breaks",
        "walking": "Metres that firms walk between booths",
        "evenness": "Unevenness of the booths' load (sum of squares)",
        "change": "Consultations moved or dropped",
    },
    statuses={
        "optimal": "proved optimal",
        "feasible": "not proved",
        "unknown": "unknown",
    },
    demand="{held} of {asked} held ({share:.1%}), {arranged} arranged beforehand, {mutual} wanted "
    "by both sides. {firms} firms, {agencies} agencies.",
    fairness="Consultations a firm: mean {mean}, fewest {fewest}, most {most}, none {none} · "
    "Gini {gini}, Jain {jain} · first wishes met {first:.1%} · firms that come on one day only "
    "{one_day:.1%}",
    histogram_columns=("Consultations", "Firms"),
    comfort="Waiting and walking",
    comfort_columns=("Figure", "Mean", "95 %", "Most"),
    waiting="Waiting (minutes)",
    walking="Walking (m)",
    days="Seats by day",
    day_columns=("Date", "Seats", "Held", "Left", "Meant for walk-ins"),
    load="Demand and consultations by booth",
    load_columns=("Booth", "Agency", "Date", "Half", "Asked", "Seats", "Held"),
    halves={HalfDay.MORNING: "morning", HalfDay.AFTERNOON: "afternoon"},
    reasons="Reasons of unmet wishes",
    reason_columns=("Reason", "Count"),
    unmet="Unmet wishes",
    unmet_columns=("Firm", "Agency", "Rank", "Reason"),
)


def report_markdown(report: QualityReport, *, fair_ko: str, fair_en: str, number: int) -> str:
    """Give the report as Markdown tables; no name in it can break a table or a heading."""
    parts = (
        *_part(report, "ko", KOREAN, fair_ko, number),
        *_part(report, "en", ENGLISH, fair_en, number),
    )
    return "\n\n".join(parts) + "\n"


def _part(
    report: QualityReport, language: str, words: _Words, fair: str, number: int
) -> Iterator[str]:
    fairness, demand, comfort = report.fairness, report.demand, report.comfort
    yield f"# {_safe(fair)}: {words.title}"
    yield words.made.format(
        number=number,
        made=f"{report.made_at:%Y-%m-%d %H:%M}",
        status=words.statuses.get(report.status, report.status),
        seconds=report.seconds,
    )
    yield f"## {words.tiers}"
    yield _table(words.tier_columns, [_tier(tier, words) for tier in report.tiers])
    yield words.demand.format(**demand.model_dump(), share=demand.share_met)
    yield words.fairness.format(
        **fairness.model_dump(exclude={"one_day"}),
        none=fairness.firms_with_none,
        first=fairness.first_wishes_met,
        one_day=fairness.one_day,
    )
    yield _table(words.histogram_columns, list(enumerate(fairness.histogram)))
    yield f"## {words.comfort}"
    yield _table(
        words.comfort_columns,
        [
            (name, spread.mean, spread.p95, spread.most)
            for name, spread in (
                (words.waiting, comfort.waiting_minutes),
                (words.walking, comfort.walking_metres),
            )
        ],
    )
    yield f"## {words.days}"
    yield _table(
        words.day_columns,
        [(day.date, day.seats, day.held, day.kept_free, day.reserve) for day in report.days],
    )
    yield f"## {words.load}"
    yield _table(
        words.load_columns,
        [
            (
                one.booth,
                _said(language, one.agency_name_ko, one.agency_name_en),
                one.date,
                words.halves[one.half],
                one.asked,
                one.seats,
                one.held,
            )
            for one in report.load
        ],
    )
    yield f"## {words.reasons}"
    yield _table(
        words.reason_columns,
        [(one.words.in_language(language), one.count) for one in report.unmet_reasons],
    )
    yield f"## {words.unmet}"
    yield _table(
        words.unmet_columns,
        [
            (
                _said(language, one.firm_name_ko, one.firm_name_en),
                _said(language, one.agency_name_ko, one.agency_name_en),
                one.rank,
                one.organiser_words.in_language(language),
            )
            for one in report.unmet
        ],
    )
    yield from (f"- {_safe(said_in(language, note))}" for note in report.notes)


def _tier(tier: TierFigures, words: _Words) -> tuple[object, ...]:
    name = words.goals.get(tier.goal, tier.goal).format(level=tier.level)
    status = words.statuses.get(tier.status, tier.status)
    figures = (tier.value, tier.bound, tier.gap)
    return (name, *("" if one is None else one for one in figures), status, tier.seconds)


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    rule = ["---"] * len(columns)
    lines = [columns, rule, *([_safe(str(cell)) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _said(language: str, korean: str, english: str) -> str:
    return english or korean if language == "en" else korean


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
