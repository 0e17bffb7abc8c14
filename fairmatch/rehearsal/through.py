"""A rehearsal through a server that runs: people act as their telephones and the desk's page do.

What is not answered is asked again, with the same key, until the server is there again.
"""

import hashlib
import json
import time as wall
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import reading
from fairmatch.errors import FairMatchError
from fairmatch.models import Fair
from fairmatch.rehearsal.deeds import Accepts, Answers, AsksFor, Comes, Deed, Notes, Says, WalksIn
from fairmatch.rehearsal.line import Answered, NoAnswer
from fairmatch.rehearsal.sent import Fields, happening, note, walk_in
from fairmatch.rehearsal.stage import Acting, Stage
from fairmatch.rehearsal.visitors import Server, Visitors
from fairmatch.repairs import Happened

PATIENCE = 60.0
"""Seconds for which a server may be away."""
PAUSE = 0.1
_ENDED = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED)


class Refused(FairMatchError):
    """The server refused what was asked for."""


class ThroughServer(Acting):
    """How everybody acts through a server."""

    def __init__(
        self,
        engine: Engine,
        stage: Stage,
        seed: int,
        journal: Path | None,
        watch: Callable[[Session, Fair, datetime], object],
        *,
        server: Server,
    ) -> None:
        super().__init__(engine, stage, seed, journal, watch)
        self._server = server
        self._visitors = Visitors(engine, server, stage.fair_id)
        with reading(engine) as session:
            code = quote(self.fair(session).code, safe="")
        self._sending, self._day = f"/day/{code}", f"/desk/{code}/day"

    def begin(self, now: datetime) -> None:
        """Let it be this minute at the server, too."""
        self._server.clock.set(now)

    def offer(self, now: datetime) -> None:
        """Leave it to the server to offer free seats."""

    def key(self, name: str) -> str:
        """Give the key of an act, as short as those of telephones."""
        return self.prefix + hashlib.blake2s(name.encode(), digest_size=16).hexdigest()

    def propose(self, happened: Happened, now: datetime) -> int:
        """Choose at the desk what happened; give the proposal that this leads to."""
        answered = self._form("/repairs", happening(happened, now, self.stage.zone))
        if answered.status != HTTPStatus.SEE_OTHER:
            raise Refused(f"no proposal: {answered.status}")
        return _number(answered)

    def act(self, name: str, now: datetime, deed: Deed) -> bool:
        """Do something; tell whether the server said that it was accepted."""
        key = self._sent(self.key(name), now, deed)
        if key is None:
            self.tally.refused[type(deed).__name__] += 1
            return False
        self.accept(key)
        with reading(self.engine) as session:
            self.watch(session, self.fair(session), now)
        return True

    def _sent(self, key: str, now: datetime, deed: Deed) -> str | None:
        """Send a deed; give the key under which it was accepted."""
        match deed:
            case Comes():
                return self._act("desk", {"kind": "arrive", "party": deed.party}, key, now)
            case Says():
                said = {
                    "kind": "claim",
                    "claim": deed.kind.value,
                    "uid": deed.uid,
                    "starts_at": deed.starts_at.isoformat(),
                }
                return self._act(f"{deed.side}:{deed.speaker}", said, key, now)
            case Notes():
                return self._act(f"agency:{deed.agency}", note(deed), key, now)
            case Accepts():
                return self._accept(deed.proposal)
            case _:
                return key if self._written(deed, key) else None

    def _written(self, deed: Deed, key: str) -> bool:
        """Send a form of the desk's pages of walk-ins; tell whether it was done."""
        match deed:
            case WalksIn():
                answered = self._form("/walk-ins", walk_in(deed, key))
            case AsksFor():
                fields: Fields = {"key": key, "agency": deed.agencies}
                answered = self._form(f"/walk-ins/firms/{quote(deed.firm)}", fields)
            case Answers():
                fields = {"key": key, "offer": str(deed.offer)}
                fields["answer"] = "take" if deed.takes else "pass"
                answered = self._form(f"/walk-ins/firms/{quote(deed.firm)}/answer", fields)
                return answered.leads_to.partition("done=")[2] in ("accepted", "passed")
            case _:
                raise AssertionError(f"nobody sends {deed}")
        return answered.status == HTTPStatus.SEE_OTHER

    def _act(self, who: str, act: dict[str, Any], key: str, now: datetime) -> str | None:
        """Send one act as a script does that kept it."""
        body = json.dumps({"acts": [{**act, "key": key, "at": now.isoformat()}]})

        def send() -> Answered:
            browser = self._visitors.browser(who)
            if who == "desk":
                return browser.post_json(f"{self._sending}/acts?as=desk", body)
            return browser.post_json(f"/my/{self._visitors.token(who)}/day/acts", body)

        answered = self._until_answered(send, who)
        if answered.status != HTTPStatus.OK:
            return None
        (told,) = json.loads(answered.text)["acts"]
        return key if told["answer"] in ("accepted", "already") else None

    def _form(self, path: str, fields: Fields) -> Answered:
        """Send a form of the desk's pages of the day."""

        def send() -> Answered:
            return self._visitors.browser("desk").post_form(self._day + path, fields)

        return self._until_answered(send, "desk")

    def _accept(self, number: int) -> str | None:
        """Accept a proposal; where the server made a newer one instead, accept that."""
        while True:
            answered = self._form(f"/repairs/{number}/accept", {})
            if answered.status != HTTPStatus.SEE_OTHER:
                return None
            newer = _number(answered)
            if newer == number:
                return f"repair-{number}"
            number = newer

    def _until_answered(self, send: Callable[[], Answered], who: str) -> Answered:
        """Send until there is an answer; whoever was signed out comes anew, once."""
        until = wall.monotonic() + PATIENCE
        anew = False
        while True:
            try:
                answered = send()
            except NoAnswer:
                if wall.monotonic() > until:
                    raise
                wall.sleep(PAUSE)
                continue
            ended = answered.leads_to.startswith("/sign-in") or answered.status in _ENDED
            if anew or not ended:
                return answered
            self._visitors.end(who)
            anew = True


def _number(answered: Answered) -> int:
    """Give the proposal to which an answer leads."""
    return int(answered.leads_to.partition("?")[0].rpartition("/")[2])
