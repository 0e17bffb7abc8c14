"""The pages of scenarios: all of a fair, one to change, a new one."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.errors import (
    BadScenario,
    FairMatchError,
    ScenarioChanged,
    ScenarioNameTaken,
    TooManyScenarios,
)
from fairmatch.models import Fair, Scenario
from fairmatch.plan_settings import PlanSettings, own_settings
from fairmatch.scenarios import (
    LONGEST_NAME,
    MOST,
    add_scenario,
    change_scenario,
    remove_scenario,
    scenario_of,
    scenarios_of,
    settings_of,
)
from fairmatch.scenarios.outlook import outlook
from fairmatch.scenarios.results import latest_results
from fairmatch.worth import worth_of
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.organisers.blueprint import Desk, desk_of
from web.scenarios.blueprint import blueprint
from web.scenarios.form import CHOICES, Sheet, said
from web.setting_words import GOALS, SETTINGS, differences, value_words

RANKS = range(1, 7)
"""Wishes whose worth the page shows."""
Answer = Response | tuple[str, int]


@blueprint.get("/desk/<fair>/scenarios")
def scenarios(fair: str) -> str:
    """List the scenarios, with what each sets otherwise and what came of it."""
    desk = desk_of(fair)
    own = own_settings(desk.fair, desk.fair.days)
    results = latest_results(reading(), desk.fair)
    rows = [
        (one, differences(own, settings_of(one)), results.get(one.id))
        for one in scenarios_of(reading(), desk.fair)
    ]
    return render_template(
        "scenarios/list.html",
        desk=desk,
        fair=desk.fair,
        rows=rows,
        own=[(words.label, value_words(name, own)) for name, words in SETTINGS.items()],
        own_result=results.get(None),
        most=MOST,
        done=request.args.get("done", ""),
    )


@blueprint.get("/desk/<fair>/scenarios/new")
def new(fair: str) -> str:
    """Show a form for one more, filled from the fair's own settings or another scenario."""
    organiser_of(fair)
    desk = desk_of(fair)
    settings, name = _start(desk.fair)
    return _form(desk, Sheet(desk.fair.days, settings, name), None)


@blueprint.post("/desk/<fair>/scenarios")
def add(fair: str) -> Answer:
    """Keep a new one."""
    organiser_of(fair)

    def act(session: Session, name: str, settings: PlanSettings) -> Scenario:
        entered = organiser_of(fair, session)
        return add_scenario(session, entered.fair, name, settings, by=by_organiser(entered))

    return _taken(fair, None, act)


@blueprint.get("/desk/<fair>/scenarios/<int:scenario>")
def edit(fair: str, scenario: int) -> str:
    """Show one, to be changed."""
    desk = desk_of(fair)
    found = scenario_of(reading(), desk.fair, scenario)
    return _form(desk, Sheet(desk.fair.days, settings_of(found), found.name), found)


@blueprint.post("/desk/<fair>/scenarios/<int:scenario>")
def change(fair: str, scenario: int) -> Answer:
    """Keep the changes, unless somebody else changed it meanwhile."""
    found = scenario_of(reading(), organiser_of(fair).fair, scenario)
    seen = request.form.get("edition", type=int, default=0)

    def act(session: Session, name: str, settings: PlanSettings) -> Scenario:
        entered = organiser_of(fair, session)
        by = by_organiser(entered)
        return change_scenario(session, entered.fair, scenario, name, settings, seen=seen, by=by)

    return _taken(fair, found.id, act)


@blueprint.post("/desk/<fair>/scenarios/<int:scenario>/delete")
def delete(fair: str, scenario: int) -> Response:
    """Delete one; drafts made by it stay."""
    organiser_of(fair)
    seen = request.form.get("edition", type=int, default=0)
    done = "deleted"
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            by = by_organiser(entered)
            remove_scenario(session, entered.fair, scenario, seen=seen, by=by)
    except ScenarioChanged:
        done = "changed"
    return redirect(url_for("scenarios.scenarios", fair=fair, done=done), code=303)


def _start(fair: Fair) -> tuple[PlanSettings, str]:
    """Give what a new scenario begins with: the fair's own settings, ours, or another's."""
    own = own_settings(fair, fair.days)
    begin = request.args.get("from", "")
    if begin.isascii() and begin.isdigit():
        other = scenario_of(reading(), fair, int(begin))
        return settings_of(other), _("Copy of %(name)s", name=other.name)[:LONGEST_NAME]
    if begin == "recommended":
        return PlanSettings(lunches=own.lunches), ""
    return own, ""


def _taken(fair: str, scenario: int | None, act: object) -> Answer:
    """Do what a form asks for; where it cannot be done, show it again as it was typed."""
    desk = desk_of(fair)
    sheet = Sheet(desk.fair.days, own_settings(desk.fair, desk.fair.days))
    sheet.take()
    if "move" in request.form:
        return _form(desk, sheet, _kept(desk, scenario)), 200
    status = 422
    settings = sheet.settings()
    if settings is not None:
        try:
            with writing() as session:
                kept = act(session, sheet.form.name.data or "", settings).id  # type: ignore[operator]
            return redirect(
                url_for("scenarios.edit", fair=fair, scenario=kept, done="saved"), code=303
            )
        except FairMatchError as refused:
            status = _refused(sheet, refused)
            desk = desk_of(fair)
    return _form(desk, sheet, _kept(desk, scenario), changed=status == 409), status


def _refused(sheet: Sheet, refused: FairMatchError) -> int:
    if isinstance(refused, BadScenario):
        sheet.refuse(*((name, said(expected)) for name, expected in refused.wrong))
    elif isinstance(refused, ScenarioNameTaken):
        sheet.refuse(("name", _("Another scenario has this name.")))
    elif isinstance(refused, TooManyScenarios):
        told = _("There are %(most)s scenarios already. Delete one first.", most=refused.most)
        sheet.refuse(("name", told))
    elif isinstance(refused, ScenarioChanged):
        return 409
    else:
        raise refused
    return 422


def _kept(desk: Desk, scenario: int | None) -> Scenario | None:
    return None if scenario is None else scenario_of(reading(), desk.fair, scenario)


def _form(desk: Desk, sheet: Sheet, scenario: Scenario | None, *, changed: bool = False) -> str:
    own = own_settings(desk.fair, desk.fair.days)
    settings = settings_of(scenario) if scenario else None
    shown = settings or own
    return render_template(
        "scenarios/edit.html",
        desk=desk,
        fair=desk.fair,
        sheet=sheet,
        form=sheet.form,
        scenario=scenario,
        changed=changed,
        kept=[(SETTINGS[name].label, value_words(name, shown)) for name in SETTINGS],
        differs=differences(own, shown),
        outlook=outlook(reading(), desk.fair, settings),
        worths=[
            (rank, worth_of(shown, rank, mutual=False), worth_of(shown, rank, mutual=True))
            for rank in RANKS
        ],
        words=SETTINGS,
        goals=GOALS,
        choices=CHOICES,
        recommended=PlanSettings(),
        value_words=value_words,
        longest=LONGEST_NAME,
        done=request.args.get("done", ""),
    )
