import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.files.report_markdown import report_markdown
from fairmatch.half_days import HalfDay
from fairmatch.reports.model import (
    BoothLoad,
    Comfort,
    DayFigures,
    Demand,
    Fairness,
    QualityReport,
    ReasonCount,
    Spread,
    TierFigures,
    UnmetInterest,
)
from fairmatch.reports.reasons import UnmetKind
from fairmatch.wording import Words

NOTHING = Spread(mean=0.0, p95=0, most=0)
REPORT = QualityReport(
    made_at=datetime(2015, 10, 19, 9, 0, tzinfo=UTC),
    revision=1,
    status="feasible",
    seconds=12.34,
    tiers=(
        TierFigures(
            goal="coverage", level=2, value=290, bound=290, gap=0, status="optimal", seconds=0.5
        ),
        TierFigures(
            goal="breaks", level=None, value=7, bound=None, gap=None, status="feasible", seconds=9
        ),
    ),
    demand=Demand(
        firms=300, agencies=44, asked=1500, arranged=3, held=1050, mutual=200, share_met=0.7
    ),
    days=(DayFigures(date=date(2015, 10, 29), seats=792, held=500, kept_free=292, reserve=118),),
    fairness=Fairness(
        histogram=(0, 10, 290),
        firms_with_none=0,
        fewest=1,
        most=2,
        mean=1.967,
        gini=0.0164,
        jain=0.9918,
        first_wishes=300,
        first_wishes_met=0.9,
        one_day=0.85,
    ),
    comfort=Comfort(waiting_minutes=NOTHING, waiting_firms=0, breaks=7, walking_metres=NOTHING),
    load=(
        BoothLoad(
            booth="B1",
            agency_code="A01",
            agency_name_ko="종로구",
            agency_name_en="Jongno-gu",
            date=date(2015, 10, 29),
            half=HalfDay.MORNING,
            asked=12,
            seats=9,
            held=8,
        ),
    ),
    unmet_reasons=(
        ReasonCount(
            kind=UnmetKind.BOOTH_FULL, words=Words(ko="부스 만석", en="Booth full"), count=1
        ),
    ),
    unmet=(),
    notes=(),
)


def _unmet(name: str, reason: str) -> UnmetInterest:
    return UnmetInterest(
        firm_code="F1",
        firm_name_ko=name,
        firm_name_en="",
        agency_code="A01",
        agency_name_ko="종로구",
        agency_name_en="Jongno-gu",
        rank=1,
        worth=3,
        kind=UnmetKind.BOOTH_FULL,
        holders=(),
        words=Words(ko=reason, en=reason),
        organiser_words=Words(ko=reason, en=reason),
    )


@dataclass(frozen=True)
class _Table:
    columns: int
    rows: list[list[str]]


def _tables(text: str) -> list[_Table]:
    """Read the tables back; a row that does not fit its table's heading is an error."""
    found = []
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("|"):
            cells = [re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1] for line in lines]
            assert {len(row) for row in cells} == {len(cells[0])}
            assert set(cells[1]) == {" --- "}
            rows = [[cell.strip() for cell in row] for row in cells[2:]]
            found.append(_Table(len(cells[0]), rows))
    return found


def _written(report: QualityReport, fair: str = "상담회") -> str:
    return report_markdown(report, fair_ko=fair, fair_en="Fair", number=2)


def test_every_figure_is_in_both_languages() -> None:
    text = _written(REPORT)
    korean, english = text.split("# Fair: Quality report of the timetable")
    for one in (korean, english):
        assert [len(table.rows) for table in _tables(one)] == [2, 3, 2, 1, 1, 1, 0]
        for figure in ("290", "1050", "1500", "70.0%", "1.967", "0.0164", "0.9918", "792", "118"):
            assert figure in one
    assert "상담 2건 이상인 기업 수 | 290 | 290 | 0 | 최적 증명 | 0.5" in korean
    assert "제2판 · 작성 2015-10-19 09:00 (UTC) · 상태 증명 전 · 계산 12.3초" in korean
    assert "Breaks | 7 |  |  | not proved | 9.0" in english
    assert "Jongno\\-gu" in english or "Jongno-gu" in english


def test_notes_and_unmet_wishes_are_listed() -> None:
    report = REPORT.model_copy(
        update={"unmet": (_unmet("해오름", "full"),), "notes": ("A pin was moved.",)}
    )
    text = _written(report)
    assert text.count("| 해오름 |") == 2
    assert text.count("- A pin was moved.") == 2


@pytest.mark.parametrize(
    "name",
    ["a|b", "a\nb", "\\|", "# heading", "<script>alert(1)</script>", "[x](javascript:1)", "`|`"],
)
def test_no_name_breaks_a_table_or_becomes_markup(name: str) -> None:
    _require_contained(name)


@given(st.text("|\\\n\r<>`#*_[]()!&~-ab가\u2028 ", max_size=30))
def test_no_text_at_all_breaks_a_table(name: str) -> None:
    _require_contained(name)


def _require_contained(name: str) -> None:
    report = REPORT.model_copy(update={"unmet": (_unmet(name, name),), "notes": (name,)})
    text = _written(report, fair=name)
    (shown,) = _tables(text.split("# Fair:")[0])[-1].rows
    assert len(shown) == 4
    plain = re.sub(r"\\(.)", r"\1", shown[0])
    assert plain == " ".join(name.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`\[]", shown[0])
    assert text.count("\n# ") == 1
