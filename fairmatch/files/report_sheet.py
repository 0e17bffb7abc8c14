"""The quality report as sheets of a workbook: its figures, and each booth's load."""

from collections.abc import Iterator

from fairmatch.files.report_markdown import ENGLISH, KOREAN
from fairmatch.files.sheets import Cell, Column
from fairmatch.reports.model import QualityReport, Spread

FIGURES = (
    Column("구분", "Part", 16),
    Column("항목", "Figure", 36),
    Column("항목(영문)", "Figure (English)", 44),
    Column("값", "Value", 12),
    Column("증명된 한계", "Proven bound", 12),
    Column("상태", "Status", 22),
)
LOAD = (
    Column("부스", "Booth", 8),
    Column("기관 코드", "Agency code", 10),
    Column("기관", "Agency", 24),
    Column("날짜", "Date", 12),
    Column("때", "Half", 14),
    Column("신청", "Asked", 8),
    Column("자리", "Seats", 8),
    Column("상담", "Held", 8),
)


def figure_rows(report: QualityReport) -> list[list[Cell]]:
    """Give every figure of the report but those of single booths and wishes."""
    return [
        *_tiers(report),
        *_demand(report),
        *_fairness(report),
        *_comfort(report),
        *_days(report),
        *_reasons(report),
    ]


def load_rows(report: QualityReport) -> list[list[Cell]]:
    """Give each booth's demand, seats and consultations by half-day."""
    return [
        [
            one.booth,
            one.agency_code,
            one.agency_name_ko,
            one.date,
            f"{KOREAN.halves[one.half]} {ENGLISH.halves[one.half]}",
            one.asked,
            one.seats,
            one.held,
        ]
        for one in report.load
    ]


def _tiers(report: QualityReport) -> Iterator[list[Cell]]:
    for tier in report.tiers:
        level = {"level": tier.level}
        yield [
            "목표 Goals",
            KOREAN.goals[tier.goal].format(**level),
            ENGLISH.goals[tier.goal].format(**level),
            "" if tier.value is None else tier.value,
            "" if tier.bound is None else tier.bound,
            f"{KOREAN.statuses[tier.status]} {ENGLISH.statuses[tier.status]}",
        ]


def _demand(report: QualityReport) -> Iterator[list[Cell]]:
    demand = report.demand
    yield from _part(
        "수요 Demand",
        ("신청과 사전 약속", "Asked for or arranged", demand.asked),
        ("성사된 상담", "Held", demand.held),
        ("사전 약속", "Arranged beforehand", demand.arranged),
        ("양쪽이 원한 상담", "Wanted by both sides", demand.mutual),
        ("성사 비율", "Share of wishes met", demand.share_met),
        ("기업", "Firms", demand.firms),
        ("기관", "Agencies", demand.agencies),
    )


def _fairness(report: QualityReport) -> Iterator[list[Cell]]:
    fair = report.fairness
    yield from _part(
        "공정성 Fairness",
        ("기업당 평균", "Mean a firm", fair.mean),
        ("가장 적은 기업", "Fewest of a firm", fair.fewest),
        ("가장 많은 기업", "Most of a firm", fair.most),
        ("상담이 없는 기업", "Firms with none", fair.firms_with_none),
        ("지니계수", "Gini", fair.gini),
        ("제인 지수", "Jain's index", fair.jain),
        ("1순위 성사 비율", "Share of first wishes met", fair.first_wishes_met),
        ("하루만 오는 기업 비율", "Share of firms that come on one day only", fair.one_day),
        *(
            (f"상담 {number}건인 기업", f"Firms with {number}", firms)
            for number, firms in enumerate(fair.histogram)
        ),
    )


def _comfort(report: QualityReport) -> Iterator[list[Cell]]:
    comfort = report.comfort
    yield from _part(
        "편의 Comfort",
        *_spread("기다리는 시간(분)", "Waiting (minutes)", comfort.waiting_minutes),
        ("기다리는 기업", "Firms that wait", comfort.waiting_firms),
        ("빈 시간", "Breaks", comfort.breaks),
        *_spread("걷는 거리(m)", "Walking (m)", comfort.walking_metres),
    )


def _days(report: QualityReport) -> Iterator[list[Cell]]:
    for day in report.days:
        yield from _part(
            f"자리 Seats {day.date}",
            ("자리", "Seats", day.seats),
            ("상담", "Held", day.held),
            ("남은 자리", "Left", day.kept_free),
            ("현장 접수 몫", "Meant for walk-ins", day.reserve),
        )


def _reasons(report: QualityReport) -> Iterator[list[Cell]]:
    yield from _part(
        "성사되지 않은 까닭 Unmet",
        *((one.words.ko, one.words.en, one.count) for one in report.unmet_reasons),
    )


def _spread(korean: str, english: str, spread: Spread) -> Iterator[tuple[str, str, Cell]]:
    yield f"{korean}, 평균", f"{english}, mean", spread.mean
    yield f"{korean}, 95%", f"{english}, 95 %", spread.p95
    yield f"{korean}, 최대", f"{english}, most", spread.most


def _part(name: str, *figures: tuple[str, str, Cell]) -> Iterator[list[Cell]]:
    for korean, english, value in figures:
        yield [name, korean, english, value, "", ""]
