"""The private page of a firm or an agency, reached by its secret address only."""

from web.parties import calendar_box, own_data, page
from web.parties.blueprint import blueprint

__all__ = ["blueprint", "calendar_box", "own_data", "page"]
