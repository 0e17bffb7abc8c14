"""How a run goes, for whoever looks on: its goals over time, and where it stands in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.errors import UnknownRun
from fairmatch.models import Fair, Run, RunState, Timetable
from fairmatch.runs.queue import Wish, wish_of
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Point:
    """What was known of a goal from a moment on; seconds since the search began."""

    seconds: float
    value: int | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A goal's way from the first value to the last; ``level`` where the goal has levels."""

    goal: str
    level: int | None
    points: tuple[Point, ...]

    @property
    def first(self) -> int | None:
        """The first value that was known."""
        return next((point.value for point in self.points if point.value is not None), None)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return self.points[-1].value

    @property
    def bound(self) -> int | None:
        """What no timetable can beat, as far as it is known."""
        return self.points[-1].bound

    @property
    def gap(self) -> int | None:
        """How far the value may be from the best there is; 0 is proved."""
        if self.value is None or self.bound is None:
            return None
        return abs(self.value - self.bound)

    @property
    def seconds(self) -> float:
        """When it last got better."""
        return self.points[-1].seconds


@dataclass(frozen=True, slots=True)
class Course:
    """A run as it stands.

    Attributes
    ----------
    ahead
        Runs of the fair that have to end before this one begins.
    draft_id
        The draft it ended with, while it is kept and not published.
    number
        The version its timetable was published as.
    refused
        Why there is no timetable of it.
    """

    run_id: int
    state: RunState
    wish: Wish
    queued_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    ending: bool
    attempts: int
    refused: Words | None
    notes: tuple[str, ...]
    goals: tuple[GoalCourse, ...]
    ahead: int
    draft_id: int | None
    number: int | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in (RunState.QUEUED, RunState.RUNNING)

    def elapsed(self, now: datetime) -> float:
        """Give the seconds that it has worked so far."""
        if self.started_at is None:
            return 0.0
        return max(0.0, ((self.finished_at or now) - self.started_at).total_seconds())


def course_of(session: Session, fair: Fair, run_id: int) -> Course:
    """Give how a run of the fair stands.

    Raises
    ------
    UnknownRun
        If the fair has no such run.
    """
    return _courses(session, fair, [run_id])[0]


def latest_courses(session: Session, fair: Fair, most: int) -> list[Course]:
    """Give the fair's newest runs, the newest first."""
    newest = select(Run.id).where(Run.fair_id == fair.id).order_by(Run.id.desc()).limit(most)
    ids = list(session.scalars(newest))
    return _courses(session, fair, ids) if ids else []


def open_run(session: Session, fair: Fair) -> int | None:
    """Give the run of the fair that waits, or else the one that runs."""
    order = Run.state == RunState.RUNNING
    going = (
        select(Run.id)
        .where(Run.fair_id == fair.id, Run.state.in_((RunState.QUEUED, RunState.RUNNING)))
        .order_by(order, Run.id)
        .limit(1)
    )
    return session.scalars(going).one_or_none()


def open_runs(session: Session, fair: Fair) -> Sequence[Run]:
    """Give the runs of the fair that wait or run, the oldest first."""
    return session.scalars(
        select(Run)
        .where(Run.fair_id == fair.id, Run.state.in_((RunState.QUEUED, RunState.RUNNING)))
        .order_by(Run.id)
    ).all()


def _courses(session: Session, fair: Fair, ids: Sequence[int]) -> list[Course]:
    # The problem and the result of a run are large, and nobody looks at them here.
    columns = (
        Run.id, Run.state, Run.settings, Run.queued_at, Run.started_at, Run.finished_at,
        Run.cancel_asked_at, Run.attempts, Run.error, Run.log,
    )  # fmt: skip
    rows = session.execute(
        select(*columns).where(Run.fair_id == fair.id, Run.id.in_(ids)).order_by(Run.id.desc())
    ).all()
    if len(rows) < len(ids):
        raise UnknownRun(ids[0])
    made = {
        run_id: (draft_id, number)
        for run_id, draft_id, number in session.execute(
            select(Timetable.run_id, func.max(Timetable.id), func.min(Timetable.number))
            .where(Timetable.run_id.in_(ids))
            .group_by(Timetable.run_id)
        )
    }
    waiting = session.scalars(
        select(Run.id).where(
            Run.fair_id == fair.id, Run.state.in_((RunState.QUEUED, RunState.RUNNING))
        )
    ).all()
    courses = []
    for row in rows:
        draft_id, number = made.get(row.id, (None, None))
        courses.append(
            Course(
                run_id=row.id,
                state=row.state,
                wish=wish_of(row.settings),
                queued_at=row.queued_at,
                started_at=row.started_at,
                finished_at=row.finished_at,
                ending=row.cancel_asked_at is not None,
                attempts=row.attempts,
                refused=_refused(row.error, row.log),
                notes=tuple(entry["note"] for entry in row.log if "note" in entry),
                goals=_goals(row.log),
                ahead=sum(other < row.id for other in waiting)
                if row.state is RunState.QUEUED
                else 0,
                draft_id=draft_id if number is None else None,
                number=number,
            )
        )
    return courses


def _refused(error: str, log: Sequence[dict[str, Any]]) -> Words | None:
    if not error:
        return None
    said = next((entry["refused"] for entry in log if "refused" in entry), None)
    return Words(ko=error, en=error) if said is None else Words(**said)


def _goals(log: Sequence[dict[str, object]]) -> tuple[GoalCourse, ...]:
    ways: dict[tuple[str, int | None], list[Point]] = {}
    for entry in log:
        if "goal" not in entry:
            continue
        level = entry.get("level")
        key = (str(entry["goal"]), level if isinstance(level, int) else None)
        seconds, value, bound = (entry.get(name) for name in ("seconds", "value", "bound"))
        ways.setdefault(key, []).append(
            Point(
                float(seconds) if isinstance(seconds, int | float) else 0.0,
                value if isinstance(value, int) else None,
                bound if isinstance(bound, int) else None,
            )
        )
    return tuple(GoalCourse(goal, level, tuple(points)) for (goal, level), points in ways.items())
