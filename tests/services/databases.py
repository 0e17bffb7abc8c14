"""Databases of the tests' own on one PostgreSQL server: each empty and migrated when it is lent."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import psycopg

PATTERN = "pattern"

# Whatever a test changes of the tables themselves shows here; nothing that it writes does.
_SHAPE = """
SELECT (SELECT md5(string_agg(oid::text || relname, ',' ORDER BY oid)) FROM pg_class
        WHERE relkind IN ('r', 'i', 'S') AND relnamespace::regnamespace::text !~ '^(pg_|info)')
    || (SELECT md5(string_agg(oid::text, ',' ORDER BY oid)) FROM pg_constraint)
    || (SELECT count(*)::text FROM pg_attribute)
    || (SELECT string_agg(version_num, ',') FROM alembic_version)
"""
_ALL_BUT_THE_SHAPE = """
SELECT format('DELETE FROM %I;', tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT format('SELECT setval(''public.%I'', 1, false);', sequencename) FROM pg_sequences
WHERE schemaname = 'public'
"""
_ALONE = """
SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Databases:
    """Lends databases; one that comes back as it was made is emptied and lent again.

    To empty one takes a thirtieth of the time that it takes to make one.
    """

    def __init__(self, server: str, fill: Callable[[str], None]) -> None:
        self._server = server
        self._numbers = count(1)
        self._free: list[tuple[str, str]] = []
        self._administer(f"CREATE DATABASE {PATTERN}")
        fill(f"{server}/{PATTERN}")

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Give the address of a database that is empty and migrated."""
        name, shape = self._free.pop() if self._free else self._made()
        try:
            yield f"{self._server}/{name}"
        finally:
            if self._emptied(name, shape):
                self._free.append((name, shape))
            else:
                self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def _made(self) -> tuple[str, str]:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {PATTERN}")
        with self._connected(name) as connection:
            return name, _one(connection, _SHAPE)

    def _emptied(self, name: str, shape: str) -> bool:
        with self._connected(name) as connection:
            _one(connection, _ALONE)
            if _one(connection, _SHAPE) != shape:
                return False
            statements = [row[0] for row in connection.execute(_ALL_BUT_THE_SHAPE)]
            # References are not watched: everything goes, in whatever order.
            connection.execute("SET session_replication_role = replica;" + "".join(statements))
        return True

    def _administer(self, statement: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(statement)

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(f"{self._server}/{name}", autocommit=True)


def _one(connection: psycopg.Connection, statement: str) -> str:
    row = connection.execute(statement).fetchone()
    return "" if row is None else str(row[0])
