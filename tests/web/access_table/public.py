"""Routes of everybody: the fair's pages, screens in the hall, what the browser itself fetches."""

from tests.web.access_table.row import DESK_WRITES, EVERYBODY, SIGNED_IN, Row

PUBLIC: dict[str, Row] = {
    "GET /": Row(EVERYBODY),
    "GET /static/<path:filename>": Row(EVERYBODY),
    "GET /healthz": Row(EVERYBODY),
    "GET /fairs/<code>/": Row(EVERYBODY),
    "GET /fairs/<code>/agencies/<agency>": Row(EVERYBODY),
    "GET /fairs/<code>/plans": Row(EVERYBODY),
    "GET /fairs/<code>/plans.csv": Row(EVERYBODY),
    "GET /fairs/<code>/plans.xlsx": Row(EVERYBODY),
    "GET /fairs/<code>/plans/<item>": Row(EVERYBODY),
    "GET /fairs/<code>/privacy": Row(EVERYBODY),
    "GET /fairs/<code>/report": Row(EVERYBODY),
    "GET /fairs/<code>/timetable": Row(EVERYBODY),
    "GET /day/token": Row(EVERYBODY),
    "GET /day/worker.js": Row(EVERYBODY),
    "POST /day/<fair>/act": Row(DESK_WRITES),
    "POST /day/<fair>/acts": Row(DESK_WRITES),
    "GET /badge/<fair>/<kind>/<code>": Row(EVERYBODY, args={"kind": "firm", "code": "F1"}),
    "GET /feeds/<token>.ics": Row(EVERYBODY),
    "GET /won": Row(EVERYBODY),
    "GET /fairs/<code>/results": Row(EVERYBODY),
    "GET /boards/<token>/": Row(EVERYBODY),
    "GET /boards/<token>/hall": Row(EVERYBODY),
    "GET /boards/<token>/hall/part": Row(EVERYBODY),
    "GET /boards/<token>/hall/events": Row(EVERYBODY),
    "GET /boards/<token>/booth/<booth>": Row(EVERYBODY),
    "GET /boards/<token>/booth/<booth>/part": Row(EVERYBODY),
    "GET /boards/<token>/booth/<booth>/events": Row(EVERYBODY),
    "GET /fairs/<code>/register": Row(EVERYBODY),
    "POST /fairs/<code>/register": Row(SIGNED_IN),
    "POST /fairs/<code>/register/address": Row(EVERYBODY),
    # Whoever is signed in may ask for the firm that is theirs.
    "GET /fairs/<code>/ask": Row(SIGNED_IN),
}
