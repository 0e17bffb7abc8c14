"""Runs of the solver: asked for, taken up by one holder, searched, kept as a checked draft."""

from fairmatch.runs.lease import Lease, bury, give_back, take_up
from fairmatch.runs.queue import Wish, add_run, ask_to_cancel
from fairmatch.runs.work import perform, solve_fair

__all__ = [
    "Lease",
    "Wish",
    "add_run",
    "ask_to_cancel",
    "bury",
    "give_back",
    "perform",
    "solve_fair",
    "take_up",
]
