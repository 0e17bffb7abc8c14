"""The fair as a problem, read at one moment under the run's lease."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fairmatch.db import writing
from fairmatch.drafts import places_before
from fairmatch.errors import FairMatchError
from fairmatch.hand.around import Around, plan_around, read_around
from fairmatch.keeping import keep_to
from fairmatch.models import Fair, Run
from fairmatch.planning import Plan, make_plan
from fairmatch.runs.lease import Lease
from fairmatch.runs.queue import Wish, wish_of
from fairmatch.snapshot import read_snapshot
from solver.json_form import problem_to_json


@dataclass(frozen=True)
class Started:
    """A run's fair as it was read, and what is to be solved."""

    run_id: int
    fair_id: int
    revision: int
    wish: Wish
    plan: Plan
    around: Around | None = None


def start(lease: Lease, workers: int, clock: Callable[[], datetime]) -> Started:
    """Read the fair and make its problem; the run's row keeps it, and the solver's threads.

    Raises
    ------
    FairMatchError
        If the fair cannot be planned; the revision that was read is kept all the same.
    RunLost
        If the run was taken away.
    """
    refused: FairMatchError | None = None
    with writing(lease.engine) as session:
        run = session.get_one(Run, lease.run_id)
        # Locked so that all of its rows are read as of one revision on every database.
        fair = session.get_one(Fair, run.fair_id, with_for_update=True)
        wish = wish_of(run.settings)
        lease.write(session, settings=run.settings | {"workers": workers})
        try:
            snapshot = read_snapshot(session, fair, wish.settings)
            before = places_before(session, snapshot)
            plan, around = make_plan(snapshot), None
            if wish.around is None:
                plan = keep_to(plan, snapshot, before, wish.against, clock())
            else:
                around = read_around(session, fair, wish.around, clock())
                plan = plan_around(plan, snapshot, around, clock())
            lease.write(session, revision=fair.revision, problem=problem_to_json(plan.problem))
            return Started(run.id, fair.id, fair.revision, wish, plan, around)
        except FairMatchError as error:
            refused = error
            lease.write(session, revision=fair.revision)
    assert refused is not None, "a plan is made or refused"
    raise refused
