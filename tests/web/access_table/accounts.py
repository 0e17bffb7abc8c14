"""Routes of signing in and of one's account: below ``/sign-in``, ``/sign-out`` and ``/account``."""

from tests.web.access_table.row import EVERYBODY, SIGNED_IN, Row

ACCOUNTS: dict[str, Row] = {
    # Whoever proves an address may sign in; codes and links of nobody open nothing.
    "GET /sign-in": Row(EVERYBODY),
    "POST /sign-in": Row(EVERYBODY),
    "GET /sign-in/code": Row(EVERYBODY),
    "POST /sign-in/code": Row(EVERYBODY),
    "GET /sign-in/link/<token>": Row(EVERYBODY),
    "POST /sign-in/link/<token>": Row(EVERYBODY),
    "GET /sign-in/password": Row(EVERYBODY),
    "POST /sign-in/password": Row(EVERYBODY),
    "GET /sign-in/second": Row(EVERYBODY),
    "POST /sign-in/second": Row(EVERYBODY),
    "GET /sign-in/resume": Row(SIGNED_IN),
    "POST /sign-in/resume": Row(SIGNED_IN),
    "POST /sign-out": Row(EVERYBODY),
    "GET /account": Row(SIGNED_IN),
    "POST /account": Row(SIGNED_IN),
    "GET /account/place": Row(SIGNED_IN),
    "GET /account/password": Row(SIGNED_IN),
    "POST /account/password": Row(SIGNED_IN),
    "GET /account/second": Row(SIGNED_IN),
    "POST /account/second": Row(SIGNED_IN),
    "POST /account/second/off": Row(SIGNED_IN),
    "POST /account/sign-out-everywhere": Row(SIGNED_IN),
}
