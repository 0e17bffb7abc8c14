"""Timetables side by side: what each was made by, every figure, and each party."""

from collections.abc import Sequence

from flask import render_template, request

from fairmatch.plan_settings import PlanSettings
from fairmatch.scenarios.results import PartyCounts, TimetableResult, party_counts, results
from web.database import reading
from web.organisers.blueprint import desk_of
from web.public.plan_search import page_address, page_number
from web.scenarios.blueprint import blueprint
from web.scenarios.figures import figure_rows, goal_rows
from web.setting_words import SETTINGS, value_words

MOST = 4
"""Timetables that stand beside each other."""
PAGE_SIZE = 50
SIDES = ("firm", "agency")


@blueprint.get("/desk/<fair>/scenarios/compare")
def side_by_side(fair: str) -> str:
    """Set up to four timetables beside each other; differences are to the first of them."""
    desk = desk_of(fair)
    there = results(reading(), desk.fair)
    chosen = _chosen(there)
    side = request.args.get("side", "")
    side = side if side in SIDES else SIDES[0]
    reports = [one.report for one in chosen]
    counts = party_counts(reading(), desk.fair, [one.timetable for one in chosen], side)
    differing = [one for one in counts if one.spread]
    parties = sorted(differing, key=lambda one: (-one.spread, one.code))
    pages = max(1, -(-len(parties) // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    return render_template(
        "scenarios/compare.html",
        desk=desk,
        fair=desk.fair,
        there=there,
        chosen=chosen,
        most=MOST,
        settings=_settings([one.settings for one in chosen]),
        figures=figure_rows(reports) if chosen else [],
        goals=goal_rows(reports, same_worth=_same_worth(chosen)) if chosen else [],
        side=side,
        parties=parties[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        differing=len(parties),
        shifts=_shifts(counts, len(chosen)),
        page=page,
        pages=pages,
        page_address=lambda number: page_address(request.args, number) + "#parties",
    )


def _chosen(there: Sequence[TimetableResult]) -> list[TimetableResult]:
    """Give the timetables asked for; else the published one and the newest of each scenario."""
    asked = request.args.getlist("t")
    if asked:
        by_id = {str(one.timetable.id): one for one in there}
        return [by_id[key] for key in dict.fromkeys(asked) if key in by_id][:MOST]
    published = [one for one in there if one.timetable.number is not None]
    drafts: dict[int | None, TimetableResult] = {}
    for one in there:
        if one.timetable.number is None:
            drafts.setdefault(one.timetable.scenario_id, one)
    return [*published, *drafts.values()][:MOST]


def _settings(made_by: Sequence[PlanSettings]) -> list[tuple[str, list[str]]]:
    """Give the settings in which any two of the timetables differ, in words."""
    differ = {name for one in made_by for name in made_by[0].differing(one)}
    return [
        (str(words.label), [value_words(name, one) for one in made_by])
        for name, words in SETTINGS.items()
        if name in differ
    ]


def _same_worth(chosen: Sequence[TimetableResult]) -> bool:
    """Tell whether a wish counts the same in all of them."""
    weights = {
        (one.settings.worth_step, one.settings.worth_least, one.settings.mutual_bonus)
        for one in chosen
    }
    return len(weights) == 1


def _shifts(counts: Sequence[PartyCounts], columns: int) -> list[tuple[int, int]]:
    """Give how many parties have more, and how many fewer, than in the first timetable."""
    return [
        (
            sum(one.counts[place] > one.counts[0] for one in counts),
            sum(one.counts[place] < one.counts[0] for one in counts),
        )
        for place in range(columns)
    ]
