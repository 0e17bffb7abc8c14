"""The record of what organisers did: looked through, chosen from, taken along as a file."""

from web.record import pages
from web.record.blueprint import blueprint

__all__ = ["blueprint", "pages"]
