"""Dialects whose engines share what statements were compiled to, as those of one program would.

Each test opens its own database, and an engine compiles each statement that it has not met.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

_COMPILED: dict[Any, Any] = {}


def share_compiled_statements() -> None:
    """Let engines that are opened from here on compile a statement once for all of them."""
    registry.register("sqlite", __name__, "SharingSQLite")
    registry.register("postgresql.psycopg", __name__, "SharingPostgreSQL")


class _Sharing(Dialect):
    """A dialect that is as good as any other of its kind made with the same arguments.

    Compiled statements are looked for by dialect; SQLAlchemy takes no two for the same.
    """

    def __init__(self, **arguments: Hashable) -> None:
        super().__init__(**arguments)
        self._arguments = frozenset(arguments.items())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._arguments == vars(other)["_arguments"]

    def __hash__(self) -> int:
        return hash((type(self), self._arguments))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Give a new engine what others compiled."""
        super().engine_created(engine)
        engine.update_execution_options(compiled_cache=_COMPILED)


class SharingSQLite(_Sharing, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class SharingPostgreSQL(_Sharing, PGDialect_psycopg):
    supports_statement_cache = True
