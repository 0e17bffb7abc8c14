"""A price in the fair's words, Korean and English."""

from fairmatch.reports.prices import price_sentences
from fairmatch.wording import Words
from solver.aims import Aim
from solver.price import Loss, Price, Verdict
from solver.problem import Goal, GoalKind


def names(request: str) -> Words:
    return Words(ko=f"<{request}>", en=f"[{request}]")


def loss(kind: GoalKind, now: int, value: int, bound: int, level: int | None = None) -> Loss:
    return Loss(Aim(Goal(kind), level), now, value, bound)


def test_what_it_costs_displaces_moves_and_lets_in() -> None:
    price = Price(
        "F1~A1",
        Verdict.COSTS,
        (
            loss(GoalKind.COVERAGE, 5, 4, 4, level=2),
            loss(GoalKind.WORTH, 1200, 1210, 1210),
            loss(GoalKind.DAYS, 0, 2, 1),
            loss(GoalKind.BREAKS, 0, 0, 0),
        ),
        displaced=("F2~A1",),
        moved=("F3~A1", "F4~A1"),
        added=("F5~A2",),
        fewest_displaced=1,
    )
    told = price_sentences(price, names)
    assert [words.en for words in told] == [
        "Every timetable that holds it is worse.",
        "Holding it would cost: 1 firm(s) with 2 or more consultations lost, "
        "10 of worth gained, second days of firms: 1~2 lost.",
        "It would displace (no fewer will do): [F2~A1].",
        "Instead these would come in: [F5~A2].",
        "Consultations that would move to another slot: 2.",
    ]
    assert told[1].ko == (
        "비용: 상담이 2건 이상인 기업 1곳 손해, 상담 점수 10점 이득, 이틀 오는 기업 1~2곳 손해."
    )
    assert told[2].ko == "빠지는 상담 (가장 적은 수): <F2~A1>."


def test_a_tie_says_that_chance_decided() -> None:
    price = Price("F1~A1", Verdict.TIE, (loss(GoalKind.WORTH, 5, 5, 5),), displaced=("F2~A1",))
    told = price_sentences(price, names)
    assert "Chance decided" in told[0].en
    assert "우연" in told[0].ko
    assert told[1].en == "It would displace: [F2~A1]."


def test_what_is_impossible_names_what_it_clashes_with() -> None:
    price = Price("F1~A1", Verdict.IMPOSSIBLE, clash=("F1~A1", "F2~A1"))
    told = [words.en for words in price_sentences(price, names)]
    assert told == ["No timetable can hold it.", "It clashes with: [F2~A1]."]


def test_many_names_are_cut_short() -> None:
    gone = tuple(f"F{number}~A1" for number in range(10))
    price = Price("F99~A1", Verdict.TIE, displaced=gone)
    told = price_sentences(price, names)[1]
    assert told.en.endswith("[F7~A1], 2 more.")
    assert told.ko.endswith("외 2건.")
