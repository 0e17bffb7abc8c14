"""Runs put into the queue, and taken out of it."""

from collections.abc import Callable, Collection
from datetime import datetime

from dbos import DBOSClient, run_dbos_database_migrations
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.models import Fair, Run, RunState
from fairmatch.runs import Wish, add_run, let_go, open_runs, wish_of

QUEUE = "solves"
WORKFLOW = "attend to a run"
VERSION = "1"
"""Jobs of one version are taken up by workers of that version; raise it when a job's argument
changes its meaning."""
_GOING_ON = ("ENQUEUED", "DELAYED", "PENDING")


class Jobs:
    """The engine as those see it who want something done; one for each program."""

    def __init__(self, engine: Engine) -> None:
        self._reader = _client(engine)
        # It reads before it writes, which SQLite refuses at once, however long one would wait,
        # unless the transaction began as a writer's.
        self._writer = _client(engine.execution_options(write=True))

    def ask(
        self,
        session: Session,
        fair: Fair,
        wish: Wish,
        *,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str],
    ) -> Run:
        """Give the run by the same settings that is on its way, else queue one.

        Of several who ask at once for the same, one adds a run; runs by other settings wait for
        each other.
        """
        session.refresh(fair, with_for_update=True)
        for going in open_runs(session, fair):
            if wish_of(going.settings).made_by == wish.made_by:
                return going
        return self.enqueue(session, fair, wish, clock=clock, new_uid=new_uid)

    def enqueue(
        self,
        session: Session,
        fair: Fair,
        wish: Wish,
        *,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str],
    ) -> Run:
        """Add a run and its job, both in the session's transaction; they wait for their turn."""
        job = f"run-{new_uid()}"
        run = add_run(session, fair, wish, job=job, clock=clock)
        self._put(session, run, job)
        return run

    def ask_anew(
        self,
        session: Session,
        job: str,
        *,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str],
    ) -> None:
        """Give the run another job whose job is over, though the run is not.

        Of several who find it so at once, one does it.
        """
        going = (RunState.QUEUED, RunState.RUNNING)
        left = select(Run).where(Run.job == job, Run.state.in_(going)).with_for_update()
        run = session.scalars(left).one_or_none()
        if run is None:
            return
        let_go(run, clock())
        if run.state is RunState.QUEUED:
            run.job = f"run-{new_uid()}"
            session.flush()
            self._put(session, run, run.job)

    def _put(self, session: Session, run: Run, job: str) -> None:
        self._writer.enqueue_in_transaction(
            session,
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "queue_partition_key": f"fair-{run.fair_id}",
                "workflow_id": job,
                "app_version": VERSION,
            },
            run.id,
        )

    def begun(self) -> dict[str, str | None]:
        """Give the jobs that are being worked at, each with its worker's name."""
        found = self._reader.list_workflows(
            status="PENDING", queue_name=QUEUE, load_input=False, load_output=False
        )
        return {job.workflow_id: job.executor_id for job in found}

    def over(self, jobs: Collection[str]) -> set[str]:
        """Give those of the jobs that nobody will begin or go on with any more."""
        if not jobs:
            return set()
        found = self._reader.list_workflows(
            workflow_ids=list(jobs), status=list(_GOING_ON), load_input=False, load_output=False
        )
        return set(jobs) - {job.workflow_id for job in found}

    def waiting(self) -> list[str]:
        """Give the jobs that nobody has begun, in their order."""
        found = self._reader.list_queued_workflows(
            status="ENQUEUED", queue_name=QUEUE, load_input=False
        )
        return [job.workflow_id for job in found]

    def let_others_take(self, job: str) -> None:
        """Put a job back into the queue whose worker is dead."""
        self._writer.resume_workflow(job, queue_name=QUEUE)

    def close(self) -> None:
        """Let go of the database."""
        self._reader.destroy()
        self._writer.destroy()


def _client(engine: Engine) -> DBOSClient:
    return DBOSClient(system_database_engine=engine, lazy=True, retry_connection_errors=False)


def prepare(engine: Engine) -> None:
    """Make or renew the engine's own tables."""
    run_dbos_database_migrations(engine.url.render_as_string(hide_password=False))
