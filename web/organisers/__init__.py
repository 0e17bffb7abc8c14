"""The organiser's desk: everything about the timetable, firms by name, drafts marked as drafts."""

from web.organisers import (
    addresses,
    calendar,
    comparison,
    desk,
    grid,
    outbox,
    people,
    report,
    synonyms,
    versions,
)
from web.organisers.blueprint import blueprint

__all__ = [
    "addresses",
    "blueprint",
    "calendar",
    "comparison",
    "desk",
    "grid",
    "outbox",
    "people",
    "report",
    "synonyms",
    "versions",
]
