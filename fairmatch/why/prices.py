"""Prices asked for by many pages: found by few threads, one after the other, and kept for a while.

What a timetable is priced against is prepared once and kept for the next question about it. No
transaction is open while a price is looked for.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event, Lock, Semaphore, Thread
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from fairmatch.db import reading
from fairmatch.errors import FairMatchError, NotPriceable, UnknownWish
from fairmatch.models import Timetable
from fairmatch.why.basis import Basis, read_basis
from fairmatch.why.warming import Kept, Warming
from solver.price import Price

if TYPE_CHECKING:
    from solver.pricing import Pricer

log = logging.getLogger(__name__)


class PricesBusy(FairMatchError):
    """So many prices are being looked for that no more can be."""

    def __init__(self) -> None:
        super().__init__("too many prices are being looked for; ask again in a moment")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the price of a request of a timetable as it is, found within ``seconds``."""

    timetable_id: int
    edition: int
    request: str
    seconds: float


class State(StrEnum):
    """Where the search for a price stands."""

    WAITING = "waiting"
    WORKING = "working"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A price as far as it is known.

    Attributes
    ----------
    elapsed
        Seconds of search so far.
    basis, price
        Set once it is known.
    error
        Why there is none.
    """

    state: State
    elapsed: float
    basis: Basis | None = None
    price: Price | None = None
    error: FairMatchError | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will be found."""
        return self.state in (State.KNOWN, State.FAILED)


@dataclass(eq=False)
class _Prepared:
    """A timetable made ready for questions, which are answered one after the other."""

    lock: Lock = field(default_factory=Lock)
    basis: Basis | None = None
    pricer: "Pricer | None" = None
    awaited: bool = False


@dataclass(eq=False)
class _Search:
    """One price that is looked for."""

    wish: Wish
    looked_at: float
    began: float | None = None
    ended: float | None = None
    basis: Basis | None = None
    price: Price | None = None
    error: FairMatchError | None = None
    over: Event = field(default_factory=Event)

    def standing(self, now: float) -> Standing:
        if self.price is not None:
            state = State.KNOWN
        elif self.error is not None:
            state = State.FAILED
        else:
            state = State.WAITING if self.began is None else State.WORKING
        elapsed = 0.0 if self.began is None else (self.ended or now) - self.began
        return Standing(state, elapsed, self.basis, self.price, self.error)


