"""Why a wish is not held: the reason at once, the price when it is there, and holding it anyway."""

from web.why import pages
from web.why.blueprint import blueprint

__all__ = ["blueprint", "pages"]
