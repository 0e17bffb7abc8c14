"""Every route of the app, and who may enter it: the one table of both.

A view that is added gets its row here; `test_access` walks the table for everybody. Which room a
row belongs in follows from how its address begins, as `ROOMS` says; within a room it stands beside
its neighbours on the page. What no other room has is public.
"""

from collections.abc import Mapping

from tests.web.access_table.accounts import ACCOUNTS
from tests.web.access_table.agencies import AGENCIES
from tests.web.access_table.desk import DESK
from tests.web.access_table.firms import FIRMS
from tests.web.access_table.parties import PARTIES
from tests.web.access_table.public import PUBLIC
from tests.web.access_table.row import ARGS, EVERYBODY, TALK, Row

ROOMS: Mapping[str, dict[str, Row]] = {
    "/my/": PARTIES,
    "/firm/": FIRMS,
    "/agency/": AGENCIES,
    "/desk/": DESK,
    "/sign-": ACCOUNTS,
    "/account": ACCOUNTS,
    "/": PUBLIC,
}
"""The room of a route, by how its address begins: the first that fits."""

ROUTES: dict[str, Row] = PUBLIC | ACCOUNTS | PARTIES | FIRMS | AGENCIES | DESK

__all__ = ["ARGS", "EVERYBODY", "ROOMS", "ROUTES", "TALK", "Row"]
