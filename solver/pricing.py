"""What holding a request would cost: one after the other, against one timetable.

Where the relaxation leads, it is kept at its optimum: holding a request takes a few pivots and
gives a bound of every leading tier, in integers, and the meetings that attain it with the fewest
displaced. Ejection over whole plans that begins at the timetable finds times for these and moves
few. Only what is left open then goes the whole road. Walking and evenness are looked at near the
timetable alone: what they lose is the most it takes.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from solver.aims import aims
from solver.changing.displace import displace
from solver.changing.mend import keep
from solver.choosing.bounds import WHOLE
from solver.choosing.choose import Choice, note_bounds
from solver.choosing.select import select
from solver.choosing.standing import Doubts, Held, Standing
from solver.crowds.large import solve_large
from solver.crowds.scale import fits_models
from solver.layout import Layout
from solver.musts.clash import Clash, find_clash, obvious_clash
from solver.placing.flaws import bound_flaws
from solver.price import Loss, Price, Verdict, dropping, forced_problem, keeps
from solver.problem import GoalKind, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import go, proceed
from solver.timetable import Result, Status
from solver.whole_plans.detour import Detours
from solver.whole_plans.nearby import Nearby
from solver.whole_plans.plans import MOST_REQUESTS
from solver.whole_plans.room import make_room
from solver.whole_plans.who import planned_parties

PREPARING = 60.0
SMALL = 400
# Of the time left, for choosing in whole numbers where the relaxation does not.
SHARE = 0.4
# Goals for which no timetable is looked for but near the one there is.
NEARBY_ONLY = (GoalKind.WALKING, GoalKind.EVENNESS)
# What a round of the proof of a walking bound may still take once the time is up.
MARGIN = 0.3


def price(
    problem: Problem,
    result: Result,
    request: str,
    *,
    seconds: float = 1.0,
    workers: int = 2,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> Price:
    """Give what holding one request would cost; see ``Pricer.price``."""
    pricer = Pricer(problem, result, workers=workers, seed=seed)
    return pricer.price(request, seconds=seconds, cancelled=cancelled)


class Pricer:
    """Prices the requests a timetable does not hold; for one caller at a time.

    Parameters
    ----------
    problem, result
        What was asked, and what a run gave, with a timetable.
    workers, seed
        As for ``solve``.
    seconds
        Limit for what is prepared once: the relaxation at its optimum.
    cancelled
        Asked now and then while it is prepared; once true, the pricer is of no use.
    """

    def __init__(
        self,
        problem: Problem,
        result: Result,
        *,
        workers: int = 2,
        seed: int = 0,
        seconds: float = PREPARING,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        if result.timetable is None:
            raise ValueError("there is no timetable to price anything against")
        self.problem, self.result = problem, result
        self.timetable = result.timetable
        self.style = Style(workers=workers, seed=seed)
        self.layout = Layout(problem)
        self.number = {request.id: index for index, request in enumerate(problem.requests)}
        self.earlier = {self.number[one]: slot for one, slot in self.timetable.slot_of.items()}
        self.aims = aims(problem)
        self.now = [tier.value or 0 for tier in result.tiers]
        with ThreadPoolExecutor(1) as beside:
            # The optimiser works outside of Python, so that both are there sooner.
            nearby = beside.submit(_nearby, self.layout, self.earlier)
            self._standing = self._stand(Watch(seconds, cancelled))
            self._nearby = None if self._standing is None else nearby.result()
        self._detours: Detours | None = None
        self._firm = next(
            (i for i, aim in enumerate(self.aims) if aim.goal.kind in NEARBY_ONLY), len(self.aims)
        )

    def _stand(self, watch: Watch) -> Standing | None:
        """Give the relaxation at its optimum, if the leading tiers are maximised and proved."""
        count = next((i for i, aim in enumerate(self.aims) if not aim.maximised), len(self.aims))
        leading = self.result.tiers[:count]
        proved = all(tier.status is Status.OPTIMAL for tier in leading)
        if not leading or not proved or not fits_models(self.layout):
            return None
        standing = Standing(self.layout, self.aims[:count], self.now[:count], self.earlier, watch)
        return standing if standing.complete else None

    def least_loss(self, request: str) -> tuple[int, int] | None:
        """Give a tier, by its place, and what it loses at least, or one before it does.

        Read off the prices of the timetable's own proof, without any search. None if they tell
        nothing.
        """
        if self._standing is None:
            return None
        return self._standing.least_loss(self.number[request])

    def price(
        self,
        request: str,
        *,
        seconds: float = 1.0,
        cancelled: Callable[[], bool] | None = None,
    ) -> Price:
        """Give what holding a request would cost.

        Parameters
        ----------
        request
            One that the timetable does not hold.
        seconds
            After which the best timetable known that holds it is given with its bounds.
        cancelled
            Asked now and then; once true, the search ends.
        """
        watch = Watch(seconds, cancelled)
        layout = Layout(forced_problem(self.problem, self.timetable, request))
        tally = Tally(layout, watch, None)
        run = Run(layout, tally, watch, self.style)
        clash = obvious_clash(layout)
        if clash is not None:
            clash = find_clash(layout, watch, self.style, obvious=clash)
        elif fits_models(layout):
            clash = self._search(run, self.number[request])
        else:
            solve_large(run)
        if clash is not None:
            return self._impossible(request, clash, watch)
        return self._told(request, run)

    def _search(self, run: Run, number: int) -> Clash | None:
        if self._standing is None or not self._standing.relaxation.column_of[number]:
            return go(run)
        held = self._standing.hold(number, run.watch)
        choice = _choice(self._standing, held)
        chosen = self._chosen(run, choice)
        if chosen is not None and self._nearby is not None:
            make_room(run, self._nearby, chosen)
        if chosen is not None and run.tally.placing is None:
            displace(run, chosen, self.earlier)
        self._note(run, choice, held)
        if self._settled(run, choice, number):
            self._bound_walking(run, number)
            return None
        if run.tally.placing is None:
            run.tally.offer(keep(run.layout), trusted=False)
        return proceed(run, choice)

    def _bound_walking(self, run: Run, number: int) -> None:
        """Find out whether it costs metres at least, where nothing before is lost.

        What is left of the time goes into a proof that tells of all requests, once it is there.
        """
        entries, tier = run.tally.entries, self._firm
        if tier == len(self.aims) or self.aims[tier].goal.kind is not GoalKind.WALKING:
            return
        if any(entry.value != now for entry, now in zip(entries[:tier], self.now, strict=False)):
            return
        seconds = run.watch.left() - MARGIN
        if self._detours is None and seconds > MARGIN and self._standing is not None:
            self._detours = self._begin_detours(self._standing)
        if self._detours is not None:
            self._detours.prove(run.watch, seconds=run.watch.left() - MARGIN)
            bound = self._detours.bound(number)
            if bound is not None:
                run.tally.prove(tier, bound)

    def _begin_detours(self, standing: Standing) -> Detours:
        """Give the proof of the walking bound of the timetable as it is, not begun yet."""
        watch = Watch(PREPARING)
        tally = Tally(self.layout, watch, None)
        tally.offer(dict(self.earlier))
        slots, kept = standing.relaxation.settled(standing.proofs[-1])
        choice = Choice(bounds=list(standing.values), slots=slots, held=kept)
        return Detours(Run(self.layout, tally, watch, self.style), choice, self._firm)

    def _chosen(self, run: Run, choice: Choice) -> set[int] | None:
        """Give the meetings that attain the bounds and keep most of the timetable."""
        if choice.impossible:
            return None
        if not choice.maybe:
            return set(choice.sure) if choice.sure else None
        aims = self.aims[: len(choice.bounds)]
        chosen = select(run, choice, aims, seconds=SHARE * run.watch.left())
        return None if chosen is None else set(chosen)

    def _note(self, run: Run, choice: Choice, held: Held) -> None:
        """Pass on what the relaxation bounds, the meetings that have to go among it."""
        note_bounds(choice, run.tally)
        bound_flaws(run, choice)
        leading = run.tally.entries[: len(self.now)][: len(choice.bounds)]
        attained = [entry.value for entry in leading] == choice.bounds
        if held.kept is not None and attained and not keeps(self.problem):
            count = len(self.earlier)
            most = held.kept.bound
            run.tally.prove(len(self.now), max(0, dropping(self.timetable) * count - most))

    def _settled(self, run: Run, choice: Choice, number: int) -> bool:
        """Whether every tier is proved and nobody more displaced than has to be.

        Flaws that the multipliers leave open are looked into once more with the relaxation.
        """
        if run.tally.placing is None or self._standing is None:
            return False
        goals = run.tally.entries[: self._firm]
        if not all(entry.closed for entry in goals) and not run.over():
            choice.solver = Doubts(self._standing, number, choice.bounds)
            bound_flaws(run, choice)
        if run.over():
            return True
        freedom = sum(map(len, run.layout.candidates))
        return freedom > SMALL and all(entry.closed for entry in goals) and self._fewest(run)

    def _fewest(self, run: Run) -> bool:
        if keeps(self.problem):
            return True
        change = run.tally.entries[-1]
        drop = dropping(self.timetable)
        return change.value is not None and change.value // drop <= change.bound // drop

    def _impossible(self, request: str, clash: Clash, watch: Watch) -> Price:
        return Price(
            request,
            Verdict.IMPOSSIBLE,
            clash=tuple(self.layout.requests[one].id for one in clash.requests),
            clash_parties=tuple(self.layout.parties[one].id for one in clash.parties),
            seconds=watch.elapsed(),
        )

    def _told(self, request: str, run: Run) -> Price:
        losses = tuple(
            Loss(entry.aim, now, entry.value, entry.bound)
            for entry, now in zip(run.tally.entries, self.now, strict=False)
        )
        if run.tally.placing is None:
            verdict = Verdict.COSTS if self.least_loss(request) else Verdict.OPEN
            return Price(request, verdict, losses, seconds=run.watch.elapsed())
        found = run.tally.timetable(run.tally.placing)
        before, after = self.timetable.slot_of, found.slot_of
        fewest = None
        if not keeps(self.problem):
            fewest = run.tally.entries[-1].bound // dropping(self.timetable)
        return Price(
            request,
            _verdict(losses),
            losses,
            found,
            displaced=tuple(one for one in before if one not in after),
            moved=tuple(one for one in before if after.get(one, before[one]) != before[one]),
            added=tuple(one for one in after if one not in before and one != request),
            fewest_displaced=fewest,
            seconds=run.watch.elapsed(),
        )


def _nearby(layout: Layout, earlier: Mapping[int, int]) -> Nearby | None:
    """Give the timetable with the plans of its parties, if plans say all and there are few."""
    planned = planned_parties(layout)
    if planned is None or layout.group_of:
        return None
    few = all(len(layout.requests_of[party]) <= MOST_REQUESTS for party in planned)
    return Nearby(layout, planned, earlier) if few else None


def _choice(standing: Standing, held: Held) -> Choice:
    """Give what the relaxation says with the request held, as the road knows it."""
    choice = Choice(bounds=held.bounds, impossible=held.impossible)
    relaxation = standing.relaxation
    choice.cut_short = not held.impossible and len(held.bounds) < len(standing.values)
    if held.proof is not None:
        choice.slots, choice.held = relaxation.settled(held.proof)
    if held.kept is None:
        return choice
    stretch_of = relaxation.stretch_of(held.kept)
    if stretch_of is not None:
        choice.whole = {r: relaxation.stretches[one] for r, one in stretch_of.items()}
    for request, share in enumerate(relaxation.shares(held.kept)):
        if share > 1 - WHOLE:
            choice.sure.append(request)
        elif share > WHOLE:
            choice.maybe.append(request)
    return choice


def _verdict(losses: tuple[Loss, ...]) -> Verdict:
    """Compare tier by tier; the first that differs decides, if it is proved."""
    for loss in losses:
        if loss.least is not None and loss.least > 0:
            return Verdict.COSTS
        if loss.lost is None or loss.lost > 0:
            return Verdict.OPEN
        if loss.lost < 0:
            return Verdict.BETTER
    return Verdict.TIE
