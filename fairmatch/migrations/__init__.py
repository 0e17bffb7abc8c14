"""Alembic migrations; run by :func:`fairmatch.db.migrate`, not by hand."""
