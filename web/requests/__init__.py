"""Requests, answers, invitations and attendance: pages of firms and of officers."""

from web.requests import (
    agency_invitations,
    askers,
    asking,
    attendance,
    entry,
    firm_invitations,
    ranking,
    wishes,
)
from web.requests.blueprint import blueprint

__all__ = [
    "agency_invitations",
    "askers",
    "asking",
    "attendance",
    "blueprint",
    "entry",
    "firm_invitations",
    "ranking",
    "wishes",
]
