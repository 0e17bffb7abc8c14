"""Walk-ins and waiting lists: at the desk, for the firm that waits, for the officer who calls."""

from web.waiting import desk, firms, officers, registering
from web.waiting.blueprint import blueprint

__all__ = ["blueprint", "desk", "firms", "officers", "registering"]
