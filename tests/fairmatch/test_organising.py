"""What the organiser does is done once, never over somebody else's work, and recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import open_account
from fairmatch.acts import By
from fairmatch.chasing.silence import Silence
from fairmatch.db import writing
from fairmatch.errors import PhaseOrder, UnknownFirm
from fairmatch.fairs import find_fair
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import Act, Approval, Firm, Phase, PhaseOverride
from fairmatch.organising import (
    approve_firms,
    dates_seal,
    move_dates,
    refuse_firm,
    remind_all,
    set_approval,
    set_hand,
)
from fairmatch.phases import phase_state
from tests.fairmatch.fair_rows import add_fair, add_firm

NOW = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def organiser(session: Session) -> By:
    return By(open_account(session, "kim@seoul.example", clock=lambda: NOW).id, NOW)


def acts(session: Session) -> list[str]:
    return [act.kind for act in session.scalars(select(Act).order_by(Act.id))]


def test_dates_are_moved_once_and_recorded(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        seen = dates_seal(fair, Phase.MARKS)
        assert move_dates(session, fair, Phase.MARKS, NOW, LATER, seen=seen, by=by)
        assert not move_dates(session, fair, Phase.MARKS, NOW, LATER, seen="stale", by=by)
        assert acts(session) == ["phase_dates"]
        act = session.scalars(select(Act)).one()
        assert act.account_id == by.account_id
        assert act.said == {
            "phase": "marks",
            "opens_at": NOW.isoformat(),
            "closes_at": LATER.isoformat(),
        }


def test_dates_of_somebody_else_are_not_overwritten(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        stale = dates_seal(fair, Phase.MARKS)
        move_dates(session, fair, Phase.MARKS, None, LATER, seen=stale, by=by)
        with pytest.raises(ChangedMeanwhile):
            move_dates(session, fair, Phase.MARKS, None, NOW, seen=stale, by=by)
        fresh = dates_seal(fair, Phase.MARKS)
        with pytest.raises(PhaseOrder):
            move_dates(session, fair, Phase.MARKS, LATER, NOW, seen=fresh, by=by)
        assert phase_state(fair, Phase.MARKS, NOW).closes_at == LATER
        assert acts(session) == ["phase_dates"]


def test_setting_nothing_where_nothing_is_set_is_no_act(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        assert not move_dates(session, fair, Phase.MARKS, None, None, seen="", by=by)
        assert acts(session) == []


def test_a_hand_is_set_once_and_recorded(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        assert not set_hand(session, fair, Phase.REQUESTS, None, by=by)
        assert set_hand(session, fair, Phase.REQUESTS, PhaseOverride.CLOSED, by=by)
        assert not set_hand(session, fair, Phase.REQUESTS, PhaseOverride.CLOSED, by=by)
        assert set_hand(session, fair, Phase.REQUESTS, PhaseOverride.OPEN, by=by)
        assert set_hand(session, fair, Phase.REQUESTS, None, by=by)
        assert acts(session) == ["phase_closed", "phase_opened", "phase_by_dates"]


def test_reminders_are_recorded_if_there_are_any(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        add_firm(session, fair, "F1")
        for fits in (False, True, True):
            remind_all(
                session,
                fair,
                Silence.NO_REQUESTS,
                lambda _, fits=fits: fits,  # type: ignore[misc]
                by=by,
                new_uid=lambda: "uid",
            )
        assert acts(session) == ["reminded"]


def test_firms_are_approved_refused_and_the_rule_is_set(engine: Engine) -> None:
    with writing(engine) as session:
        fair, by = add_fair(session), organiser(session)
        for code in ("F1", "F2", "F3"):
            add_firm(session, fair, code, approval=Approval.WAITING)
        approved = approve_firms(session, fair, ["F1", "F2", "F1"], by=by)
        assert [firm.code for firm in approved] == ["F1", "F2"]
        assert approve_firms(session, fair, ["F1"], by=by) == []
        assert refuse_firm(session, fair, "F3", "인증 만료", by=by).approval is Approval.REFUSED
        with pytest.raises(UnknownFirm):
            refuse_firm(session, fair, "F9", "x", by=by)
        set_approval(session, fair, required=True, by=by)
        set_approval(session, fair, required=True, by=by)
        assert acts(session) == ["approved", "approved", "refused", "approval_rule"]


def test_an_unknown_firm_among_several_approves_none(engine: Engine) -> None:
    with writing(engine) as session:
        add_firm(session, add_fair(session), "F1", approval=Approval.WAITING)
    with pytest.raises(UnknownFirm), writing(engine) as session:
        approve_firms(session, find_fair(session, None), ["F1", "F9"], by=By(None, NOW))
    with writing(engine) as session:
        assert session.scalars(select(Firm.approval)).one() is Approval.WAITING
        assert acts(session) == []
