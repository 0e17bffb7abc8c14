"""A row of the table: who may enter a route, and what makes an address of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYBODY = frozenset(
    {
        "nobody",
        "viewer",
        "organiser",
        "officer",
        "other_officer",
        "contact",
        "other_contact",
        "other_organiser",
    }
)
SIGNED_IN = EVERYBODY - {"nobody"}
DESK_READS = frozenset({"organiser", "viewer"})
DESK_WRITES = frozenset({"organiser"})
FIRM = frozenset({"organiser", "contact"})
AGENCY = frozenset({"organiser", "officer"})


@dataclass(frozen=True)
class Row:
    """Who may enter a route, and what makes an address of it.

    Attributes
    ----------
    who
        Who enters; nobody is led to the sign-in page, everybody else finds nothing.
    args
        Parts of the address, where `ARGS` does not fit.
    form
        What is sent along by a POST.
    """

    who: frozenset[str]
    args: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


ARGS = {
    "code": "small",
    "fair": "small",
    "firm": "F1",
    "agency": "A1",
    "item": "P101",
    "filename": "css/base.css",
    "run": "1",
    "draft": "1",
    "scenario": "1",
    "file": f"{1:032x}",
    "booth": "B1",
    "repair": "1",
}
"""Parts of addresses, by name: the small fair, and what belongs to its first firm and agency.

``token`` is the secret page address of whoever the route is for; see `test_access`.
"""

TALK = {"uid": "small-F1-A1"}
"""The consultation of the first firm with the first agency, of which something is written."""
