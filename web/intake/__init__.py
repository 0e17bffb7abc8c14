"""The organiser's view of intake: whom it waits for, what is asked, what is open."""

from web.intake import awaited, call_list, calls, demand, firms, phases, reminders
from web.intake.blueprint import blueprint

__all__ = [
    "awaited",
    "blueprint",
    "call_list",
    "calls",
    "demand",
    "firms",
    "phases",
    "reminders",
]
