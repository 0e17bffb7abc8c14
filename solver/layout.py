"""What follows from a problem alone: who asks for whom, which slots come into question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from solver.precedence import tighten
from solver.problem import Earlier, Party, Problem
from solver.sessions import sessions


class Layout:
    """Answers derived from a problem once and asked for often.

    Parties and requests are numbered in the problem's order; days by their rank.

    Attributes
    ----------
    ends
        For each request the numbers of its two parties.
    requests_of
        For each party the numbers of its requests.
    slots_of_day
        For each day its slots, ascending.
    day_of
        For each slot the rank of its day.
    sessions, session_of
        Slots that follow each other without a pause as long as a slot; for each slot the rank
        of its session.
    length
        For each request the slots it takes.
    long
        Whether any request takes more than one.
    before
        The entries of the earlier timetable, by request.
    common
        For each request the slots in which it may begin: its own or the fixed one, such that
        all slots it takes are of one session and within the availability of both parties;
        none if the two are banned.
    candidates
        The same, less what precedences to and from musts exclude; none beside a must of the
        same group.
    group_of
        For each request of a group all requests of the group.
    order
        Pairs of requests of which the former, if both are held, is over before the latter.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = range(len(problem.slots))
        self.parties = problem.parties
        self.requests = problem.requests
        number = {party.id: index for index, party in enumerate(problem.parties)}
        self.number_of_party = number
        self.ends = [(number[request.a], number[request.b]) for request in problem.requests]
        self.requests_of: list[list[int]] = [[] for _ in problem.parties]
        for index, ends in enumerate(self.ends):
            for party in ends:
                self.requests_of[party].append(index)
        by_day = defaultdict(list)
        for index, slot in enumerate(problem.slots):
            by_day[slot.day].append(index)
        self.slots_of_day = list(by_day.values())
        self.day_of = [rank for rank, day in enumerate(self.slots_of_day) for _ in day]
        self.sessions = sessions(problem.slots)
        self.session_of = [rank for rank, session in enumerate(self.sessions) for _ in session]
        self.length = [request.length for request in problem.requests]
        self.long = any(length > 1 for length in self.length)
        named = {request.id: index for index, request in enumerate(problem.requests)}
        self.before: dict[int, Earlier] = {named[one.request]: one for one in problem.before}
        self.common = self._find_common()
        self.order = [(named[one], named[other]) for one, other in problem.precedences]
        self.group_of = self._find_groups()
        self.candidates = tighten(self.common, self.must_set, self.order, self.length)
        for request in self.must_set:
            for other in self.others_of_group(request):
                if other not in self.must_set:
                    self.candidates[other] = ()
        self._most_meetings: dict[int, int] = {}

    def _find_common(self) -> list[tuple[int, ...]]:
        everything = frozenset(self.slots)
        available = [
            everything if party.available is None else frozenset(party.available)
            for party in self.parties
        ]
        # Requests with the same slots share one tuple: there may be a million of them.
        shared: dict[frozenset[int], tuple[int, ...]] = {}
        banned = {frozenset(ban) for ban in self.problem.bans}
        found: list[tuple[int, ...]] = []
        for index, (request, (a, b)) in enumerate(zip(self.requests, self.ends, strict=True)):
            if banned and frozenset((request.a, request.b)) in banned:
                found.append(())
                continue
            slots = available[a] & available[b]
            if request.length > 1:
                slots = self._beginnings(slots, request.length)
            if request.slots is not None:
                slots &= frozenset(request.slots)
            fixed = self.fixed_slot(index)
            if fixed is not None:
                slots &= {fixed}
            if slots not in shared:
                shared[slots] = tuple(sorted(slots))
            found.append(shared[slots])
        return found

    def _beginnings(self, slots: frozenset[int], length: int) -> frozenset[int]:
        """Give the slots from which so many lie in a row within one session."""
        return frozenset(
            slot
            for slot in slots
            if slot + length <= self.sessions[self.session_of[slot]].stop
            and slots.issuperset(range(slot, slot + length))
        )

    def span(self, request: int, slot: int) -> range:
        """Slots that a request takes if it begins in this one."""
        return range(slot, slot + self.length[request])

    def last(self, request: int, slot: int) -> int:
        """Give the last slot that a request takes if it begins in this one."""
        return slot + self.length[request] - 1

    def taken(self, request: int) -> set[int]:
        """Slots that a request may take."""
        slots = self.candidates[request]
        if self.length[request] == 1:
            return set(slots)
        return {slot for begin in slots for slot in self.span(request, begin)}

    def _find_groups(self) -> dict[int, list[int]]:
        by_name = defaultdict(list)
        for index, request in enumerate(self.requests):
            if request.group is not None:
                by_name[request.group].append(index)
        return {index: group for group in by_name.values() for index in group}

    def others_of_group(self, request: int) -> list[int]:
        """Requests that are not held if this one is."""
        return [other for other in self.group_of.get(request, ()) if other != request]

    @cached_property
    def musts(self) -> tuple[int, ...]:
        """Requests that have to be held, pins and what is frozen among them."""
        return tuple(
            index
            for index, request in enumerate(self.requests)
            if request.must or self.fixed_slot(index) is not None
        )

    @cached_property
    def must_set(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.musts)

    def fixed_slot(self, request: int) -> int | None:
        """Give the slot to which the request is pinned, or in which it is frozen, if any."""
        earlier = self.before.get(request)
        return earlier.slot if earlier and earlier.frozen else self.requests[request].pin

    def counted_before(self, side: str) -> list[int]:
        """Requests of the earlier timetable that touch the side."""
        return [
            request
            for request in self.before
            if side in ("", *(self.parties[party].side for party in self.ends[request]))
        ]

    @cached_property
    def earlier(self) -> dict[int, list[int]]:
        """For a request of some precedence, the requests that lie earlier if both are held."""
        found = defaultdict(list)
        for one, other in self.order:
            found[other].append(one)
        return found

    @cached_property
    def later(self) -> dict[int, list[int]]:
        """For a request of some precedence, the requests that lie later if both are held."""
        found = defaultdict(list)
        for one, other in self.order:
            found[one].append(other)
        return found

    def on_side(self, side: str) -> list[int]:
        """Parties with this label; "" names all."""
        return [index for index, party in enumerate(self.parties) if side in ("", party.side)]

    def daily_limit(self, party: int, day: int) -> int | None:
        """Most meetings of the party on the day of this rank; None if without limit."""
        limit = self.parties[party].at_most_per_day
        return limit[day] if isinstance(limit, tuple) else limit

    def daily_due(self, party: int, day: int) -> int:
        """Fewest meetings of the party on the day of this rank."""
        due = self.parties[party].at_least_per_day
        return due[day] if isinstance(due, tuple) else due

    def rest_windows(self, party: int, slot: int | None = None) -> list[range]:
        """Rows of slots, one longer than the party may meet without a rest.

        Parameters
        ----------
        slot
            If given, only the rows that it lies in.
        """
        longest = self.parties[party].rest_after
        if longest is None:
            return []
        found = self.sessions if slot is None else [self.sessions[self.session_of[slot]]]
        return [
            range(first, first + longest + 1)
            for session in found
            for first in session[: max(0, len(session) - longest)]
            if slot is None or first <= slot <= first + longest
        ]

    @cached_property
    def due(self) -> list[int]:
        """For each party the fewest meetings it has to have in all, by its own demands."""
        days = range(len(self.slots_of_day))
        return [
            max(who.at_least, sum(self.daily_due(party, day) for day in days))
            for party, who in enumerate(self.parties)
        ]

    def most_meetings(self, party: int) -> int:
        """Give a number of meetings the party cannot exceed, by its own limits alone."""
        if party not in self._most_meetings:
            self._most_meetings[party] = self._count_most_meetings(party)
        return self._most_meetings[party]

    def _count_most_meetings(self, party: int) -> int:
        who = self.parties[party]
        asked = [request for request in self.requests_of[party] if self.common[request]]
        useful = self._useful(asked)
        room = who.seats * self.most_busy(party, sorted(useful))
        most = min(self._apart(asked), self._fitting(asked, room))
        if who.at_most is not None:
            most = min(most, who.at_most)
        days = range(len(self.slots_of_day))
        return min(most, sum(self._most_on_day(party, day, useful) for day in days))

    def most_on_day(self, party: int, day: int) -> int:
        """Give a number of meetings the party cannot exceed on the day of this rank."""
        of_day = set(self.slots_of_day[day])
        asked = [r for r in self.requests_of[party] if not of_day.isdisjoint(self.common[r])]
        most = self._most_on_day(party, day, self._useful(asked))
        room = self.parties[party].seats * self.most_busy(party, self.slots_of_day[day])
        return min(self._apart(asked), most, self._fitting(asked, room))

    def _useful(self, requests: Iterable[int]) -> set[int]:
        """Slots that one of these requests may take."""
        if not self.long:
            return {slot for request in requests for slot in self.common[request]}
        return {
            slot
            for request in requests
            for begin in self.common[request]
            for slot in self.span(request, begin)
        }

    def _most_on_day(self, party: int, day: int, useful: Collection[int]) -> int:
        slots = [slot for slot in self.slots_of_day[day] if slot in useful]
        most = self.parties[party].seats * self.most_busy(party, slots)
        limit = self.daily_limit(party, day)
        return most if limit is None else min(most, limit)

    def _fitting(self, requests: Collection[int], room: int) -> int:
        """Count how many of the requests, the shortest first, take no more slots than that."""
        if not self.long:
            return room
        taken = accumulate(sorted(self.length[request] for request in requests))
        return sum(slots <= room for slots in taken)

    def _apart(self, requests: Collection[int]) -> int:
        """Count requests, those of a group as one."""
        if not self.group_of:
            return len(requests)
        return len({self.group_of.get(request, [request])[0] for request in requests})

    def most_busy(self, party: int, slots: Sequence[int]) -> int:
        """In how many of these slots a seat of the party can be taken, given its rests.

        Of slots that follow each other within a session every ``rest_after`` + 1st is left out.
        """
        longest = self.parties[party].rest_after
        if longest is None:
            return len(slots)
        total = row = 0
        for index, slot in enumerate(slots):
            follows = index > 0 and slots[index - 1] == slot - 1
            if not (follows and self.session_of[slot] == self.session_of[slot - 1]):
                row = 0
            row = 0 if row == longest else row + 1
            total += row > 0
        return total

    def fewest_meetings(self, party: int) -> int:
        """Give a number of meetings the party has at least: what is due, or its musts."""
        own = sum(request in self.must_set for request in self.requests_of[party])
        return max(own, self.due[party])

    def place_of_meeting(self, request: int, party: int) -> str | None:
        """Where the party has to walk for this meeting; None if it need not walk."""
        if self.parties[party].place is not None:
            return None
        a, b = self.ends[request]
        return self.parties[b if party == a else a].place

    @cached_property
    def minutes(self) -> dict[tuple[str, str], int]:
        """Minutes between two places, in both directions, where they are above 0."""
        found = {}
        for way in self.problem.travels:
            if way.minutes:
                found[way.a, way.b] = found[way.b, way.a] = way.minutes
        return found

    @cached_property
    def metres(self) -> dict[tuple[str, str], int]:
        """Metres between two places, in both directions, where they are above 0."""
        found = {}
        for way in self.problem.travels:
            if way.metres:
                found[way.a, way.b] = found[way.b, way.a] = way.metres
        return found

    def too_close(self, earlier: int, later: int, minutes: int) -> bool:
        """Whether less than ``minutes`` lie free between two slots of one day."""
        first, second = self.problem.slots[earlier], self.problem.slots[later]
        return first.day == second.day and second.start - first.end < minutes

    def comes_to_others(self, party: int) -> bool:
        """Whether the party walks to its meetings: it has one seat and no place of its own."""
        who: Party = self.parties[party]
        return who.place is None and who.seats == 1

    def walks(self, party: int) -> bool:
        """Whether travel binds the party, as it comes to others and some ways take time."""
        return bool(self.minutes) and self.comes_to_others(party)
