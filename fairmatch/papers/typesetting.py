"""Values into PDF: our templates, our typefaces, set by Typst.

Values go in as JSON and are never pasted into markup, so that no name or title can be read as a
command. Typst fetches nothing: packages are not used, and pictures come with the values.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

import typst

from fairmatch.papers.wrapping import wrappable

_HERE = Path(__file__).parent


class Template(StrEnum):
    """What papers there are; each is a file of ``templates/``."""

    SCHEDULE = "schedule"
    DOORS = "doors"
    BOOK = "book"
    BADGES = "badges"
    RESULTS = "results"


def typeset(template: Template, values: Mapping[str, object], *, made_at: datetime) -> bytes:
    """Give the PDF: tagged for screen readers, its text searchable.

    It keeps to PDF/UA-1, unless a text has a character that no typeface has. The same values
    and moment give the same bytes.

    Parameters
    ----------
    values
        What the template reads: text, numbers, lists and mappings of these.
    made_at
        Stands in the file as the moment it was made.
    """
    compiler = typst.Compiler(
        _HERE / "templates" / f"{template}.typ",
        root=_HERE / "templates",
        font_paths=typefaces(),
        sys_inputs={"data": json.dumps(wrappable(values), ensure_ascii=False)},
    )
    moment = made_at.astimezone(UTC).replace(microsecond=0)
    try:
        content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    except typst.TypstError as error:
        # The standard forbids characters that no typeface of the machine has; people want their
        # paper all the same, with an empty box for that one.
        if "PDF/UA-1" not in error.message:
            raise
        content = compiler.compile(format="pdf", timestamp=moment)
    if not isinstance(content, bytes):
        raise TypeError(f"a PDF is one file, not {type(content).__name__}")
    return content


def typeset_each(
    template: Template,
    documents: Sequence[Mapping[str, object]],
    *,
    made_at: datetime,
    workers: int,
) -> Iterator[bytes]:
    """Give a PDF for each of the documents, in their order, ``workers`` of them at a time."""
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(
            lambda document: typeset(template, document, made_at=made_at), documents
        )


@cache
def typefaces() -> typst.Fonts:
    """Give our typefaces and the machine's own, read once."""
    # Names may have characters that ours lack, such as Hanja: the machine's own faces stand in.
    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=False,
        font_paths=[_HERE / "fonts"],
    )
