"""The job engine: runs are queued in the transaction that asks for them, and worked at anywhere.

Its own tables lie in the fair's database, so that a run and its job are written together or not
at all. Any number of workers, on any number of machines, take the jobs up.
"""

from fairmatch.jobs.queueing import Jobs

__all__ = ["Jobs"]
