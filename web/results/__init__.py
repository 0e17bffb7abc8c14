"""What came of the fair: counted live at the desk, as files, and opened to everybody."""

from web.results import desk, public
from web.results.blueprint import blueprint

__all__ = ["blueprint", "desk", "public"]
