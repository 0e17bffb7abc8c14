"""Consultations of a rehearsal: they begin, end, are missed, and something comes of them."""

from datetime import datetime

from fairmatch.fairday.today import Talk
from fairmatch.fairday.verdicts import OVER, Standing
from fairmatch.models import ClaimKind, OutcomeKind, Side
from fairmatch.outcomes.writing import Written
from fairmatch.rehearsal.crowd import Cast
from fairmatch.rehearsal.deeds import Notes, Says
from fairmatch.rehearsal.stage import Acting
from fairmatch.rehearsal.world import World

_WAITED_FOR = (Standing.TO_COME, Standing.DUE)
_MISSING = (Standing.FIRM_MISSING, Standing.AGENCY_MISSING, Standing.DISPUTED)


class Talks:
    """What both sides do and say at a table."""

    def __init__(self, acting: Acting, cast: Cast, world: World) -> None:
        self._acting, self._cast, self._world = acting, cast, world

    def go_on(
        self,
        now: datetime,
        talks: list[Talk],
        here: set[int],
        officers: set[int],
        offered: set[tuple[str, int, datetime]],
    ) -> None:
        """Let consultations begin and end, and say who is missing.

        Parameters
        ----------
        offered
            Seats that somebody else is offered: booth, table and when it begins.
        """
        running = {one.consultation_id: one for one in talks if begun(one) is not None}
        for talk in running.values():
            begun_at = begun(talk)
            if begun_at is not None and not _over(talk) and self._ended(talk, now):
                self._end(talk, now)
        busy = [one for one in running.values() if not self._ended(one, now)]
        tables = {(one.booth, one.table) for one in busy}
        firms = {one.firm.id for one in busy}
        for talk in talks:
            if talk.struck_off or talk.consultation_id in running or talk.starts_at > now:
                continue
            officer = talk.agency.id in officers and not self._world.gone(talk.agency.code, now)
            given = (talk.booth, talk.table, talk.starts_at) in offered
            if talk.standing not in _WAITED_FOR and (given or not self._still(talk, now)):
                continue
            if talk.firm.id in here and officer and not self._world.waits(now):
                if (talk.booth, talk.table) not in tables and talk.firm.id not in firms:
                    self._say(talk, Side.AGENCY, ClaimKind.BEGUN, now)
                    tables.add((talk.booth, talk.table))
                    firms.add(talk.firm.id)
            elif talk.standing in _WAITED_FOR and now >= talk.starts_at + self._acting.stage.grace:
                if talk.firm.id not in here and officer:
                    self._say(talk, Side.AGENCY, ClaimKind.FIRM_MISSING, now)
                elif talk.firm.id in here and not officer:
                    self._say(talk, Side.FIRM, ClaimKind.AGENCY_MISSING, now)

    def _still(self, talk: Talk, now: datetime) -> bool:
        """Tell whether two who have met late sit down all the same."""
        slot = self._acting.stage.slot
        if talk.standing is Standing.UNKNOWN:
            return now < talk.ends_at + slot
        return talk.standing in _MISSING and now <= talk.ends_at - slot / 2

    def _ended(self, talk: Talk, now: datetime) -> bool:
        begun_at = begun(talk)
        return _over(talk) or (
            begun_at is not None
            and now >= begun_at + self._cast.takes(talk.uid, self._acting.stage.slot)
        )

    def _say(self, talk: Talk, side: Side, kind: ClaimKind, now: datetime) -> None:
        speaker = talk.firm.code if side is Side.FIRM else talk.agency.code
        deed = Says(talk.uid, talk.starts_at, side, kind, speaker)
        self._acting.act(f"{kind} {talk.uid} {talk.starts_at.isoformat()}", now, deed)

    def _end(self, talk: Talk, now: datetime) -> None:
        self._say(talk, Side.AGENCY, ClaimKind.ENDED, now)
        if not self._cast.writes(talk.uid):
            return
        number, amount = self._cast.deals(talk.uid)
        kind = list(OutcomeKind)[number]
        signs = kind in (OutcomeKind.CONTRACT,)
        written = Written(
            held=True,
            kinds=(kind,),
            amount_discussed=amount,
            amount_signed=amount if signs else None,
        )
        deed = Notes(talk.uid, talk.agency.code, written)
        self._acting.act(f"outcome {talk.uid}", now, deed)


def begun(talk: Talk) -> datetime | None:
    """Give when a consultation began; None if nobody said so."""
    return min((one.at for one in talk.facts.words if one.kind is ClaimKind.BEGUN), default=None)


def _over(talk: Talk) -> bool:
    return any(one.kind in OVER for one in talk.facts.words)
