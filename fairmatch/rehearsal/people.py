"""People of a rehearsal: they come, walk in, ask for booths, and answer what they are offered."""

from datetime import date, datetime

from sqlalchemy import select

from fairmatch.db import reading
from fairmatch.fairday.today import Talk
from fairmatch.models import Firm, OfferAnswer, SeatOffer
from fairmatch.rehearsal.crowd import Cast
from fairmatch.rehearsal.deeds import Answers, AsksFor, Comes, WalksIn
from fairmatch.rehearsal.stage import Acting
from fairmatch.waiting.registering import WalkInFacts


class People:
    """Firms and officers; ``waiting``: whether there are waiting lists to join."""

    def __init__(self, acting: Acting, cast: Cast, *, waiting: bool) -> None:
        self._acting, self._cast, self._waiting = acting, cast, waiting

    def arrive(
        self, day: date, now: datetime, talks: list[Talk], here: set[int], officers: set[int]
    ) -> None:
        """Check in whoever has come by now; ``here`` and ``officers`` are there already."""
        first: dict[int, Talk] = {}
        for talk in talks:
            if not talk.struck_off:
                first.setdefault(talk.firm.id, talk)
        for firm_id, talk in first.items():
            code = talk.firm.code
            if firm_id in here or not self._cast.comes(code, day):
                continue
            if talk.starts_at - self._cast.lead(code, day) <= now:
                self._acting.act(f"arrive {code} {day}", now, Comes(f"firm:{code}"))
        opens = next(opens for one, opens, _ in self._acting.stage.days if one == day)
        for agency_id, code in self._acting.stage.agencies:
            if agency_id not in officers and opens - self._cast.officer_lead(code, day) <= now:
                self._acting.act(f"officer {code} {day}", now, Comes(f"agency:{code}"))

    def walk_in(self, now: datetime) -> None:
        """Write down the firms that walk in at this minute, and what they ask for."""
        for at, number in self._cast.guests([opens for _, opens, _ in self._acting.stage.days]):
            if at == now:
                self._walk_in(number, now)

    def _walk_in(self, number: int, now: datetime) -> None:
        codes = [code for _, code in self._acting.stage.agencies]
        wants = self._cast.wants(number, codes, self._acting.stage.asked)
        name = f"현장기업{number:03}"

        facts = WalkInFacts(name_ko=name, contact="현장", phone=f"010-9{number:03}-0000")
        self._acting.act(f"guest {number}", now, WalksIn(facts))
        code = self._code_of(name)
        if code is None:
            return
        self._acting.act(f"guest {number} comes", now, Comes(f"firm:{code}"))
        if self._waiting:
            self._acting.act(f"guest {number} asks", now, AsksFor(code, tuple(wants)))

    def _code_of(self, name: str) -> str | None:
        of_fair = Firm.fair_id == self._acting.stage.fair_id
        with reading(self._acting.engine) as session:
            return session.scalar(select(Firm.code).where(of_fair, Firm.name_ko == name))

    def answer(self, now: datetime) -> None:
        """Take or pass on offered seats, each firm after its own time."""
        with reading(self._acting.engine) as session:
            open_ones = [
                (one.id, one.made_at, one.waiting.firm.code, one.starts_at)
                for one in session.scalars(
                    select(SeatOffer).where(
                        SeatOffer.fair_id == self._acting.stage.fair_id,
                        SeatOffer.answer == OfferAnswer.OPEN,
                    )
                )
            ]
        for key, made_at, code, starts_at in open_ones:
            after, takes = self._cast.answers(f"{code} {starts_at}")
            if made_at + after > now:
                continue
            self._acting.act(f"offer {key}", now, Answers(key, code, takes))
