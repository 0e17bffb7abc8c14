"""Runs of the solver: what went in, what came out, what was said meanwhile."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Run(Base):
    """One call of the solver; its problem is kept so that any run can be repeated as a test.

    While a run is running, ``holder`` names the worker that is at it; who finds that worker dead
    may take the run away, and from then on the former holder can write nothing. ``job`` is the
    job engine's name for it, None where a command solves by itself; such a run has its holder
    while it waits, too. ``attempts`` counts how often the work was begun.
    """

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"), index=True)
    state: Mapped[RunState] = mapped_column(words(RunState, "run_state"))
    revision: Mapped[int | None]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    log: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    error: Mapped[str] = mapped_column(default="")
    job: Mapped[str | None] = mapped_column(unique=True)
    holder: Mapped[str | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    fair: Mapped[Fair] = relationship()

    __table_args__ = (
        Index(
            "uq_run_running",
            "fair_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )


class Worker(Base):
    """A process that works at runs, and shows that it lives by letting ``beats`` grow.

    ``host`` names the machine (and its container), ``pid`` and ``born`` the process there.
    """

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    born: Mapped[str]
    beats: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
