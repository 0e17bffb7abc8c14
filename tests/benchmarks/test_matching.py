"""How well firms and plan items find each other: no change may make it worse."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.matching import command
from benchmarks.matching.labelled import FOLDER, Labelled, Part, read
from benchmarks.matching.measure import Quality, measure, recall_of_firms
from benchmarks.matching.methods import (
    METHODS,
    Rankings,
    ours,
    ours_for_plans,
    ours_without_synonyms,
)

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    return read()


@pytest.fixture(scope="module")
def rankings(labelled: Labelled) -> Rankings:
    return ours(labelled)


@pytest.mark.parametrize("part", Part)
def test_recall_at_five_does_not_fall(labelled: Labelled, rankings: Rankings, part: Part) -> None:
    assert measure(labelled, rankings, part).recall >= command.recorded_recall()[part]


def test_recall_of_firms_for_a_plan_item_does_not_fall(labelled: Labelled) -> None:
    by_plan = ours_for_plans(labelled)
    for part, recorded in command.recorded_recall("firms").items():
        assert recall_of_firms(labelled, by_plan, part) >= recorded


def test_what_is_recorded_is_what_the_synonyms_earn(labelled: Labelled) -> None:
    poorer = ours_without_synonyms(labelled)
    for part, recorded in command.recorded_recall().items():
        assert measure(labelled, poorer, part).recall < recorded


def test_plain_methods_are_far_behind(labelled: Labelled, rankings: Rankings) -> None:
    for name in ("word overlap", "rapidfuzz alone", "TF-IDF alone"):
        plain = METHODS[name](labelled)
        for part in Part:
            ahead = measure(labelled, rankings, part).recall
            assert measure(labelled, plain, part).recall < ahead - 0.3, name


def test_the_set_is_whole(labelled: Labelled) -> None:
    codes = {plan.code for plan in labelled.plans}
    firms = {product.firm for product in labelled.products}
    assert (len(codes), len(firms)) == (len(labelled.plans), len(labelled.products)) == (273, 102)
    for label in (labelled.relevant, labelled.near):
        assert set(label) <= firms
        assert set().union(*label.values()) <= codes
    assert set(labelled.relevant) == firms
    for firm, near in labelled.near.items():
        assert not near & labelled.relevant[firm]
    assert Counter(labelled.parts.values()) == {Part.DEVELOPMENT: 54, Part.HELD_OUT: 48}


def test_the_readme_counts_right(labelled: Labelled) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    relevant, near = (sum(map(len, label.values())) for label in (labelled.relevant, labelled.near))
    assert f"`relevant` ({relevant}) or `near` ({near})" in text
    assert f"| {len(labelled.plans)} | `code`" in text
    assert f"| {len(labelled.products)} | `firm`" in text


def test_measures_are_those_of_the_books() -> None:
    labelled = Labelled(
        (), (), (), {"F": Part.HELD_OUT}, {"F": frozenset("ab")}, {"F": frozenset("xy")}
    )
    found = measure(labelled, {"F": ["x", "a", "c", "d", "e", "b"]}, Part.HELD_OUT)
    assert found == Quality(recall=0.5, reciprocal_rank=0.5, near=0.5)
    assert measure(labelled, {"F": []}, Part.HELD_OUT) == Quality(0.0, 0.0, 0.0)
    assert recall_of_firms(labelled, {"a": ["G", "F"], "b": ["G"]}, Part.HELD_OUT) == 0.5


def test_the_command_prints_every_method(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["matching", "--fair", str(DATA / "small")]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in METHODS)
    assert "of the first 5 of 5 firms" in said


def test_the_command_fails_when_recall_falls(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "METHODS", {"ours": ours})
    monkeypatch.setattr(command, "recorded_recall", lambda _of="recall": dict.fromkeys(Part, 1.01))
    assert command.run(Namespace(fair=None)) == 1
    assert "fell below" in capsys.readouterr().out
