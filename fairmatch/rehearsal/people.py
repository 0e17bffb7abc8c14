"""People of a rehearsal: they come, walk in, ask for booths, and answer what they are offered."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import reading
from fairmatch.fairday.arrivals import arrive
from fairmatch.fairday.today import Talk
from fairmatch.firms.facts import Consents
from fairmatch.models import Agency, Firm, OfferAnswer, SeatOffer
from fairmatch.rehearsal.crowd import Cast
from fairmatch.rehearsal.stage import Acting, new_uid
from fairmatch.waiting.answering import accept as take_seat
from fairmatch.waiting.answering import decline
from fairmatch.waiting.joining import Wanted, join
from fairmatch.waiting.registering import WalkInFacts, register_walk_in


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
                self._arrive(Firm, firm_id, f"arrive {code} {day}", now)
        opens = next(opens for one, opens, _ in self._acting.stage.days if one == day)
        for agency_id, code in self._acting.stage.agencies:
            if agency_id not in officers and opens - self._cast.officer_lead(code, day) <= now:
                self._arrive(Agency, agency_id, f"officer {code} {day}", now)

    def _arrive(self, of: type[Firm] | type[Agency], key: int, name: str, now: datetime) -> None:
        def do(session: Session, by: By) -> None:
            party: Firm | Agency = session.get_one(of, key)  # type: ignore[assignment]
            arrive(session, self._acting.fair(session), party, by=by)

        self._acting.act(name, now, do)

    def walk_in(self, now: datetime) -> None:
        """Write down the firms that walk in at this minute, and what they ask for."""
        for at, number in self._cast.guests([opens for _, opens, _ in self._acting.stage.days]):
            if at == now:
                self._walk_in(number, now)

    def _walk_in(self, number: int, now: datetime) -> None:
        codes = [code for _, code in self._acting.stage.agencies]
        wants = self._cast.wants(number, codes, self._acting.stage.asked)
        name = f"현장기업{number:03}"

        def register(session: Session, by: By) -> None:
            facts = WalkInFacts(name_ko=name, contact="현장", phone=f"010-9{number:03}-0000")
            register_walk_in(
                session,
                self._acting.fair(session),
                facts,
                consents=Consents(privacy=True, third_party=True),
                by=by,
                anew=True,
            )

        def come(session: Session, by: By) -> None:
            arrive(session, self._acting.fair(session), self._guest(session, name), by=by)

        def ask(session: Session, by: By) -> None:
            agencies = session.scalars(
                select(Agency).where(
                    Agency.fair_id == self._acting.stage.fair_id, Agency.code.in_(wants)
                )
            ).all()
            firm = self._guest(session, name)
            join(session, firm, [Wanted(one) for one in agencies], by=by, new_uid=new_uid)

        self._acting.act(f"guest {number}", now, register)
        self._acting.act(f"guest {number} comes", now, come)
        if self._waiting:
            self._acting.act(f"guest {number} asks", now, ask)

    def _guest(self, session: Session, name: str) -> Firm:
        return session.scalars(
            select(Firm).where(Firm.fair_id == self._acting.stage.fair_id, Firm.name_ko == name)
        ).one()

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

            def answer(session: Session, by: By, key: int = key, *, takes: bool = takes) -> None:
                offer = session.get_one(SeatOffer, key)
                (take_seat if takes else decline)(session, offer, by=by, new_uid=new_uid)

            self._acting.act(f"offer {key}", now, answer)
