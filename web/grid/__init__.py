"""A draft changed by hand at the desk: the grid of booths and times, and its acts."""

from web.grid import acts, around, changes, drafts, gone, page, talk
from web.grid.blueprint import blueprint

__all__ = ["acts", "around", "blueprint", "changes", "drafts", "gone", "page", "talk"]
