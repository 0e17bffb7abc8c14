"""Scenarios kept: added, changed, removed; nobody overwrites what another wrote unseen."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.acts import By, record, take_fair
from fairmatch.errors import (
    BadScenario,
    ScenarioChanged,
    ScenarioNameTaken,
    TooManyScenarios,
    UnknownScenario,
)
from fairmatch.models import ActKind, Fair, Scenario
from fairmatch.plan_settings import PlanSettings
from fairmatch.scenarios.fitting import Misfit, misfits
from fairmatch.wording import Words

MOST = 30
"""Scenarios of a fair."""
LONGEST_NAME = 60
"""Characters of a scenario's name."""


def scenarios_of(session: Session, fair: Fair) -> Sequence[Scenario]:
    """Give the scenarios of a fair, by name."""
    kept = select(Scenario).where(Scenario.fair_id == fair.id).order_by(Scenario.name)
    return session.scalars(kept.options(joinedload(Scenario.account))).all()


def scenario_of(session: Session, fair: Fair, scenario_id: int) -> Scenario:
    """Give a scenario of the fair.

    Raises
    ------
    UnknownScenario
        If the fair has none of this number.
    """
    found = session.get(Scenario, scenario_id)
    if found is None or found.fair_id != fair.id:
        raise UnknownScenario(str(scenario_id), _names(session, fair))
    return found


def find_scenario(session: Session, fair: Fair, name: str) -> Scenario:
    """Give the scenario of this name; raises as `scenario_of`."""
    found = session.scalars(
        select(Scenario).where(Scenario.fair_id == fair.id, Scenario.name == name)
    ).one_or_none()
    if found is None:
        raise UnknownScenario(name, _names(session, fair))
    return found


def settings_of(scenario: Scenario) -> PlanSettings:
    """Give what a scenario sets."""
    return PlanSettings.model_validate(scenario.settings)


def add_scenario(
    session: Session, fair: Fair, name: str, settings: PlanSettings, *, by: By
) -> Scenario:
    """Keep settings under a name.

    Raises
    ------
    BadScenario
        If the name cannot be one, or the settings do not fit the fair.
    ScenarioNameTaken
        If another scenario has the name.
    TooManyScenarios
        If the fair has as many as it may have.
    """
    fair = take_fair(session, fair.id)
    name = _sound(fair, name, settings)
    count = select(func.count(Scenario.id)).where(Scenario.fair_id == fair.id)
    if (session.scalar(count) or 0) >= MOST:
        raise TooManyScenarios(MOST)
    _require_free(session, fair, name, None)
    scenario = Scenario(
        fair_id=fair.id,
        name=name,
        settings=settings.model_dump(mode="json"),
        edition=1,
        changed_at=by.now,
        account_id=by.account_id,
    )
    session.add(scenario)
    session.flush()
    record(session, fair, by, ActKind.SCENARIO_ADDED, scenario=scenario.id, name=name)
    return scenario


def change_scenario(
    session: Session,
    fair: Fair,
    scenario_id: int,
    name: str,
    settings: PlanSettings,
    *,
    seen: int,
    by: By,
) -> Scenario:
    """Set a scenario's name and settings anew; what is as it was stays untouched.

    Parameters
    ----------
    seen
        The edition that whoever changes it had before their eyes.

    Raises
    ------
    UnknownScenario
        If the fair has no such scenario (any more).
    ScenarioChanged
        If it is of another edition by now.
    BadScenario, ScenarioNameTaken
        As `add_scenario`.
    """
    fair = take_fair(session, fair.id)
    scenario = _seen(session, fair, scenario_id, seen)
    name = _sound(fair, name, settings)
    _require_free(session, fair, name, scenario.id)
    changed = [*settings_of(scenario).differing(settings)]
    if name != scenario.name:
        changed.insert(0, "name")
    if changed:
        scenario.name = name
        scenario.settings = settings.model_dump(mode="json")
        scenario.edition += 1
        scenario.changed_at = by.now
        scenario.account_id = by.account_id
        record(
            session,
            fair,
            by,
            ActKind.SCENARIO_CHANGED,
            scenario=scenario.id,
            name=name,
            settings=changed,
        )
        session.flush()
    return scenario


def remove_scenario(session: Session, fair: Fair, scenario_id: int, *, seen: int, by: By) -> None:
    """Remove a scenario; drafts made by it stay. Raises as `change_scenario`."""
    fair = take_fair(session, fair.id)
    scenario = _seen(session, fair, scenario_id, seen)
    record(session, fair, by, ActKind.SCENARIO_REMOVED, scenario=scenario.id, name=scenario.name)
    session.delete(scenario)
    session.flush()


def _seen(session: Session, fair: Fair, scenario_id: int, seen: int) -> Scenario:
    scenario = scenario_of(session, fair, scenario_id)
    session.refresh(scenario)
    if scenario.edition != seen:
        raise ScenarioChanged(scenario.name)
    return scenario


def _sound(fair: Fair, name: str, settings: PlanSettings) -> str:
    """Give the name without blanks around it, if it and the settings can be kept."""
    name = " ".join(name.split())
    wrong = misfits(settings, fair.days)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        expected = Words(
            ko=f"이름을 {LONGEST_NAME}자 이하로 적어 주세요.",
            en=f"Give it a name of at most {LONGEST_NAME} letters.",
        )
        wrong.insert(0, Misfit("name", expected))
    if wrong:
        raise BadScenario([(one.setting, one.expected) for one in wrong])
    return name


def _require_free(session: Session, fair: Fair, name: str, own: int | None) -> None:
    taken = select(Scenario.id).where(Scenario.fair_id == fair.id, Scenario.name == name)
    if session.scalar(taken) not in (None, own):
        raise ScenarioNameTaken(name)


def _names(session: Session, fair: Fair) -> Sequence[str]:
    return [scenario.name for scenario in scenarios_of(session, fair)]
