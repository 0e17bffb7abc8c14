"""The desk of a rehearsal: it follows what happened, as its page does."""

import time as wall
from datetime import date, datetime, timedelta

from fairmatch.db import reading
from fairmatch.errors import FairMatchError
from fairmatch.fairday.today import Talk
from fairmatch.fairday.verdicts import Standing
from fairmatch.models import Repair
from fairmatch.rehearsal.deeds import Accepts
from fairmatch.rehearsal.stage import Acting
from fairmatch.repairs import FirmGone, Happened, comparison_of, find_proposal

PATIENCE = timedelta(minutes=15)
"""How long the desk tries to reach a firm by telephone before its other seats are given away."""


class Desk:
    """Whoever repairs; seconds until each proposal was there are kept in the tally."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def miss(self, day: date, now: datetime, talks: list[Talk], here: set[int]) -> None:
        """Follow that a firm does not come, a quarter of an hour after it was to."""
        to_come = {one.firm.id for one in talks if one.starts_at > now and not one.struck_off}
        for talk in talks:
            missing = talk.standing is Standing.FIRM_MISSING or talk.struck_off
            long = now >= talk.starts_at + PATIENCE
            if missing and long and talk.firm.id in to_come and talk.firm.id not in here:
                to_come.discard(talk.firm.id)
                code = talk.firm.code
                self.follow(FirmGone(firm=code, date=day), f"gone {code} {day}", now)

    def follow(self, happened: Happened, name: str, now: datetime) -> None:
        """Ask for a proposal, look at it and accept it, as the desk's page does."""
        with reading(self._acting.engine) as session:
            if self._acting.done(session, name):
                return
        began, worked = wall.perf_counter(), wall.process_time()
        try:
            number = self._acting.propose(happened, now)
            with reading(self._acting.engine) as session:
                fair = self._acting.fair(session)
                proposal: Repair = find_proposal(session, fair, number)
                comparison_of(session, fair, proposal, held=0)
                proved = proposal.proved
        except FairMatchError as refused:
            self._acting.tally.refused[type(refused).__name__] += 1
            return
        self._acting.tally.repairs.append(wall.perf_counter() - began)
        self._acting.tally.worked.append(wall.process_time() - worked)
        self._acting.tally.unproved += not proved
        began = wall.perf_counter()
        if self._acting.act(name, now, Accepts(number)):
            self._acting.tally.accepts.append(wall.perf_counter() - began)
