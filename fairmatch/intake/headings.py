"""Headings and keys as people write them, matched to the fields of a row."""

import unicodedata
from difflib import get_close_matches
from functools import cache

from fairmatch.files.rows import Row
from fairmatch.wording import Words


@cache
def required_fields(row: type[Row]) -> tuple[str, ...]:
    """Give the fields that no row can be without."""
    return tuple(name for name, column in row.model_fields.items() if column.is_required())


@cache
def fields_by_heading(row: type[Row]) -> dict[str, str]:
    """Give the field of each heading, English or Korean, in plain form."""
    found = {plain(name): name for name in row.model_fields}
    found.update({plain(str(column.title)): name for name, column in row.model_fields.items()})
    return found


def plain(heading: str) -> str:
    """Give a heading without what people vary: width, case, spaces, lines."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(text.split()).replace("-", "_")


def nearest(heading: str, row: type[Row], what: Words) -> Words:
    """Say in words what a heading that is none of the table's may have meant."""
    known = fields_by_heading(row)
    if near := get_close_matches(plain(heading), list(known), 1, 0.6):
        name = known[near[0]]
        title = row.model_fields[name].title
        return Words(
            ko=f"이 표의 {what.ko}(혹시 {title}({name})인가요?)",
            en=f"{what.en} of this table: did you mean {name} ({title})?",
        )
    titles = ", ".join(str(column.title) for column in row.model_fields.values())
    return Words(
        ko=f"이 표의 {what.ko}: {titles}",
        en=f"{what.en} of this table: " + ", ".join(row.model_fields),
    )
