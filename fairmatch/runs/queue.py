"""Asking for a run, and for its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from fairmatch.against import Against
from fairmatch.models import Fair, Run, RunState
from fairmatch.plan_settings import PlanSettings


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a run of the solver.

    Attributes
    ----------
    seconds
        Longest time for the search.
    memory
        Most bytes the program may hold; None for what the machine has.
    against
        What changing the published version counts for.
    scenario
        Row of the scenario that it is made by; None for the fair's own settings.
    settings
        The scenario's settings when the run was asked for, whatever becomes of it meanwhile.
    around
        Row of the draft whose pins stay and which is changed as little as can be; None for none.
    """

    seconds: float
    memory: int | None = None
    seed: int = 0
    against: Against = Against.NOTHING
    scenario: int | None = None
    settings: PlanSettings | None = None
    around: int | None = None

    @property
    def made_by(self) -> tuple[int | None, PlanSettings | None]:
        """What tells one timetable that is asked for from another."""
        return self.scenario, self.settings

    def to_json(self) -> dict[str, Any]:
        """Give it as the run's row keeps it."""
        return {
            "seconds": self.seconds,
            "seed": self.seed,
            "memory": self.memory,
            "against": self.against.value,
            "scenario": self.scenario,
            "settings": None if self.settings is None else self.settings.model_dump(mode="json"),
            "around": self.around,
        }


def wish_of(kept: dict[str, Any]) -> Wish:
    """Give what was wanted of a run, from what its row keeps."""
    settings = kept.get("settings")
    return Wish(
        seconds=float(kept["seconds"]),
        memory=kept["memory"],
        seed=int(kept["seed"]),
        against=Against(kept["against"]),
        scenario=kept.get("scenario"),
        settings=None if settings is None else PlanSettings.model_validate(settings),
        around=kept.get("around"),
    )


def add_run(
    session: Session,
    fair: Fair,
    wish: Wish,
    *,
    job: str | None = None,
    holder: str | None = None,
    clock: Callable[[], datetime],
) -> Run:
    """Add a run that waits to be taken up.

    Parameters
    ----------
    job
        What the job engine knows it by.
    holder
        The command that will work at it by itself; should that die before it begins, the run is
        not left waiting.
    """
    run = Run(
        fair_id=fair.id,
        state=RunState.QUEUED,
        settings=wish.to_json(),
        job=job,
        holder=holder,
        queued_at=clock(),
    )
    session.add(run)
    session.flush()
    return run


def ask_to_cancel(session: Session, run_id: int, *, clock: Callable[[], datetime]) -> RunState:
    """End a run that waits at once, and let one that runs end soon with the best it has.

    Gives the state the run has now; a run that is over stays as it was.
    """
    now = clock()
    session.execute(
        update(Run)
        .where(Run.id == run_id, Run.state == RunState.QUEUED)
        .values(state=RunState.CANCELLED, cancel_asked_at=now, finished_at=now)
    )
    session.execute(
        update(Run)
        .where(Run.id == run_id, Run.state == RunState.RUNNING, Run.cancel_asked_at.is_(None))
        .values(cancel_asked_at=now)
    )
    run = session.get_one(Run, run_id, populate_existing=True)
    return run.state
