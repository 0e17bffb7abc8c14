"""All papers as files in a folder."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.files.folder import write_files
from fairmatch.papers.badges import badges_paper, read_badges
from fairmatch.papers.book import book_paper
from fairmatch.papers.doors import doors_paper
from fairmatch.papers.pages import page_addresses
from fairmatch.papers.schedules import each_schedule
from fairmatch.papers.sources import read_printed


def write_papers(
    engine: Engine,
    folder: Path,
    *,
    fair_code: str | None,
    address: str,
    secret: bytes,
    clock: Callable[[], datetime],
    names: bool = False,
    workers: int = 2,
) -> list[Path]:
    """Write every paper of the latest published version into the folder and give the files.

    These are ``book.pdf``, ``badges.pdf``, a ``doors-<day>.pdf`` for each day, and a schedule
    for each party below ``agencies/`` and ``firms/``. Nothing is written before all is made.

    Parameters
    ----------
    address
        What public addresses start with; codes on paper lead there.
    names
        Whether door sheets give the firms' names.
    workers
        How many schedules are typeset at a time.

    Raises
    ------
    NoTimetable
        If nothing has been published.
    CannotWrite
        If the folder is a file, or the disk is full or may not be written to.
    """
    with writing(engine) as session:
        fair = find_fair(session, fair_code)
        pages = page_addresses(session, secret, fair, start=address, clock=clock)
    with reading(engine) as session:
        printed = read_printed(session, find_fair(session, fair_code), address=address)
        files = [
            ("book.pdf", book_paper(printed)),
            ("badges.pdf", badges_paper(printed, read_badges(session, printed))),
            *(
                (f"doors-{grid.date}.pdf", doors_paper(printed, day=grid.date, names=names))
                for grid in printed.grids
            ),
            *each_schedule(printed, pages, workers=workers),
        ]
    return write_files(folder, files)
