"""The organiser's view of intake: whom it waits for, what is asked, what is open."""

from web.intake import acts, awaited, call_list, calls, demand, firms, phases, reminders
from web.intake.blueprint import blueprint

__all__ = [
    "acts",
    "awaited",
    "blueprint",
    "call_list",
    "calls",
    "demand",
    "firms",
    "phases",
    "reminders",
]
