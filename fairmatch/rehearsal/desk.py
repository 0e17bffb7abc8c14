"""The desk of a rehearsal: it follows what happened, as its page does."""

import time as wall
from datetime import date, datetime

from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import reading
from fairmatch.errors import FairMatchError
from fairmatch.fairday.today import Talk
from fairmatch.fairday.verdicts import Standing
from fairmatch.models import Repair
from fairmatch.rehearsal.stage import Acting, new_uid
from fairmatch.repairs import (
    FirmGone,
    Happened,
    Standings,
    accept,
    comparison_of,
    find_proposal,
    propose,
)


class Desk:
    """Whoever repairs; seconds until each proposal was there are kept in the tally."""

    def __init__(self, acting: Acting, workers: int) -> None:
        self._acting, self._workers = acting, workers
        self._standings = Standings(acting.engine)

    def miss(self, day: date, now: datetime, talks: list[Talk], here: set[int]) -> None:
        """Follow that a firm does not come once it has missed a consultation by ten minutes."""
        to_come = {one.firm.id for one in talks if one.starts_at > now and not one.struck_off}
        for talk in talks:
            missing = talk.standing is Standing.FIRM_MISSING or talk.struck_off
            long = now >= talk.starts_at + 2 * self._acting.stage.grace
            if missing and long and talk.firm.id in to_come and talk.firm.id not in here:
                to_come.discard(talk.firm.id)
                code = talk.firm.code
                self.follow(FirmGone(firm=code, date=day), f"gone {code} {day}", now)

    def follow(self, happened: Happened, name: str, now: datetime) -> None:
        """Ask for a proposal, look at it and accept it, as the desk's page does."""
        with reading(self._acting.engine) as session:
            if self._acting.done(session, name):
                return
        began = wall.perf_counter()
        try:
            number = propose(
                self._acting.engine,
                self._standings,
                self._acting.stage.fair_id,
                happened,
                by=By(None, now),
                workers=self._workers,
            )
            with reading(self._acting.engine) as session:
                fair = self._acting.fair(session)
                proposal: Repair = find_proposal(session, fair, number)
                comparison_of(session, fair, proposal, held=0)
                proved = proposal.proved
        except FairMatchError as refused:
            self._acting.tally.refused[type(refused).__name__] += 1
            return
        self._acting.tally.repairs.append(wall.perf_counter() - began)
        self._acting.tally.unproved += not proved

        def do(session: Session, by: By) -> None:
            accept(
                session,
                self._acting.stage.fair_id,
                number,
                clock=lambda: now,
                by=by,
                new_uid=new_uid,
            )

        began = wall.perf_counter()
        if self._acting.act(name, now, do):
            self._acting.tally.accepts.append(wall.perf_counter() - began)
