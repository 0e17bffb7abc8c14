"""The workbook of results: numbers are numbers, texts never formulas, divisions add up."""

from datetime import UTC, date, datetime

from fairmatch.files import workbooks
from fairmatch.files.grid import Grid
from fairmatch.files.results_xlsx import results_xlsx
from fairmatch.half_days import HalfDay
from fairmatch.models import Fair, FirmKind, OutcomeKind, Side
from fairmatch.results import Fact, Fate, Results
from fairmatch.results.opinions import count_marks
from fairmatch.results.tally import by_agency, by_firm_kind, by_half, tally
from fairmatch.wording import Words

EVIL = '=HYPERLINK("http://evil.example","")'
FACTS = [
    Fact(
        agency=agency,
        firm=firm,
        firm_kinds=frozenset({FirmKind.COOPERATIVE}),
        day=date(2015, 10, 29),
        half=half,
        fate=Fate.HELD,
        kinds=frozenset({OutcomeKind.CONTRACT}),
        signed=19_000_000,
    )
    for agency, firm, half in (
        ("A1", "F1", HalfDay.MORNING),
        ("A1", "F2", HalfDay.AFTERNOON),
        ("A2", "F1", HalfDay.AFTERNOON),
    )
]


def made_results() -> Results:
    """Give results with an agency whose name is a formula."""
    return Results(
        at=datetime(2015, 10, 30, 8, 30, tzinfo=UTC),
        total=tally(FACTS),
        agencies=tuple(by_agency(FACTS)),
        halves=tuple(by_half(FACTS)),
        firm_kinds=tuple(by_firm_kind(FACTS)),
        opinions=(
            count_marks(Side.FIRM, [{"match": 5}, {"match": 4}]),
            count_marks(Side.AGENCY, []),
        ),
        names={"A1": Words(ko=EVIL, en=EVIL), "A2": Words(ko="한빛구청", en="Office")},
    )


def made_fair() -> Fair:
    """Give a fair to stand over them."""
    return Fair(
        code="fair", name_ko="구매상담회", name_en="Fair", venue_ko="광장", venue_en="Square",
        organiser_name="서울시", organiser_email="fair@example.org", zone="Asia/Seoul", days=[],
    )  # fmt: skip


def _sheets() -> dict[str, Grid]:
    content = results_xlsx(made_fair(), made_results())
    found = workbooks.read(content, wanted=lambda _title: True)
    return {title: grid for title, grid in found if isinstance(grid, list)}


def test_every_division_has_its_sheet_and_adds_up() -> None:
    sheets = _sheets()
    assert list(sheets) == ["요약", "기관별", "반나절별", "기업 유형별", "만족도조사"]
    for title in ("기관별", "반나절별"):
        *parts, whole = [cells for _, cells in sheets[title][1:]]
        for column in range(1, len(whole)):
            assert sum(int(row[column]) for row in parts) == int(whole[column])


def test_it_tells_the_moment_that_it_shows() -> None:
    assert _sheets()["요약"][1][1][2] == "2015-10-30 17:30 KST"


def test_what_looks_like_a_formula_is_text() -> None:
    content = results_xlsx(made_fair(), made_results())
    assert EVIL in {cells[0] for _, cells in _sheets()["기관별"]}
    assert b"<f>" not in content
    assert results_xlsx(made_fair(), made_results()) == content
