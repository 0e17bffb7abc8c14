"""The results as files: a workbook, the report in both languages, and what everybody may see."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from fairmatch.db import reading
from fairmatch.fairs import find_fair
from fairmatch.files.folder import write_files
from fairmatch.files.results_xlsx import results_xlsx
from fairmatch.papers.results import results_paper
from fairmatch.results.opening import opened_results
from fairmatch.results.public import public_results
from fairmatch.results.results import results_of


def write_results(
    engine: Engine, folder: Path, *, fair_code: str | None, clock: Callable[[], datetime]
) -> list[Path]:
    """Write the results as they stand now into the folder and give the files.

    These are ``results.xlsx``, ``results.pdf``, ``results-en.pdf``, and ``public.json`` with what
    is open to everybody, or would be if it were opened now. Nothing is written before all is made.

    Raises
    ------
    CannotWrite
        If the folder is a file, or the disk is full or may not be written to.
    """
    with reading(engine) as session:
        fair = find_fair(session, fair_code)
        results = results_of(session, fair, now=clock())
        public = opened_results(session, fair) or public_results(results)
        files = [
            ("results.xlsx", results_xlsx(fair, results)),
            ("results.pdf", results_paper(fair, results)),
            ("results-en.pdf", results_paper(fair, results, language="en")),
            ("public.json", public.model_dump_json(indent=2).encode() + b"\n"),
        ]
    return write_files(folder, files)
