"""Runs put into the queue, and taken out of it."""

from collections.abc import Callable
from datetime import datetime

from dbos import DBOSClient, run_dbos_database_migrations
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.models import Fair, Run
from fairmatch.runs import Wish, add_run, open_run

QUEUE = "solves"
WORKFLOW = "attend to a run"
VERSION = "1"
"""Jobs of one version are taken up by workers of that version; raise it when a job's argument
changes its meaning."""


class Jobs:
    """The engine as those see it who want something done; one for each program."""

    def __init__(self, engine: Engine) -> None:
        self._client = DBOSClient(
            system_database_engine=engine, lazy=True, retry_connection_errors=False
        )

    def ask(
        self,
        session: Session,
        fair: Fair,
        wish: Wish,
        *,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str],
    ) -> Run:
        """Give the run of the fair that is on its way, else queue one.

        Of several who ask at once, one adds a run.
        """
        session.refresh(fair, with_for_update=True)
        going = open_run(session, fair)
        if going is not None:
            return session.get_one(Run, going)
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
        run = add_run(session, fair, wish, job=f"run-{new_uid()}", clock=clock)
        assert run.job is not None, "given above"
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "queue_partition_key": f"fair-{fair.id}",
                "workflow_id": run.job,
                "app_version": VERSION,
            },
            run.id,
        )
        return run

    def begun(self) -> dict[str, str | None]:
        """Give the jobs that are being worked at, each with its worker's name."""
        found = self._client.list_workflows(
            status="PENDING", queue_name=QUEUE, load_input=False, load_output=False
        )
        return {job.workflow_id: job.executor_id for job in found}

    def waiting(self) -> list[str]:
        """Give the jobs that nobody has begun, in their order."""
        found = self._client.list_queued_workflows(
            status="ENQUEUED", queue_name=QUEUE, load_input=False
        )
        return [job.workflow_id for job in found]

    def let_others_take(self, job: str) -> None:
        """Put a job back into the queue whose worker is dead."""
        self._client.resume_workflow(job, queue_name=QUEUE)

    def close(self) -> None:
        """Let go of the database."""
        self._client.destroy()


def prepare(engine: Engine) -> None:
    """Make or renew the engine's own tables."""
    run_dbos_database_migrations(engine.url.render_as_string(hide_password=False))
