"""Whatever firms, officers and the organiser do, in whatever order, the rules hold."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import FairMatchError, PhaseClosed
from fairmatch.models import (
    Act,
    Agency,
    Fair,
    Firm,
    Interest,
    Invitation,
    InvitationState,
    MarkKind,
)
from fairmatch.requests.answering import mark, mark_rest_neutral
from fairmatch.requests.asking import ask, reword, withdraw
from fairmatch.requests.inviting import accept, call_back, decline, invite
from fairmatch.requests.quota import quota_of
from fairmatch.requests.ranking import move
from tests.fairmatch.requests.steps import CLOSES, LIMIT, NOW, agency_of, by, firm_of, ranked

Step = Callable[[Session, Firm, Agency, int, str], object]
MARKS = [*MarkKind, None]
STEPS: dict[str, Step] = {
    "ask": lambda s, f, a, n, k: ask(s, f, a, by=by(n, key=k), purpose="견적" * (n % 2)),
    "ask at": lambda s, f, a, n, k: ask(s, f, a, by=by(n, key=k), rank=n % 5),
    "ask for a firm": lambda s, f, a, n, k: ask(s, f, a, by=by(n, key=k, on_behalf=True)),
    "reword": lambda s, f, a, n, k: reword(s, f, a, by=by(n), item_code="", purpose=str(n)),
    "withdraw": lambda s, f, a, n, k: withdraw(s, f, a, by=by(n, key=k)),
    "move": lambda s, f, a, n, k: move(s, f, a.code, n % 5, by=by(n, key=k)),
    "invite": lambda s, f, a, n, k: invite(s, a, f, by=by(n, key=k)),
    "call back": lambda s, f, a, n, k: call_back(s, a, f, by=by(n, key=k)),
    "accept": lambda s, f, a, n, k: accept(s, f, a, by=by(n, key=k)),
    "decline": lambda s, f, a, n, k: decline(s, f, a, by=by(n, key=k)),
    "mark": lambda s, f, a, n, k: mark(s, a, f, MARKS[n % 5], by=by(n, key=k)),
    "rest neutral": lambda s, f, a, n, k: mark_rest_neutral(s, a, by=by(n, key=k)),
}

steps = st.tuples(
    st.sampled_from(sorted(STEPS)),
    st.sampled_from(["F1", "F2"]),
    st.sampled_from(["A1", "A2", "A3", "A4", "A5"]),
    st.integers(0, 62),
    st.sampled_from(["", "", "one", "two"]),
)


@given(st.lists(steps, max_size=30))
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_rules_hold_after_every_step(
    session: Session, taken: list[tuple[str, str, str, int, str]]
) -> None:
    with session.begin_nested() as before:
        for step in taken:
            state = _state(session)
            refused = _take(session, step)
            if refused is not None:
                assert _state(session) == state, (step, refused)
            if isinstance(refused, PhaseClosed):
                assert by(step[3]).now >= CLOSES
            _check(session)
            if _state(session)[0] != state[0]:
                assert _state(session)[1] > state[1], f"{step[0]} did not raise the revision"
        before.rollback()
    session.expire_all()


def _take(session: Session, step: tuple[str, str, str, int, str]) -> FairMatchError | None:
    """Take a step; give what it was refused for."""
    name, firm, agency, minute, key = step
    try:
        with session.begin_nested():
            STEPS[name](session, firm_of(session, firm), agency_of(session, agency), minute, key)
    except FairMatchError as refused:
        return refused
    finally:
        session.expire_all()
    return None


def _state(session: Session) -> tuple[object, int, object]:
    """Give what a timetable is made from of it, the revision, and everything else."""
    wishes = [
        (one.firm_id, one.agency_id, one.rank)
        for one in session.scalars(select(Interest).order_by(Interest.firm_id, Interest.rank))
    ]
    invitations = [
        (one.firm_id, one.agency_id, one.state)
        for one in session.scalars(select(Invitation).order_by(Invitation.id))
    ]
    return wishes, session.scalars(select(Fair.revision)).one(), invitations


def _check(session: Session) -> None:
    for firm in session.scalars(select(Firm)):
        ranks = ranked(session, firm.code)
        assert [rank for rank, _ in ranks] == list(range(1, len(ranks) + 1))
        assert len({agency for _, agency in ranks}) == len(ranks)
        quota = quota_of(session, firm.fair_id, firm)
        assert quota.used <= LIMIT
        invited = session.scalars(
            select(Invitation).where(
                Invitation.firm_id == firm.id, Invitation.state == InvitationState.ACCEPTED
            )
        ).all()
        assert quota.used + len(invited) == len(ranks)
    keys = [act.key for act in session.scalars(select(Act)) if act.key]
    assert len(set(keys)) == len(keys)
    assert all(act.at >= NOW for act in session.scalars(select(Act)))
