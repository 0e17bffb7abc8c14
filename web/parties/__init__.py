"""The private page of a firm or an agency, reached by its secret address only."""

from web.parties import calendar_box, page
from web.parties.blueprint import blueprint

__all__ = ["blueprint", "calendar_box", "page"]
