"""The pages of results stand on the same afternoon as those of outcomes."""

from tests.web.outcomes.conftest import app, clock, enter, people

__all__ = ["app", "clock", "enter", "people"]
