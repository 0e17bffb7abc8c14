"""The programme beside the consultations."""

from vocabulary import table


def rows() -> list[dict[str, object]]:
    """Give the rows of ``programme.csv``: the table of the vocabulary, numbered."""
    return [{"code": f"T{number:02}", **row} for number, row in enumerate(table("programme"), 1)]
