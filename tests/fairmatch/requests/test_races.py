"""A hundred at a time, on both databases: no limit is passed, no rank is taken twice."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import FairMatchError, PhaseClosed
from fairmatch.models import Act, Fair, Interest
from fairmatch.requests.asking import ask, withdraw
from fairmatch.requests.inviting import accept, call_back, invite
from fairmatch.requests.ranking import move
from fairmatch.requests.refusals import ChangedMeanwhile, NoRequestLeft
from tests.fairmatch.requests.steps import LIMIT, agency_of, asking_fair, by, firm_of, ranked

AT_ONCE = 100


def _all_at_once(tasks: list[Callable[[], None]]) -> Counter[str]:
    """Start everything at the same moment; count how each ended."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], None]) -> str:
        barrier.wait()
        try:
            task()
        except FairMatchError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(len(tasks)) as pool:
        return Counter(pool.map(run, tasks))


def _asking(
    engine: Engine, firm: str, agency: str, minutes: float = 0, key: str = ""
) -> Callable[[], None]:
    def task() -> None:
        with writing(engine) as session:
            ask(
                session,
                firm_of(session, firm),
                agency_of(session, agency),
                by=by(minutes, key=key),
            )

    return task


def test_one_firm_in_a_hundred_tabs_gets_no_more_than_its_limit(engine: Engine) -> None:
    with writing(engine) as session:
        asking_fair(session, agencies=10)
    tabs = [_asking(engine, "F1", f"A{n % 10 + 1}") for n in range(AT_ONCE)]
    ended = _all_at_once(tabs)
    assert set(ended) <= {"done", NoRequestLeft.__name__}
    with reading(engine) as session:
        assert [rank for rank, _ in ranked(session)] == list(range(1, LIMIT + 1))
        assert session.scalars(select(Fair.revision)).one() == LIMIT


def test_a_form_that_is_sent_a_hundred_times_is_one_request(engine: Engine) -> None:
    with writing(engine) as session:
        asking_fair(session)
    assert _all_at_once([_asking(engine, "F1", "A1", key="form")] * AT_ONCE) == {"done": AT_ONCE}
    with reading(engine) as session:
        assert len(session.scalars(select(Interest)).all()) == 1
        assert len(session.scalars(select(Act)).all()) == 1


def test_what_came_before_the_deadline_is_in_and_what_came_after_is_not(engine: Engine) -> None:
    with writing(engine) as session:
        asking_fair(session, firms=AT_ONCE, agencies=2)
    tasks = [
        _asking(engine, f"F{n}", "A1", minutes=59.999 if n % 2 else 60)
        for n in range(1, AT_ONCE + 1)
    ]
    assert _all_at_once(tasks) == {"done": 50, PhaseClosed.__name__: 50}
    with reading(engine) as session:
        asked = sorted(one.firm.code for one in session.scalars(select(Interest)))
        assert asked == sorted(f"F{n}" for n in range(1, AT_ONCE + 1, 2))


def test_asking_moving_and_withdrawing_at_once_leaves_ranks_without_gaps(engine: Engine) -> None:
    with writing(engine) as session:
        asking_fair(session, firms=4, agencies=6)
    chance = random.Random(1)

    def task(firm: str, agency: str, what: int) -> Callable[[], None]:
        def run() -> None:
            with writing(engine) as session:
                one, other = firm_of(session, firm), agency_of(session, agency)
                if what == 0:
                    withdraw(session, one, other, by=by())
                elif what == 1:
                    move(session, one, agency, 1, by=by())
                elif what == 2:
                    invite(session, other, one, by=by())
                elif what == 3:
                    accept(session, one, other, by=by())
                elif what == 4:
                    call_back(session, other, one, by=by())
                else:
                    ask(session, one, other, by=by())

        return run

    ended = _all_at_once(
        [
            task(f"F{chance.randint(1, 4)}", f"A{chance.randint(1, 6)}", chance.randint(0, 9))
            for _ in range(AT_ONCE)
        ]
    )
    assert ended["done"] > 0
    assert ended[ChangedMeanwhile.__name__] == 0
    with reading(engine) as session:
        for firm in ("F1", "F2", "F3", "F4"):
            ranks = [rank for rank, _ in ranked(session, firm)]
            assert ranks == list(range(1, len(ranks) + 1))
