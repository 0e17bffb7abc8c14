from pathlib import Path

from fairmatch.models import MarkKind
from fairmatch.plan_settings import PlanSettings
from fairmatch.worth import is_mutual, worth_of


def test_a_wish_counts_less_the_lower_its_rank_down_to_a_floor() -> None:
    assert [worth_of(PlanSettings(), rank, mutual=False) for rank in range(1, 10)] == [
        100,
        90,
        80,
        70,
        60,
        50,
        40,
        40,
        40,
    ]


def test_a_mutual_wish_counts_half_as_much_again() -> None:
    assert [worth_of(PlanSettings(), rank, mutual=True) for rank in (1, 2, 7)] == [150, 135, 60]


def test_an_agency_wants_what_it_marks_or_arranges() -> None:
    wanted = [kind for kind in (None, *MarkKind) if is_mutual(kind, arranged=False)]
    assert wanted == [MarkKind.MUST, MarkKind.LIKE]
    assert is_mutual(None, arranged=True)


def test_the_table_in_the_documentation_is_what_is_counted() -> None:
    lines = (Path(__file__).parents[2] / "docs" / "planning.md").read_text("utf-8").splitlines()
    rows = {
        cells[1].strip(): [int(cell) for cell in cells[2:-1]]
        for cells in (line.split("|") for line in lines)
        if cells[1:] and cells[1].strip().startswith(("the firm's wish", "mutual"))
    }
    assert rows == {
        "the firm's wish alone": [
            worth_of(PlanSettings(), rank, mutual=False) for rank in range(1, 8)
        ],
        "mutual: marked *like* or *must*, or arranged": [
            worth_of(PlanSettings(), rank, mutual=True) for rank in range(1, 8)
        ],
    }
