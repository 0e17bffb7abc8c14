"""A firm's own area: registering, its home, its profile, people and files, leaving."""

from web.firms import contacts, files, home, leaving, own_data, plans_for_you, profile, register
from web.firms.blueprint import blueprint

__all__ = [
    "blueprint",
    "contacts",
    "files",
    "home",
    "leaving",
    "own_data",
    "plans_for_you",
    "profile",
    "register",
]