class Prices:
    """All prices that pages of this server ask for.

    Parameters
    ----------
    workers
        Threads of the solver for one price.
    at_once
        Prices that are looked for at the same time.
    timetables
        Timetables kept ready for the next question.
    most
        Prices that may wait or be looked for; more are refused.
    kept
        Prices that are remembered.
    patience
        Seconds after which a price is given up that nobody has looked at.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        workers: int,
        at_once: int = 2,
        timetables: int = 2,
        most: int = 12,
        kept: int = 200,
        patience: float = 20.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._workers = workers
        self._timetables, self._most, self._kept = timetables, most, kept
        self._patience, self._now = patience, now
        self._turn = Semaphore(at_once)
        self._lock = Lock()
        self._searches: OrderedDict[Wish, _Search] = OrderedDict()
        self._prepared: OrderedDict[Kept, _Prepared] = OrderedDict()
        self._warming: Warming | None = None

    def keep_warm(self) -> Warming:
        """Load the optimiser now; then prepare what is likely to be asked about, newest first."""
        import solver.pricing  # noqa: F401, PLC0415

        self._warming = Warming(self._warm, self._newest)
        self._warming.start()
        return self._warming

    def expect(self, timetable: Timetable) -> None:
        """Let a timetable be made ready beside the pages, where this server does so at all."""
        if self._warming is not None:
            self._warming.expect((timetable.id, timetable.edition))

    def ask(self, wish: Wish) -> Standing:
        """Give how a price stands; the first to ask for it lets it be looked for.

        Raises
        ------
        PricesBusy
            If too many are being looked for.
        """
        with self._lock:
            search = self._searches.get(wish)
            if search is None:
                if self._warming is not None:
                    self._warming.asked((wish.timetable_id, wish.edition))
                self._forget()
                going = sum(one.ended is None for one in self._searches.values())
                if going >= self._most:
                    raise PricesBusy
                search = self._searches[wish] = _Search(wish, self._now())
                Thread(target=self._work, args=(search,), name="price", daemon=True).start()
            search.looked_at = self._now()
            return search.standing(self._now())

    def look(self, wish: Wish) -> Standing | None:
        """Give how a price stands, None if nobody asked for it or it is forgotten."""
        with self._lock:
            search = self._searches.get(wish)
            return None if search is None else search.standing(self._now())

    def wait(self, wish: Wish, seconds: float) -> None:
        """Wait until nothing more will be found of a price, or the seconds are over."""
        with self._lock:
            search = self._searches.get(wish)
        if search is not None:
            search.over.wait(seconds)

    def _forget(self) -> None:
        over = [wish for wish, search in self._searches.items() if search.ended is not None]
        for wish in over[: max(0, len(self._searches) - self._kept)]:
            del self._searches[wish]

    def _left(self, search: _Search) -> bool:
        return self._now() - search.looked_at > self._patience

    def _work(self, search: _Search) -> None:
        with self._turn:
            try:
                if not self._left(search):
                    self._find(search)
            except FairMatchError as error:
                search.error = error
            except (SQLAlchemyError, ValueError, RuntimeError):
                log.exception("a price was not found")
                search.error = NotPriceable()
            search.ended = self._now()
            search.over.set()
        if self._left(search):
            # Half a search is no answer for whoever asks next.
            with self._lock:
                self._searches.pop(search.wish, None)

    def _find(self, search: _Search) -> None:
        wish = search.wish
        search.began = self._now()
        key = wish.timetable_id, wish.edition
        prepared = self._prepared_for(key)
        # Whoever warms it meanwhile does not give up any more.
        prepared.awaited = True
        with prepared.lock:
            if prepared.pricer is None:
                self._prepare(key, prepared, lambda: False)
            basis, pricer = prepared.basis, prepared.pricer
            assert basis is not None, "prepared above"
            assert pricer is not None, "prepared above"
            if not basis.knows(wish.request):
                raise UnknownWish(*wish.request.split("~", 1))
            price = pricer.price(
                wish.request, seconds=wish.seconds, cancelled=lambda: self._left(search)
            )
        search.basis = basis
        search.price = price

    def _prepared_for(self, key: Kept) -> _Prepared:
        with self._lock:
            found = self._prepared.setdefault(key, _Prepared())
            self._prepared.move_to_end(key)
            while len(self._prepared) > self._timetables:
                self._prepared.popitem(last=False)
            return found

    def _newest(self) -> Kept | None:
        with reading(self._engine) as session:
            newest = select(Timetable).order_by(Timetable.id.desc()).limit(1)
            found = session.scalars(newest).one_or_none()
            return None if found is None else (found.id, found.edition)

    def _warm(self, key: Kept, stale: Callable[[], bool]) -> None:
        prepared = self._prepared_for(key)
        with prepared.lock:
            if prepared.pricer is None:
                self._prepare(key, prepared, lambda: stale() and not prepared.awaited)

    def _prepare(self, key: Kept, prepared: _Prepared, stale: Callable[[], bool]) -> None:
        # The optimiser takes half a second to load, and few pages need it.
        from solver.pricing import Pricer  # noqa: PLC0415

        timetable_id, edition = key
        with reading(self._engine) as session:
            timetable = session.get(Timetable, timetable_id)
            if timetable is None or timetable.edition != edition:
                raise NotPriceable
            basis = read_basis(session, timetable)
        pricer = Pricer(basis.problem, basis.result, workers=self._workers, cancelled=stale)
        if not stale():
            prepared.basis, prepared.pricer = basis, pricer
