"""People of a rehearsal: they come, walk in, ask for booths, and answer what they are offered."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from fairmatch.db import reading
from fairmatch.fairday.today import Talk
from fairmatch.models import AttendanceClaim, ClaimKind, Consultation, Firm, OfferAnswer, SeatOffer
from fairmatch.rehearsal.crowd import Cast
from fairmatch.rehearsal.deeds import Answers, AsksFor, Comes, WalksIn
from fairmatch.rehearsal.stage import Acting, Foretold
from fairmatch.waiting.lists import places_of
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.registering import WalkInFacts


class People:
    """Firms and officers; ``waiting``: whether there are waiting lists to join."""

    def __init__(self, acting: Acting, cast: Cast, *, waiting: bool) -> None:
        self._acting, self._cast, self._waiting = acting, cast, waiting
        self._hope_on: date | None = None
        self._hope: set[str] = set()
        self._came: set[str] = set()

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
                self._comes(code, day, now)
        opens = next(opens for one, opens, _ in self._acting.stage.days if one == day)
        expected = {one.firm.code for one in talks}
        for code in self._hopeful(day) - expected - self._came:
            if opens + abs(self._cast.lead(code, day)) <= now:
                self._came.add(code)
                self._comes(code, day, now)
        for agency_id, code in self._acting.stage.agencies:
            if agency_id not in officers and opens - self._cast.officer_lead(code, day) <= now:
                self._acting.act(f"officer {code} {day}", now, Comes(f"agency:{code}"))

    def _comes(self, code: str, day: date, now: datetime) -> None:
        """Check a registered firm in; it waits for whatever else it asked for."""
        self._acting.act(f"arrive {code} {day}", now, Comes(f"firm:{code}"))
        wishes = self._acting.stage.wishes.get(code, ())
        if self._waiting and wishes:
            self._ask(f"asks {code} {day}", code, wishes, now)

    def _hopeful(self, day: date) -> set[str]:
        """Give the firms that nobody has seen so far and that come without being expected."""
        if self._hope_on != day:
            stage = self._acting.stage
            with reading(self._acting.engine) as session:
                seen = set(
                    session.scalars(
                        select(Firm.code)
                        .join(Consultation, Consultation.firm_id == Firm.id)
                        .join(AttendanceClaim, AttendanceClaim.consultation_id == Consultation.id)
                        .where(
                            Firm.fair_id == stage.fair_id, AttendanceClaim.kind == ClaimKind.BEGUN
                        )
                    )
                )
            hoping = {code for code in stage.wishes if stage.hopes(code, day)}
            self._hope_on, self._came = day, set()
            self._hope = {code for code in hoping - seen if self._cast.comes(code, day)}
        return self._hope

    def _ask(self, name: str, code: str, wanted: Sequence[str], now: datetime) -> None:
        """Put a firm on lists, and remember how long it was told that it would wait."""
        if not self._acting.act(name, now, AsksFor(code, tuple(wanted))):
            return
        with reading(self._acting.engine) as session:
            floor = read_floor(session, self._acting.fair(session), now)
            firm = session.scalars(
                select(Firm).where(Firm.fair_id == self._acting.stage.fair_id, Firm.code == code)
            ).one()
            self._acting.tally.foretold += [
                Foretold(place.entry.id, now, place.estimate)
                for place in places_of(floor, firm)
                if place.entry.asked_at == now
            ]

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
            self._ask(f"guest {number} asks", code, wants, now)

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
