"""Commands about scenarios: ``scenario list``, ``show``, ``save``, ``delete``."""

from collections.abc import Sequence
from typing import Any

import click
from pydantic import ValidationError

from fairmatch.acts import By
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading, writing
from fairmatch.errors import BadScenario, UnknownScenario
from fairmatch.fairs import find_fair
from fairmatch.models import Fair
from fairmatch.plan_settings import PlanSettings, own_settings
from fairmatch.scenarios import (
    add_scenario,
    change_scenario,
    find_scenario,
    remove_scenario,
    scenarios_of,
    settings_of,
)
from fairmatch.wording import Words


@click.group(short_help="Keep settings under a name, to solve with.")
def scenario() -> None:
    """Settings of a timetable under a name; ``solve --scenario NAME`` makes one by them."""


@scenario.command("list", short_help="List the scenarios and what they set otherwise.")
@fair_option
@json_option
@pass_program
def list_(program: Program, fair: str | None) -> None:
    """List the scenarios, each with what it sets otherwise than the fair does."""
    with reading(program.engine) as session:
        found = find_fair(session, fair)
        own = own_settings(found, found.days)
        rows = [(one.name, _values(settings_of(one), own)) for one in scenarios_of(session, found)]
    for name, differs in rows:
        line = ", ".join(f"{key}={text}" for key, text in differs.items())
        program.say(f"{name}: {line or 'as the fair is set'}")
    if not rows:
        program.say("No scenarios yet; keep one with `fairmatch scenario save NAME KEY=VALUE`")
    program.give([{"name": name, "differs": differs} for name, differs in rows])


@scenario.command(short_help="Show everything a scenario sets.")
@click.argument("name", required=False)
@fair_option
@json_option
@pass_program
def show(program: Program, name: str | None, fair: str | None) -> None:
    """Show all settings of a scenario; without a NAME, those of the fair itself."""
    with reading(program.engine) as session:
        found = find_fair(session, fair)
        values = own_settings(found, found.days)
        if name is not None:
            values = settings_of(find_scenario(session, found, name))
    for key, text in _values(values).items():
        program.say(f"{key}={text}")
    program.give(values.model_dump(mode="json"))


@scenario.command(short_help="Keep settings under a name.")
@click.argument("name")
@click.argument("settings", nargs=-1, metavar="[KEY=VALUE]...")
@fair_option
@json_option
@pass_program
def save(program: Program, name: str, settings: Sequence[str], fair: str | None) -> None:
    """Keep settings under NAME: those it has, else those of the fair, with the given ones changed.

    Such as: slot_minutes=30 lunch=12:00-13:00 goals=worth,breaks everyone=yes
    """
    by = By(None, program.clock())
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        try:
            before = find_scenario(session, found, name)
        except UnknownScenario:
            made = _laid(found, own_settings(found, found.days), settings)
            add_scenario(session, found, name, made, by=by)
        else:
            made = _laid(found, settings_of(before), settings)
            change_scenario(session, found, before.id, name, made, seen=before.edition, by=by)
    program.say(f"Kept. Next: fairmatch solve --scenario '{name}'")
    program.give({"name": name, "settings": made.model_dump(mode="json")})


@scenario.command(short_help="Delete a scenario; its drafts stay.")
@click.argument("name")
@fair_option
@json_option
@pass_program
def delete(program: Program, name: str, fair: str | None) -> None:
    """Delete a scenario; drafts made by it stay."""
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        one = find_scenario(session, found, name)
        by = By(None, program.clock())
        remove_scenario(session, found, one.id, seen=one.edition, by=by)
    program.say(f"Deleted {name}.")
    program.give({"deleted": name})


def _laid(fair: Fair, before: PlanSettings, given: Sequence[str]) -> PlanSettings:
    """Lay values typed as KEY=VALUE over settings."""
    values: dict[str, Any] = before.model_dump(mode="json")
    for one in given:
        key, sign, text = one.partition("=")
        if key == "lunch" and sign:
            values["lunches"] = _lunches(fair, text)
        elif key in values and key != "lunches" and sign:
            values[key] = _value(key, text)
        else:
            known = ", ".join(("lunch", *(name for name in values if name != "lunches")))
            expected = f"KEY=VALUE, KEY one of: {known}"
            raise BadScenario([(one, Words(ko=expected, en=expected))])
    try:
        return PlanSettings.model_validate(values)
    except ValidationError as wrong:
        raise BadScenario(
            [
                (".".join(map(str, part["loc"])), Words(ko=part["msg"], en=part["msg"]))
                for part in wrong.errors()
            ]
        ) from None


def _value(key: str, text: str) -> object:
    if key == "goals":
        return text.split(",")
    if key == "firm_quota_per_day" and text in ("", "none"):
        return None
    return int(text) if text.isascii() and text.isdigit() else text


def _lunches(fair: Fair, text: str) -> list[dict[str, str]]:
    if text in ("", "none"):
        return []
    starts, _sign, ends = text.partition("-")
    return [{"date": f"{day.date}", "starts": starts, "ends": ends} for day in fair.days]


def _values(settings: PlanSettings, own: PlanSettings | None = None) -> dict[str, str]:
    """Write settings as they are typed; only those that differ from the fair's, where given."""
    names = PlanSettings.model_fields if own is None else settings.differing(own)
    texts: dict[str, str] = {}
    for name in names:
        value = getattr(settings, name)
        if name == "lunches":
            spans = {f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in settings.lunches}
            texts["lunch"] = " ".join(sorted(spans)) or "none"
        elif name == "goals":
            texts[name] = ",".join(value)
        else:
            said = {"None": "none", "True": "yes", "False": "no"}
            texts[name] = said.get(str(value), str(value))
    return texts
