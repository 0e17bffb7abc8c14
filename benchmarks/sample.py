"""Our own fair, read from its files as the program itself reads it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from fairmatch.db import migrate, open_database, reading, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.planning import build_problem
from solver.problem import Problem


def read_fair(folder: Path) -> Problem:
    """Give the problem of a fair in a folder of CSV files.

    Raises
    ------
    FairMatchError
        If the files are no fair, or nothing can be planned.
    """
    with TemporaryDirectory() as place:
        engine = open_database(f"sqlite:///{place}/fair.sqlite3")
        try:
            migrate(engine)
            with writing(engine) as session:
                import_fair(session, folder)
            with reading(engine) as session:
                return build_problem(session, find_fair(session, None))
        finally:
            engine.dispose()
