"""Every route of the app, and who may enter it: the one table of both.

A view that is added gets its row here; `test_access` walks the table for everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYBODY = frozenset(
    {
        "nobody",
        "viewer",
        "organiser",
        "officer",
        "other_officer",
        "contact",
        "other_contact",
        "other_organiser",
    }
)
SIGNED_IN = EVERYBODY - {"nobody"}
DESK_READS = frozenset({"organiser", "viewer"})
DESK_WRITES = frozenset({"organiser"})
FIRM = frozenset({"organiser", "contact"})
AGENCY = frozenset({"organiser", "officer"})


@dataclass(frozen=True)
class Row:
    """Who may enter a route, and what makes an address of it.

    Attributes
    ----------
    who
        Who enters; nobody is led to the sign-in page, everybody else finds nothing.
    args
        Parts of the address, where `ARGS` does not fit.
    form
        What is sent along by a POST.
    """

    who: frozenset[str]
    args: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


ARGS = {
    "code": "small",
    "fair": "small",
    "firm": "F1",
    "agency": "A1",
    "item": "P101",
    "filename": "css/base.css",
    "run": "1",
    "draft": "1",
    "scenario": "1",
}
"""Parts of addresses, by name: the small fair, and what belongs to its first firm and agency.

``token`` is the secret page address of whoever the route is for; see `test_access`.
"""

ROUTES: dict[str, Row] = {
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
    # Whoever has a secret address enters by it, signed in or not.
    "GET /my/<token>": Row(EVERYBODY),
    "GET /my/<token>/feed": Row(EVERYBODY),
    "GET /my/<token>/data": Row(EVERYBODY),
    "GET /my/<token>/data.json": Row(EVERYBODY),
    "GET /my/<token>/calendar.ics": Row(EVERYBODY),
    "GET /my/<token>/schedule.pdf": Row(EVERYBODY),
    "GET /badge/<fair>/<kind>/<code>": Row(EVERYBODY, args={"kind": "firm", "code": "F1"}),
    "GET /firm/<fair>/<firm>/schedule.pdf": Row(FIRM),
    "GET /agency/<fair>/<agency>/schedule.pdf": Row(AGENCY),
    "GET /desk/<fair>/papers": Row(DESK_READS),
    "GET /desk/<fair>/files/timetable.xlsx": Row(DESK_READS),
    "GET /desk/<fair>/files/timetable.csv": Row(DESK_READS),
    "GET /desk/<fair>/files/timetable.json": Row(DESK_READS),
    "GET /desk/<fair>/files/fair.xlsx": Row(DESK_READS),
    "GET /desk/<fair>/papers/schedules.pdf": Row(DESK_READS),
    "GET /desk/<fair>/papers/schedules.zip": Row(DESK_READS),
    "GET /desk/<fair>/papers/doors-<day>.pdf": Row(DESK_READS, args={"day": "2026-05-14"}),
    "GET /desk/<fair>/papers/book.pdf": Row(DESK_READS),
    "GET /desk/<fair>/papers/badges.pdf": Row(DESK_READS),
    "GET /my/<token>/<uid>.ics": Row(EVERYBODY),
    "POST /my/<token>/feed/rotate": Row(EVERYBODY),
    "POST /my/<token>/feed/revoke": Row(EVERYBODY),
    "GET /feeds/<token>.ics": Row(EVERYBODY),
    "GET /fairs/<code>/register": Row(EVERYBODY),
    "POST /fairs/<code>/register": Row(SIGNED_IN),
    "POST /fairs/<code>/register/address": Row(EVERYBODY),
    "GET /firm/<fair>/<firm>/": Row(FIRM),
    "POST /firm/<fair>/<firm>/ask-again": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/firm": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/firm": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/types": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/types": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/offer": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/offer": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/consent": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/files": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/files": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/files/<uid>": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/files/<uid>/remove": Row(FIRM),
    "GET /firm/<fair>/<firm>/profile/contacts": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/contacts": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/contacts/change": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/contacts/main": Row(FIRM),
    "POST /firm/<fair>/<firm>/profile/contacts/remove": Row(FIRM),
    "GET /firm/<fair>/<firm>/withdraw": Row(FIRM),
    "POST /firm/<fair>/<firm>/withdraw": Row(FIRM),
    "POST /firm/<fair>/<firm>/come-back": Row(FIRM),
    "GET /firm/<fair>/<firm>/data": Row(FIRM),
    "GET /firm/<fair>/<firm>/data.json": Row(FIRM),
    "GET /firm/<fair>/<firm>/data/erase": Row(FIRM),
    "POST /firm/<fair>/<firm>/data/erase": Row(FIRM),
    "GET /agency/<fair>/<agency>/firms/<firm>/files/<uid>": Row(AGENCY),
    "GET /desk/<fair>/synonyms": Row(DESK_READS),
    "GET /desk/<fair>/synonyms.csv": Row(DESK_READS),
    "POST /desk/<fair>/synonyms": Row(DESK_WRITES),
    "POST /desk/<fair>/synonyms/remove": Row(DESK_WRITES),
    "POST /desk/<fair>/synonyms/upload": Row(DESK_WRITES),
    "GET /agency/<fair>/<agency>/": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/new": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/new": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/amount": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/template.xlsx": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/upload": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/upload": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/upload/<uid>": Row(AGENCY, args={"uid": "waiting"}),
    "POST /agency/<fair>/<agency>/plans/upload/<uid>": Row(
        AGENCY, args={"uid": "waiting"}, form={"act": "drop"}
    ),
    "POST /agency/<fair>/<agency>/plans/publish-drafts": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/<item>": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/<item>/edit": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/<item>/edit": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/<item>/publish": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/<item>/firms": Row(AGENCY),
    "GET /agency/<fair>/<agency>/firms": Row(AGENCY),
    "GET /firm/<fair>/<firm>/plans": Row(FIRM),
    "GET /agency/<fair>/<agency>/plans/<item>/withdraw": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/<item>/withdraw": Row(AGENCY),
    "GET /agency/<fair>/<agency>/plans/<item>/remove": Row(AGENCY),
    "POST /agency/<fair>/<agency>/plans/<item>/remove": Row(AGENCY),
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
    "GET /desk/<fair>/": Row(DESK_READS),
    "GET /desk/<fair>/scenarios": Row(DESK_READS),
    "POST /desk/<fair>/scenarios": Row(DESK_WRITES),
    "GET /desk/<fair>/scenarios/compare": Row(DESK_READS),
    "GET /desk/<fair>/scenarios/new": Row(DESK_WRITES),
    "GET /desk/<fair>/scenarios/<int:scenario>": Row(DESK_READS),
    "POST /desk/<fair>/scenarios/<int:scenario>": Row(DESK_WRITES),
    "POST /desk/<fair>/scenarios/<int:scenario>/delete": Row(DESK_WRITES, form={"edition": "0"}),
    "GET /desk/<fair>/runs": Row(DESK_READS),
    "POST /desk/<fair>/runs": Row(DESK_WRITES, form={"seconds": "20", "against": "nothing"}),
    "GET /desk/<fair>/runs/<int:run>": Row(DESK_READS),
    "GET /desk/<fair>/runs/<int:run>/standing": Row(DESK_READS),
    "GET /desk/<fair>/runs/<int:run>/events": Row(DESK_READS),
    "POST /desk/<fair>/runs/<int:run>/cancel": Row(DESK_WRITES),
    "POST /desk/<fair>/compare": Row(DESK_WRITES),
    "GET /desk/<fair>/grid": Row(DESK_READS),
    "POST /desk/<fair>/drafts": Row(DESK_WRITES, form={"version": "1"}),
    "GET /desk/<fair>/drafts/<int:draft>/grid": Row(DESK_READS),
    "GET /desk/<fair>/drafts/<int:draft>/grid/changes": Row(DESK_READS),
    "GET /desk/<fair>/drafts/<int:draft>/grid/events": Row(DESK_READS),
    "GET /desk/<fair>/drafts/<int:draft>/grid/wishes": Row(DESK_READS),
    "GET /desk/<fair>/drafts/<int:draft>/grid/<firm>/<agency>": Row(DESK_READS),
    "POST /desk/<fair>/drafts/<int:draft>/grid/<firm>/<agency>/put": Row(
        DESK_WRITES, form={"edition": "0", "at": "2026-05-14T10:00", "table": "1"}
    ),
    "POST /desk/<fair>/drafts/<int:draft>/grid/<firm>/<agency>/drop": Row(
        DESK_WRITES, form={"edition": "0"}
    ),
    "POST /desk/<fair>/drafts/<int:draft>/grid/<firm>/<agency>/pin": Row(
        DESK_WRITES, form={"edition": "0"}
    ),
    "POST /desk/<fair>/drafts/<int:draft>/grid/undo": Row(DESK_WRITES, form={"edition": "0"}),
    "POST /desk/<fair>/drafts/<int:draft>/grid/redo": Row(DESK_WRITES, form={"edition": "0"}),
    "POST /desk/<fair>/drafts/<int:draft>/grid/around": Row(
        DESK_WRITES, form={"edition": "0", "seconds": "20"}
    ),
    "POST /desk/<fair>/drafts/<int:draft>/grid/renew": Row(DESK_WRITES, form={"edition": "0"}),
    "GET /desk/<fair>/report": Row(DESK_READS),
    "GET /desk/<fair>/compare": Row(DESK_READS),
    "GET /desk/<fair>/versions": Row(DESK_READS),
    "GET /desk/<fair>/why/<firm>/<agency>": Row(DESK_READS),
    "GET /desk/<fair>/why/<firm>/<agency>/price": Row(DESK_READS),
    "POST /desk/<fair>/why/<firm>/<agency>/hold": Row(DESK_WRITES),
    "GET /desk/<fair>/versions/<int:number>": Row(DESK_READS, {"number": "1"}),
    "GET /desk/<fair>/versions/<int:number>/restore": Row(DESK_READS, {"number": "1"}),
    "POST /desk/<fair>/versions/<int:number>/restore": Row(DESK_WRITES, {"number": "1"}),
    "GET /desk/<fair>/parties": Row(DESK_READS),
    "POST /desk/<fair>/parties": Row(DESK_WRITES),
    "GET /desk/<fair>/mail": Row(DESK_READS),
    "POST /desk/<fair>/mail": Row(DESK_WRITES),
    "POST /desk/<fair>/mail/rule": Row(DESK_WRITES),
    "GET /desk/<fair>/mail/<uid>": Row(DESK_READS),
    "POST /desk/<fair>/mail/<uid>": Row(DESK_WRITES),
    "GET /desk/<fair>/calendar.ics": Row(DESK_READS),
    "GET /desk/<fair>/feed": Row(DESK_READS),
    "POST /desk/<fair>/feed/rotate": Row(DESK_WRITES),
    "POST /desk/<fair>/feed/revoke": Row(DESK_WRITES),
    "GET /desk/<fair>/people": Row(DESK_READS),
    "POST /desk/<fair>/people": Row(DESK_WRITES),
    "POST /desk/<fair>/people/<int:number>/take": Row(DESK_WRITES, {"number": "2"}),
    "GET /desk/<fair>/intake": Row(DESK_READS),
    "GET /desk/<fair>/intake/demand": Row(DESK_READS),
    "GET /desk/<fair>/intake/demand.csv": Row(DESK_READS),
    "GET /desk/<fair>/intake/demand.xlsx": Row(DESK_READS),
    "GET /desk/<fair>/intake/remind/<silence>": Row(DESK_WRITES, {"silence": "no_requests"}),
    "POST /desk/<fair>/intake/remind/<silence>": Row(DESK_WRITES, {"silence": "no_requests"}),
    "GET /desk/<fair>/intake/remind/<silence>/<day>": Row(
        DESK_READS, {"silence": "no_requests", "day": "2026-05-01"}
    ),
    "GET /desk/<fair>/intake/phases": Row(DESK_READS),
    "GET /desk/<fair>/intake/phases/<phase>/close": Row(DESK_WRITES, {"phase": "requests"}),
    "POST /desk/<fair>/intake/phases/<phase>/dates": Row(DESK_WRITES, {"phase": "requests"}),
    "POST /desk/<fair>/intake/phases/<phase>/<hand>": Row(
        DESK_WRITES, {"phase": "requests", "hand": "close"}
    ),
    "GET /desk/<fair>/intake/firms": Row(DESK_READS),
    "POST /desk/<fair>/intake/firms/approve": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/firms/<firm>/refuse": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/firms/rule": Row(DESK_WRITES),
    "GET /desk/<fair>/intake/calls": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/calls": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/calls/undo": Row(DESK_WRITES, form={"firm": "F1", "agency": "A1"}),
    "GET /desk/<fair>/intake/calls/list": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/calls/list": Row(DESK_WRITES),
    "POST /desk/<fair>/intake/calls/list/take": Row(DESK_WRITES),
    "GET /desk/<fair>/intake/calls/template.xlsx": Row(DESK_WRITES),
    "GET /desk/<fair>/record": Row(DESK_READS),
    "GET /desk/<fair>/record.csv": Row(DESK_READS),
    "GET /desk/<fair>/record.xlsx": Row(DESK_READS),
    # Whoever is signed in may ask for the firm that is theirs.
    "GET /fairs/<code>/ask": Row(SIGNED_IN),
    "GET /firm/<fair>/<firm>/requests": Row(FIRM),
    "GET /firm/<fair>/<firm>/requests/new": Row(FIRM),
    "POST /firm/<fair>/<firm>/requests/new": Row(FIRM, form={"agency": "A2"}),
    "POST /firm/<fair>/<firm>/requests/again": Row(FIRM, form={"agency": "A2", "rank": "1"}),
    "POST /firm/<fair>/<firm>/requests/order": Row(FIRM, form={"move": "A1:2"}),
    "GET /firm/<fair>/<firm>/requests/<agency>": Row(FIRM),
    "POST /firm/<fair>/<firm>/requests/<agency>": Row(FIRM, form={"purpose": "견적"}),
    "POST /firm/<fair>/<firm>/requests/<agency>/withdraw": Row(FIRM),
    "POST /firm/<fair>/<firm>/invitations/<agency>": Row(FIRM, form={"answer": "accept"}),
    "GET /firm/<fair>/<firm>/availability": Row(FIRM),
    "POST /firm/<fair>/<firm>/availability": Row(FIRM, form={"slot": "0"}),
    "GET /agency/<fair>/<agency>/requests": Row(AGENCY),
    "POST /agency/<fair>/<agency>/requests/<firm>": Row(AGENCY, form={"kind": "like"}),
    "POST /agency/<fair>/<agency>/requests/neutral": Row(AGENCY),
    "POST /agency/<fair>/<agency>/requests/neutral/back": Row(AGENCY, form={"firm": "F1"}),
    "GET /agency/<fair>/<agency>/invitations": Row(AGENCY),
    "POST /agency/<fair>/<agency>/invitations/<firm>": Row(AGENCY),
    "POST /agency/<fair>/<agency>/invitations/<firm>/back": Row(AGENCY),
    "GET /agency/<fair>/<agency>/availability": Row(AGENCY),
    "POST /agency/<fair>/<agency>/availability": Row(AGENCY, form={"slot": "0"}),
    "POST /agency/<fair>/<agency>/availability/busy": Row(AGENCY),
}
