from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.b2bsp import Instance, Meeting
from benchmarks.variants import Variant, variants
from benchmarks.verify import count_breaks

ANSWER = [1, 2, 3, 4, 1, 2, 3, 4]
INSTANCE = Instance(
    "eight",
    4,
    2,
    4,
    tuple(
        Meeting(a, b, frozenset(range(1, 5)))
        for a, b in ((1, 2), (1, 3), (1, 4), (1, 2), (3, 4), (2, 4), (2, 3), (3, 4))
    ),
    (frozenset(),) * 4,
)


def made(*, possible: bool = True, seed: int = 1) -> list[Variant]:
    return list(variants(INSTANCE, ANSWER if possible else None, seed))


def test_there_are_nine_variants_of_an_original() -> None:
    assert [one.kind for one in made()] == [
        "forbidden 0.3%",
        "forbidden 0.7%",
        "fixed 20%",
        "fixed 40%",
        "precedences 15%",
        "precedences 25%",
        "d = 0",
        "d = 1",
        "d = 3",
    ]
    assert [one.fairness for one in made()] == [2] * 6 + [0, 1, 3]


def test_one_seed_gives_one_set_and_another_another() -> None:
    assert made() == made()
    assert made() != made(seed=2)


@pytest.mark.parametrize("possible", [False, True])
def test_a_share_of_the_meetings_is_fixed_or_ordered(possible: bool) -> None:
    found = {one.kind: one.instance for one in made(possible=possible)}
    for kind, count in (("fixed 20%", 2), ("fixed 40%", 3)):
        assert sum(meeting.fixed is not None for meeting in found[kind].meetings) == count
    ordered = sum(bool(meeting.after) for meeting in found["precedences 25%"].meetings)
    assert 0 < ordered <= 2
    assert sum(map(len, found["forbidden 0.7%"].forbidden)) == 1


def test_what_is_taken_from_a_timetable_can_be_met() -> None:
    for one in made():
        if not one.kind.startswith("forbidden") and not one.kind.startswith("d = "):
            assert count_breaks(one.instance, ANSWER, None) >= 0


def test_a_run_reports_every_variant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"|{one.a}, {one.b},3," for one in INSTANCE.meetings]
    empty = ",".join(["{}"] * 8)
    text = (
        "nBusiness = 4; nMeetings = 8; nTables = 2; nTotalSlots = 6; nMorningSlots = 6;\n"
        f"requested = [{' '.join(lines)}|];\nforbidden = [{{}},{{}},{{}},{{}}];\n"
        f"fixed = [0,0,0,0,0,0,0,0];\nprecedences = [{empty}];\n"
    )
    path = tmp_path / "eight.dzn"
    path.write_text(text, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    arguments = ["variants", str(path), "--seconds", "9", "--workers", "1", "--out", str(out)]
    assert main(arguments) == 0
    found = out.read_text(encoding="utf-8").splitlines()
    assert len(found) == 10
    assert "feasible" not in "".join(found).replace("infeasible", "")
    assert "9 variants: " in capsys.readouterr().out
