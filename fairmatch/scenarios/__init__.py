"""Scenarios: settings with a name, tried beside each other; published, they become the fair's."""

from fairmatch.scenarios.adopting import adopt
from fairmatch.scenarios.fitting import Misfit, misfits
from fairmatch.scenarios.storing import (
    LONGEST_NAME,
    MOST,
    add_scenario,
    change_scenario,
    find_scenario,
    remove_scenario,
    scenario_of,
    scenarios_of,
    settings_of,
)

__all__ = [
    "LONGEST_NAME",
    "MOST",
    "Misfit",
    "add_scenario",
    "adopt",
    "change_scenario",
    "find_scenario",
    "misfits",
    "remove_scenario",
    "scenario_of",
    "scenarios_of",
    "settings_of",
]
