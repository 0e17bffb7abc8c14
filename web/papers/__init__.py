"""Papers to print: a party's own schedule, and all that the organiser hands out or pins up."""

from web.papers import badges, desk, own, tables
from web.papers.blueprint import blueprint

__all__ = ["badges", "blueprint", "desk", "own", "tables"]
