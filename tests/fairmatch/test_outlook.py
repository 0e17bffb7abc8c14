"""What is shown before publishing is what is done; what is to be known is acknowledged."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import BegunMoves, NotAcknowledged, OutlookChanged, RuleBroken
from fairmatch.models import Act, ActKind, Fair, Firm, Timetable
from fairmatch.plan_settings import own_settings
from fairmatch.publishing import CautionKind, Outlook, Seen, outlook, publish
from fairmatch.schedules import latest_published
from tests.fairmatch.publishing_fair import (
    AFTER,
    BEFORE,
    DURING,
    FIRST,
    MORNING,
    SECOND,
    Held,
    draft_of,
    two_by_two,
)


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


def _look(
    session: Session, fair: Fair, held: Held, now: datetime = BEFORE
) -> tuple[Timetable, Outlook]:
    draft = draft_of(session, fair, held)
    return draft, outlook(session, fair, latest_published(session, fair), draft, now)


def _kinds(ahead: Outlook) -> dict[str, int]:
    return {one.kind: one.count for one in ahead.cautions}


def _publish(
    session: Session, fair: Fair, held: Held, now: datetime = BEFORE, seen: Seen | None = None
) -> Timetable:
    draft = draft_of(session, fair, held)
    return publish(session, fair, clock=lambda: now, draft_id=draft.id, seen=seen)


def _seen(ahead: Outlook) -> Seen:
    return Seen(ahead.seal, frozenset(one.seal for one in ahead.cautions))


def test_a_first_version_that_serves_everybody_asks_for_nothing(session: Session) -> None:
    fair = two_by_two(session)
    _, ahead = _look(session, fair, FIRST, MORNING)
    assert ahead.possible
    assert _kinds(ahead) == {}
    assert ahead.number == 1


@pytest.mark.parametrize(
    ("held", "now", "kinds"),
    [
        (SECOND, BEFORE, {CautionKind.DROPPED: 1}),
        (SECOND, MORNING, {CautionKind.DROPPED: 1, CautionKind.SOON: 3}),
        (
            {("F2", "A2"): 0, ("F2", "A1"): 1},
            BEFORE,
            {CautionKind.DROPPED: 1, CautionKind.LOSES_ALL: 1, CautionKind.WITHOUT_ANY: 1},
        ),
        (
            {("F1", "A1"): 0, ("F2", "A1"): 1},
            BEFORE,
            {CautionKind.DROPPED: 1, CautionKind.LOSES_ALL: 1},
        ),
        (FIRST, MORNING, {}),
    ],
)
def test_what_there_is_to_know(
    session: Session, held: Held, now: datetime, kinds: dict[str, int]
) -> None:
    fair = two_by_two(session)
    _publish(session, fair, FIRST)
    _, ahead = _look(session, fair, held, now)
    assert _kinds(ahead) == kinds


def test_a_firm_that_asked_for_nothing_or_left_is_no_caution(session: Session) -> None:
    fair = two_by_two(session)
    firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
    firm.withdrawn_at = BEFORE
    session.flush()
    _, ahead = _look(session, fair, {("F2", "A2"): 0})
    assert _kinds(ahead) == {}


def test_a_draft_of_older_inputs_is_published_only_knowingly(session: Session) -> None:
    fair = two_by_two(session)
    draft, ahead = _look(session, fair, FIRST)
    fair.revision += 1
    session.flush()
    with pytest.raises(NotAcknowledged) as refused:
        publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(ahead))
    assert refused.value.kinds == (CautionKind.STALE,)
    now = outlook(session, fair, None, draft, BEFORE)
    version = publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(now))
    assert version.number == 1


def test_every_caution_has_to_be_acknowledged_as_it_is_now(session: Session) -> None:
    fair = two_by_two(session)
    _publish(session, fair, FIRST)
    draft, ahead = _look(session, fair, SECOND)
    for acknowledged in (frozenset[str](), frozenset({"dropped"}), frozenset({"dropped-0"})):
        with pytest.raises(NotAcknowledged):
            publish(
                session,
                fair,
                clock=lambda: BEFORE,
                draft_id=draft.id,
                seen=Seen(ahead.seal, acknowledged),
            )
    # A day later the same draft is about the next 24 hours, which nobody acknowledged.
    with pytest.raises(NotAcknowledged) as refused:
        publish(session, fair, clock=lambda: MORNING, draft_id=draft.id, seen=_seen(ahead))
    assert refused.value.kinds == (CautionKind.SOON,)
    assert draft.number is None


def test_another_version_in_between_makes_what_was_seen_old(session: Session) -> None:
    fair = two_by_two(session)
    draft, ahead = _look(session, fair, FIRST)
    _publish(session, fair, FIRST)
    with pytest.raises(OutlookChanged):
        publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(ahead))


def test_a_draft_changed_by_hand_in_between_is_not_what_was_seen(session: Session) -> None:
    fair = two_by_two(session)
    draft, ahead = _look(session, fair, FIRST)
    session.delete(draft.placements[0])
    session.flush()
    session.expire(draft)
    with pytest.raises(OutlookChanged):
        publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(ahead))


def test_what_has_begun_does_not_change_any_more(session: Session) -> None:
    fair = two_by_two(session)
    _publish(session, fair, FIRST)
    draft, ahead = _look(session, fair, SECOND, DURING)
    assert [change.uid for change in ahead.begun] == ["fair-F1-A1"]
    with pytest.raises(BegunMoves, match="moved F1 × A1"):
        publish(session, fair, clock=lambda: DURING, draft_id=draft.id)
    later = {**FIRST, ("F2", "A1"): 3}
    assert _publish(session, fair, later, DURING).number == 2


def test_a_fair_that_is_over_is_published_as_if_it_were_to_come(session: Session) -> None:
    fair = two_by_two(session)
    _publish(session, fair, FIRST, AFTER)
    assert _publish(session, fair, SECOND, AFTER).number == 2


def test_broken_rules_are_told_before_and_refused_then(session: Session) -> None:
    fair = two_by_two(session)
    draft, ahead = _look(session, fair, {("F1", "A1"): 0, ("F1", "A2"): 0})
    assert not ahead.possible
    assert [one.rule for one in ahead.violations] == ["two_places"]
    with pytest.raises(RuleBroken):
        publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(ahead))


def test_publishing_is_recorded_with_its_counts(
    session: Session, new_uid: Callable[[], str]
) -> None:
    fair = two_by_two(session)
    _publish(session, fair, FIRST)
    draft = draft_of(session, fair, SECOND)
    publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, new_uid=new_uid)
    first, second = session.scalars(
        select(Act).where(Act.kind == ActKind.PUBLISHED).order_by(Act.id)
    )
    assert (first.said["number"], first.said["quiet"], first.said["mails"]) == (1, True, 0)
    told = {"number": 2, "added": 1, "moved": 1, "dropped": 1, "mails": 4, "quiet": False}
    assert second.said == told


def test_settings_that_the_fair_would_take_over_are_to_be_known(session: Session) -> None:
    fair = two_by_two(session)
    draft = draft_of(session, fair, FIRST)
    own = own_settings(fair, fair.days)
    draft.settings = own.model_copy(update={"firm_quota": 5}).model_dump(mode="json")
    session.flush()
    ahead = outlook(session, fair, None, draft, BEFORE)
    (caution,) = ahead.cautions
    assert (caution.kind, caution.settings) == (CautionKind.SETTINGS, ("firm_quota",))
    publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id, seen=_seen(ahead))
    assert fair.firm_quota == 5
