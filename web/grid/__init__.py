"""A draft changed by hand at the desk: the grid of booths and times, and its acts."""

from web.grid import acts, changes, gone, page, talk
from web.grid.blueprint import blueprint

__all__ = ["acts", "blueprint", "changes", "gone", "page", "talk"]
