"""The search itself, and whether what it found may be kept."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

from sqlalchemy import Engine

from fairmatch.db import reading
from fairmatch.errors import NoTimetable, PlanningClash, RuleBroken
from fairmatch.models import Fair
from fairmatch.planning import Plan, party_id
from fairmatch.runs.queue import Wish
from fairmatch.runs.starting import Started
from fairmatch.snapshot import Snapshot, read_snapshot
from fairmatch.wording import Words, name_of, pair_of, time_of
from solver.check import check
from solver.errors import BrokenTimetable
from solver.problem import Problem
from solver.solve import solve
from solver.timetable import Progress, Result, Status, Timetable

LOOK_SECONDS = 0.2
"""How often a waiting run looks whether it was interrupted."""


class Stopped(NoTimetable):
    """The run was cancelled before it had any timetable."""


def search(
    problem: Problem,
    wish: Wish,
    workers: int,
    listener: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> tuple[Result, bool]:
    """Solve in a thread beside this one, which so hears of a KeyboardInterrupt.

    Gives the result, and whether the search was stopped before it was through.

    Raises
    ------
    Stopped
        If it was interrupted before it had begun.
    RuleBroken
        If the solver's own check found its timetable wrong.
    """
    interrupted = Event()

    def stop() -> bool:
        return interrupted.is_set() or cancelled()

    searching: Future[Result] | None = None
    with ThreadPoolExecutor(1, "solver") as pool:
        try:
            searching = pool.submit(
                solve,
                problem,
                seconds=wish.seconds,
                workers=workers,
                seed=wish.seed,
                memory=wish.memory,
                on_progress=listener,
                cancelled=stop,
            )
            while not searching.done():
                wait([searching], timeout=LOOK_SECONDS)
        except KeyboardInterrupt:
            # A second one, while the search ends, is nobody's to catch.
            interrupted.set()
        if searching is None:
            raise Stopped("the search was stopped before it had begun")
        try:
            result = searching.result()
        except BrokenTimetable as broken:
            raise RuleBroken(broken.findings) from broken
    return result, result.status is not Status.OPTIMAL and stop()


def held_or_refused(
    engine: Engine, started: Started, result: Result, *, stopped: bool
) -> Timetable:
    """Give the timetable if there is one and the solver's checker finds nothing wrong.

    Raises
    ------
    PlanningClash
        If the musts cannot all be kept; names them.
    Stopped, NoTimetable
        If there is none.
    RuleBroken
        If it breaks a rule.
    """
    if result.status is Status.INFEASIBLE:
        with reading(engine) as session:
            found = session.get_one(Fair, started.fair_id)
            fair = read_snapshot(session, found, started.wish.settings)
            raise PlanningClash(_clash_in_words(fair, started.plan, result))
    if result.timetable is None and stopped:
        raise Stopped("the search was stopped before it had found any timetable")
    if result.timetable is None:
        raise NoTimetable(
            "no timetable was found in the time given; give the search more seconds, or free "
            "some of what is arranged or must take place"
        )
    violations = check(started.plan.problem, result.timetable).violations
    if violations:
        raise RuleBroken([violation.text for violation in violations])
    return result.timetable


def _clash_in_words(fair: Snapshot, plan: Plan, result: Result) -> list[Words | str]:
    """Name the consultations that clash, and the firms that are to have one.

    The rows may have changed since they were read.
    """
    words: list[Words | str] = []
    for request in result.clash:
        pair = plan.pairs[request]
        if pair[0] not in fair.firms or pair[1] not in fair.agencies:
            words.append(request)
            continue
        who = pair_of(fair.firms[pair[0]], fair.agencies[pair[1]])
        pin = fair.pins.get(pair)
        if pin is None:
            words.append(Words(ko=f"{who} (필수)", en=f"{who} (must)"))
        else:
            when = time_of(pin.date, pin.starts)
            words.append(Words(ko=f"{who} ({when})", en=f"{who} (at {when})"))
    parties = {party_id(firm): firm for firm in fair.firms.values()}
    for name in result.clash_parties:
        who_lacks = name_of(parties[name]) if name in parties else name
        words.append(
            Words(ko=f"{who_lacks} (한 건 이상)", en=f"{who_lacks} (at least one consultation)")
        )
    return words
