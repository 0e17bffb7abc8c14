"""The pages of runs: all of a fair, one as it goes, its events."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from flask import Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from fairmatch import db
from fairmatch.accounts import EnteredFair
from fairmatch.against import Against
from fairmatch.errors import UnknownScenario
from fairmatch.fairs import find_fair
from fairmatch.models import ActKind, Fair, RunState, Timetable
from fairmatch.runs import (
    Course,
    Wish,
    ask_to_cancel,
    course_of,
    latest_courses,
    open_run,
    open_runs,
)
from fairmatch.scenarios import scenario_of, scenarios_of, settings_of
from fairmatch.scenarios.outlook import outlook
from fairmatch.wording import Words
from web.access import organiser_of, viewer_of
from web.acting import note
from web.database import reading, writing
from web.doorbell import ONCE, stream
from web.organisers.blueprint import desk_of
from web.runs.blueprint import blueprint
from web.runs.courses import GROUND, HEIGHT, WIDTH, draw_course, minutes
from web.runs.form import AGAINST, SECONDS, RunForm
from web.site import current_site

SHOWN = 20
"""Runs in the list."""


@blueprint.get("/desk/<fair>/runs")
def runs(fair: str) -> str:
    """Show the fair's runs, and the form that asks for one."""
    form = RunForm()
    form.scenario.data = request.args.get("scenario", "")
    return _runs(fair, form)


@blueprint.post("/desk/<fair>/runs")
def ask(fair: str) -> Answer | tuple[str, int]:
    """Ask for a timetable; where one is on its way already, lead there."""
    organiser_of(fair)
    form = RunForm()
    if not form.validate():
        return _runs(fair, form), 422
    site = current_site()
    with writing() as session:
        entered = organiser_of(fair, session)
        wish = _wish(session, entered.fair, form)
        hindrances = outlook(session, entered.fair, wish.settings).hindrances
        if not hindrances:
            going = {one.id for one in open_runs(session, entered.fair)}
            run_id = site.jobs.ask(
                session, entered.fair, wish, clock=site.clock, new_uid=lambda: uuid4().hex
            ).id
            if run_id not in going:
                note(session, entered, ActKind.RUN_ASKED, run=run_id)
    if hindrances:
        return _runs(fair, form, hindrances), 422
    return redirect(url_for("runs.run", fair=fair, run=run_id), code=303)


@blueprint.get("/desk/<fair>/runs/<int:run>")
def run(fair: str, run: int) -> str:
    """Show a run as it goes."""
    desk = desk_of(fair)
    course = course_of(reading(), desk.fair, run)
    return render_template("runs/run.html", desk=desk, **_standing(desk.entered, course))


@blueprint.get("/desk/<fair>/runs/<int:run>/standing")
def standing(fair: str, run: int) -> str:
    """Give the part of the run's page that changes."""
    entered = viewer_of(fair)
    course = course_of(reading(), entered.fair, run)
    return render_template("runs/standing.html", **_standing(entered, course))


@blueprint.get("/desk/<fair>/runs/<int:run>/events")
def events(fair: str, run: int) -> Response:
    """Tell whenever the run has got on."""
    course = course_of(reading(), viewer_of(fair).fair, run)
    site = current_site()
    if course.over:
        return stream(iter([ONCE]))

    def look() -> object:
        with db.reading(site.engine) as session:
            now = course_of(session, find_fair(session, fair), run)
        return now.state, now.ending, now.ahead, now.attempts, now.goals

    return stream(site.doorbells.listen(f"run {run}", look))


@blueprint.post("/desk/<fair>/runs/<int:run>/cancel")
def cancel(fair: str, run: int) -> Answer:
    """Let a run end: at once if it waits, else soon, with the best it has."""
    with writing() as session:
        entered = organiser_of(fair, session)
        course = course_of(session, entered.fair, run)
        ask_to_cancel(session, run, clock=current_site().clock)
        if not course.over and not course.ending:
            note(session, entered, ActKind.RUN_CANCELLED, run=run)
    return redirect(url_for("runs.run", fair=fair, run=run), code=303)


def _wish(session: Session, fair: Fair, form: RunForm) -> Wish:
    wish = Wish(seconds=float(form.seconds.data), against=Against(form.against.data))
    number = form.scenario.data or ""
    if not number:
        return wish
    if not number.isascii() or not number.isdigit():
        raise UnknownScenario(number, ())
    scenario = scenario_of(session, fair, int(number))
    return replace(wish, scenario=scenario.id, settings=settings_of(scenario))


def _runs(fair: str, form: RunForm, hindrances: Sequence[Words | str] = ()) -> str:
    desk = desk_of(fair)
    return render_template(
        "runs/runs.html",
        desk=desk,
        fair=desk.fair,
        form=form,
        seconds=SECONDS,
        against=AGAINST,
        going=open_run(reading(), desk.fair),
        courses=latest_courses(reading(), desk.fair, SHOWN),
        states=RunState,
        scenarios=scenarios_of(reading(), desk.fair),
        hindrances=hindrances,
    )


def _standing(entered: EnteredFair, course: Course) -> dict[str, object]:
    made = None if course.draft_id is None else reading().get(Timetable, course.draft_id)
    if made is not None:
        current_site().prices.expect(made)
    elapsed = course.elapsed(current_site().clock())
    return {
        "fair": entered.fair,
        "may_write": entered.may_write,
        "course": course,
        "elapsed": elapsed,
        "charts": [draw_course(goal, elapsed) for goal in course.goals],
        "minutes": minutes,
        "at_work": next((goal for goal in course.goals if goal.gap != 0), None),
        "ground": GROUND,
        "width": WIDTH,
        "height": HEIGHT,
        "states": RunState,
    }
