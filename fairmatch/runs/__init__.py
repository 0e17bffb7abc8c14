"""Runs of the solver: asked for, taken up by one holder, searched, kept as a checked draft.

The work itself is in `fairmatch.runs.work`, which takes most of a second to load.
"""

from fairmatch.runs.course import (
    Course,
    GoalCourse,
    Point,
    course_of,
    latest_courses,
    open_run,
    open_runs,
)
from fairmatch.runs.lease import Lease, bury, give_back, let_go, take_up
from fairmatch.runs.queue import Wish, add_run, ask_to_cancel, wish_of

__all__ = [
    "Course",
    "GoalCourse",
    "Lease",
    "Point",
    "Wish",
    "add_run",
    "ask_to_cancel",
    "bury",
    "course_of",
    "give_back",
    "latest_courses",
    "let_go",
    "open_run",
    "open_runs",
    "take_up",
    "wish_of",
]
