"""What a plan item says, as the row of a file: one form for pages, uploads and imports."""

from enum import StrEnum
from typing import Any

from fairmatch.files.rows import PlanRow
from fairmatch.models import PlanItem

FIELDS = tuple(name for name in PlanRow.model_fields if name not in {"code", "agency"})
"""What can change of an item: all but what it is known by and whose it is."""
PERSONAL = frozenset({"contact", "phone", "email"})
"""Fields that name a person: of their changes no more is kept than that there were some."""

Difference = dict[str, list[Any]]
"""Each field that differs, with what it said before and after; nothing said of a person's."""


def values_of(item: PlanItem) -> PlanRow:
    """Give what an item says; its agency is loaded."""
    return PlanRow.model_construct(
        code=item.code, agency=item.agency.code, **{name: getattr(item, name) for name in FIELDS}
    )


def assign(item: PlanItem, row: PlanRow) -> None:
    """Let an item say what a row does."""
    for name in FIELDS:
        setattr(item, name, getattr(row, name))


def difference(before: PlanRow, after: PlanRow) -> Difference:
    """Give the fields in which two rows of an item differ, as values that JSON can hold."""
    return {
        name: [] if name in PERSONAL else [_plain(getattr(before, name)), _plain(now)]
        for name, now in after
        if now != getattr(before, name)
    }


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value
