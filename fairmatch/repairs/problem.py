"""The published timetable and what happened, as a problem in which change comes first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fairmatch.models import Agency, Firm
from fairmatch.planning import party_id, request_id
from fairmatch.repairs.aftermath import Aftermath
from fairmatch.repairs.standing import Standing
from fairmatch.reserve import seats_to_give
from fairmatch.snapshot import Pair
from solver.problem import Party, Problem, Request, Slot
from solver.repair import Event, repair_problem
from solver.timetable import Timetable

NOTICE = timedelta(minutes=10)
"""Nobody is called to a time or table that begins sooner than this."""
BOUND = 4
"""How many others what was arranged, or has to be, weighs when something has to give way."""
OFFER = "offer"
"""Side of those for whom an offered seat is kept."""


@dataclass(frozen=True)
class Repairing:
    """A problem, and the pair behind each request; seats on offer have none."""

    problem: Problem
    pairs: dict[str, Pair]


def repairing(standing: Standing, after: Aftermath, now: datetime) -> Repairing:
    """Give the problem of following what happened with the fewest changes.

    Only what is published is in it, and what may be held besides: so nobody hears of a new
    consultation because of something that has to do with others. Limits are those the published
    version was made with; where it holds more already, what it holds.

    Raises
    ------
    InvalidProblem
        If what is published contradicts itself.
    """
    pairs = {
        request_id(standing.fair, pair): pair
        for pair, held in standing.held.items()
        if held.slot is not None
    }
    held_in = {
        request: slot
        for request, pair in pairs.items()
        for slot in [standing.held[pair].slot]
        if slot is not None
    }
    pairs |= {request_id(standing.fair, pair): pair for pair in after.may_have}
    early = frozenset(
        index
        for index, start in enumerate(standing.starts)
        if index >= after.begun and start < now + NOTICE
    )
    offers = list(_offers(standing, after))
    requests = [
        *(
            replace(request, slots=_in_time(standing, request, held_in, early))
            for request in _as_they_come(standing, pairs, held_in)
        ),
        *(request for _, request, _ in offers),
    ]
    held_in |= {request.id: slot for _, request, slot in offers}
    base = _only(standing, after, requests, held_in, [party for party, _, _ in offers])
    event = Event(now=after.begun, away=_away(standing, after), lost=after.lost)
    problem = repair_problem(base, Timetable(held_in), event)
    bound = {request_id(standing.fair, pair) for pair in standing.bound}
    bound |= {request.id for _, request, _ in offers}
    return Repairing(
        replace(
            problem,
            before=tuple(
                replace(one, move=BOUND, drop=BOUND) if one.request in bound else one
                for one in problem.before
            ),
        ),
        pairs,
    )


def _as_they_come(
    standing: Standing, pairs: Mapping[str, Pair], held_in: Mapping[str, int]
) -> Iterator[Request]:
    """Give the requests; a new one only on days on which the firm comes anyway."""
    slots = standing.fair.slots
    comes: dict[int, set[date]] = defaultdict(set)
    for (firm_id, _), held in standing.held.items():
        if held.slot is not None:
            comes[firm_id].add(slots[held.slot].date)
    for request in standing.plan.problem.requests:
        if request.id in held_in:
            yield request
        elif request.id in pairs:
            own = range(len(slots)) if request.slots is None else request.slots
            days = comes[pairs[request.id][0]]
            yield replace(request, slots=tuple(slot for slot in own if slots[slot].date in days))


def _in_time(
    standing: Standing, request: Request, held_in: Mapping[str, int], early: frozenset[int]
) -> tuple[int, ...] | None:
    """Give the slots for a request: where it is, and those nobody has to run to."""
    if not early:
        return request.slots
    own = range(len(standing.fair.slots)) if request.slots is None else request.slots
    return tuple(slot for slot in own if slot not in early or slot == held_in.get(request.id))


def _only(
    standing: Standing,
    after: Aftermath,
    requests: Sequence[Request],
    held_in: Mapping[str, int],
    keepers: Sequence[Party],
) -> Problem:
    """Give the fair's problem with these requests and their parties only, by the new times."""
    plan = standing.plan.problem
    days = [slot.day for slot in plan.slots]
    load: dict[str, Counter[int]] = defaultdict(Counter)
    for request in requests:
        for party in (request.a, request.b):
            load[party].update(days[held_in[request.id]] for _ in {request.id} & held_in.keys())
    parties = tuple(
        _roomy(party, load[party.id]) for party in _seated(standing, after) if party.id in load
    )
    places = {party.place for party in parties}
    return replace(
        plan,
        slots=tuple(
            Slot(day, _minute(slot.starts), _minute(slot.ends))
            for day, slot in zip(days, after.slots, strict=True)
        ),
        parties=(*parties, *keepers),
        requests=tuple(requests),
        bans=tuple(ban for ban in plan.bans if load.keys() >= set(ban)),
        travels=tuple(way for way in plan.travels if {way.a, way.b} <= places),
    )


def _seated(standing: Standing, after: Aftermath) -> Iterator[Party]:
    """Give the parties with the tables they have from now on, and what these may hold."""
    tables = {party_id(standing.fair.agencies[key]): count for key, count in after.tables.items()}
    days = [slot.day for slot in standing.plan.problem.slots]
    for party in standing.plan.problem.parties:
        if party.id not in tables:
            yield party
            continue
        slots = range(len(days)) if party.available is None else party.available
        to_come = Counter(days[slot] for slot in slots if slot >= after.begun)
        more = tables[party.id] - party.seats
        reserve = standing.fair.settings.walk_in_reserve
        limits = party.at_most_per_day
        yield replace(
            party,
            seats=tables[party.id],
            at_most_per_day=tuple(
                limit + seats_to_give(more * to_come[day], reserve)
                for day, limit in enumerate(limits)
            )
            if isinstance(limits, tuple)
            else limits,
        )


def _roomy(party: Party, load: Counter[int]) -> Party:
    """Give a party with room for all it has, whatever its limits are by now; nobody is a must."""
    limits = party.at_most_per_day
    if isinstance(limits, tuple):
        limits = tuple(max(limit, load[day]) for day, limit in enumerate(limits))
    elif limits is not None:
        limits = max(limits, *load.values(), 0)
    most = None if party.at_most is None else max(party.at_most, load.total())
    return replace(party, at_least=0, at_most=most, at_most_per_day=limits)


def _away(standing: Standing, after: Aftermath) -> dict[str, frozenset[int]]:
    """Give for each party whose hours change the slots in which it is not there."""
    every = frozenset(range(len(after.slots)))
    parties: list[tuple[Firm | Agency, frozenset[int]]] = [
        *((standing.fair.firms[key], there) for key, there in after.firms.items()),
        *((standing.fair.agencies[key], there) for key, there in after.agencies.items()),
    ]
    return {party_id(party): every - there for party, there in parties}


def _offers(standing: Standing, after: Aftermath) -> Iterator[tuple[Party, Request, int]]:
    """Give somebody for each seat on offer, who keeps it until there is an answer."""
    known = {party.id for party in standing.plan.problem.parties}
    for number, offered in enumerate(standing.offered):
        booth = party_id(standing.fair.agencies[offered.agency_id])
        if offered.slot >= after.begun and booth in known:
            keeper = Party(f"{OFFER}:{number}", OFFER)
            only = (offered.slot,)
            kept = Request(f"{OFFER}~{number}", keeper.id, booth, slots=only)
            yield keeper, kept, offered.slot


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
