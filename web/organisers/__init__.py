"""The organiser's desk: everything about the timetable, firms by name, drafts marked as drafts."""

from web.organisers import addresses, comparison, desk, grid, outbox, report
from web.organisers.blueprint import blueprint

__all__ = ["addresses", "blueprint", "comparison", "desk", "grid", "outbox", "report"]
