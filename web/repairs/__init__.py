"""Repair on the spot: what happened, what is proposed, accepted or dropped."""

from web.repairs import asking, deciding
from web.repairs.blueprint import blueprint

__all__ = ["asking", "blueprint", "deciding"]
