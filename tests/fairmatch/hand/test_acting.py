"""Acts by hand on a draft: what they change, what they refuse, and that they can be undone."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.hand.acting import drop, pin, put, redo, undo
from fairmatch.hand.board import read_board
from fairmatch.hand.refusals import (
    ChangedByOthers,
    HandRefused,
    HandRule,
    NoDraft,
    NoSuchSeat,
    NoSuchTalk,
    NothingToUndo,
)
from fairmatch.models import Act, ActKind, Fair, HandAct, HandKind, MarkKind, Timetable
from fairmatch.publishing import publish
from fairmatch.violations import Rule
from tests.fairmatch.fair_rows import MADE_AT, add_mark, add_pin, slots_of
from tests.fairmatch.hand.hall import BY, hall, keeps_all_rules, rows, seats, spot, talk

Uid = Callable[[], str]


def test_a_consultation_is_moved_to_a_free_seat(engine: Engine, new_uid: Uid) -> None:
    with writing(engine) as session:
        draft = hall(session)
        to = spot(session, draft.fair, "A1", 1, 2)
        uid = draft.placements[0].consultation.uid
        done = put(session, draft.fair, draft.id, talk("F1~A1"), to, seen=0, by=BY, new_uid=new_uid)
        assert done.edition == draft.edition == 1
        assert done.board.held == read_board(session, draft, MADE_AT).held
        assert seats(session, draft)["F1~A1"] == ("B1", 1, 2)
        assert uid in {one.consultation.uid for one in draft.placements}
        assert keeps_all_rules(session, draft)


def test_two_at_one_booth_change_places(engine: Engine, new_uid: Uid) -> None:
    with writing(engine) as session:
        draft = hall(session)
        to = spot(session, draft.fair, "A1", 1)
        put(session, draft.fair, draft.id, talk("F1~A1"), to, seen=0, by=BY, new_uid=new_uid)
        held = seats(session, draft)
        assert (held["F1~A1"], held["F2~A1"]) == (("B1", 1, 1), ("B1", 0, 1))
        act = session.scalars(select(HandAct)).one()
        assert act.kind is HandKind.SWAP


def test_a_firms_two_consultations_change_times(engine: Engine, new_uid: Uid) -> None:
    with writing(engine) as session:
        draft = hall(session)
        to = spot(session, draft.fair, "A2", 3)
        put(session, draft.fair, draft.id, talk("F1~A1"), to, seen=0, by=BY, new_uid=new_uid)
        held = seats(session, draft)
        assert (held["F1~A1"], held["F1~A2"]) == (("B1", 3, 1), ("B2", 0, 1))


def test_a_wish_is_added_and_a_consultation_dropped(engine: Engine, new_uid: Uid) -> None:
    with writing(engine) as session:
        draft = hall(session)
        to = spot(session, draft.fair, "A1", 0, 2)
        put(session, draft.fair, draft.id, talk("F3~A1"), to, seen=0, by=BY, new_uid=new_uid)
        drop(session, draft.fair, draft.id, talk("F2~A1"), seen=1, by=BY)
        held = seats(session, draft)
        assert held["F3~A1"] == ("B1", 0, 2)
        assert "F2~A1" not in held
        kinds = [one.kind for one in session.scalars(select(HandAct).order_by(HandAct.edition))]
        assert kinds == [HandKind.ADD, HandKind.DROP]


def _refused(engine: Engine, both: str, slot: int, table: int = 1, **settings: object) -> set[str]:
    with writing(engine) as session:
        draft = hall(session, **settings)
        to = spot(session, draft.fair, both[-2:], slot, table)
        before = seats(session, draft)
        with pytest.raises(HandRefused) as caught:
            put(session, draft.fair, draft.id, talk(both), to, seen=0, by=BY, new_uid=str)
        assert seats(session, draft) == before
        assert draft.edition == 0
        for refusal in caught.value.refusals:
            assert refusal.told().ko.startswith(refusal.name.ko)
        return {refusal.rule.value for refusal in caught.value.refusals}


@pytest.mark.parametrize(
    ("both", "slot", "rule"),
    [
        ("F1~A1", 3, Rule.TWO_PLACES),
        ("F3~A3", 5, Rule.FIRM_HOURS),
        ("F3~A1", 0, Rule.TABLE),
        ("F3~A1", 3, Rule.FIRM_HOURS),
        ("F1~A2", 1, Rule.WALKING),
    ],
)
def test_what_breaks_a_rule_is_refused_and_the_rule_named(
    sqlite_engine: Engine, both: str, slot: int, rule: Rule
) -> None:
    assert rule.value in _refused(sqlite_engine, both, slot)


def test_limits_are_kept(sqlite_engine: Engine) -> None:
    assert _refused(sqlite_engine, "F3~A1", 0, 2, firm_quota=1) == {Rule.QUOTA.value}


def test_seats_are_kept_for_walk_ins(sqlite_engine: Engine) -> None:
    assert Rule.RESERVE.value in _refused(sqlite_engine, "F1~A1", 4, walk_in_reserve=90)


def test_what_was_arranged_beforehand_stays(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        fair, both = draft.fair, talk("F1~A1")
        add_pin(session, *rows(session, fair, "F1", "A1"), slots_of(session, fair)[0])
        to = spot(session, fair, "A1", 5)
        with pytest.raises(HandRefused) as moved:
            put(session, fair, draft.id, both, to, seen=0, by=BY, new_uid=str)
        with pytest.raises(HandRefused) as dropped:
            drop(session, fair, draft.id, both, seen=0, by=BY)
        with pytest.raises(HandRefused) as pinned:
            pin(session, fair, draft.id, both, fixed=True, seen=0, by=BY)
        for caught in (moved, dropped, pinned):
            assert [one.rule for one in caught.value.refusals] == [Rule.PIN]


def test_a_must_is_not_dropped(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        firm, agency = rows(session, draft.fair, "F2", "A1")
        add_mark(session, agency, firm, MarkKind.MUST)
        with pytest.raises(HandRefused) as caught:
            drop(session, draft.fair, draft.id, talk("F2~A1"), seen=0, by=BY)
        assert [one.rule for one in caught.value.refusals] == [Rule.MUST]


def test_a_pinned_consultation_stays_until_it_is_unpinned(engine: Engine) -> None:
    with writing(engine) as session:
        draft = hall(session)
        fair, both = draft.fair, talk("F1~A1")
        pin(session, fair, draft.id, both, fixed=True, seen=0, by=BY)
        assert pin(session, fair, draft.id, both, fixed=True, seen=1, by=BY).edition == 1
        to, other = spot(session, fair, "A1", 5), spot(session, fair, "A1", 0)
        for mover, place in ((both, to), (talk("F2~A1"), other)):
            with pytest.raises(HandRefused) as caught:
                put(session, fair, draft.id, mover, place, seen=1, by=BY, new_uid=str)
            assert [one.rule for one in caught.value.refusals] == [HandRule.FIXED]
        pin(session, fair, draft.id, both, fixed=False, seen=1, by=BY)
        put(session, fair, draft.id, both, to, seen=2, by=BY, new_uid=str)
        assert seats(session, draft)["F1~A1"] == ("B1", 5, 1)


def test_what_has_begun_stays_and_nothing_is_put_before_now(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        now = spot(session, draft.fair, "A1", 0).at
        by = type(BY)(account_id=None, now=now)
        later, past = spot(session, draft.fair, "A1", 3), spot(session, draft.fair, "A1", 0, 2)
        for both, to, rule in (
            ("F1~A1", later, HandRule.BEGUN),
            ("F2~A1", past, HandRule.PAST),
        ):
            with pytest.raises(HandRefused) as caught:
                put(session, draft.fair, draft.id, talk(both), to, seen=0, by=by, new_uid=str)
            assert [one.rule for one in caught.value.refusals] == [rule]
        with pytest.raises(HandRefused):
            drop(session, draft.fair, draft.id, talk("F1~A1"), seen=0, by=by)


def test_acts_are_undone_and_done_again_one_by_one(engine: Engine, new_uid: Uid) -> None:
    with writing(engine) as session:
        draft = hall(session)
        fair, first = draft.fair, seats(session, draft)
        to = spot(session, fair, "A1", 1)
        put(session, fair, draft.id, talk("F1~A1"), to, seen=0, by=BY, new_uid=new_uid)
        swapped = seats(session, draft)
        drop(session, fair, draft.id, talk("F3~A3"), seen=1, by=BY)
        dropped = seats(session, draft)
        undo(session, fair, draft.id, seen=2, by=BY)
        assert seats(session, draft) == swapped
        undo(session, fair, draft.id, seen=3, by=BY)
        assert seats(session, draft) == first
        with pytest.raises(NothingToUndo):
            undo(session, fair, draft.id, seen=4, by=BY)
        redo(session, fair, draft.id, seen=4, by=BY)
        redo(session, fair, draft.id, seen=5, by=BY)
        assert seats(session, draft) == dropped
        with pytest.raises(NothingToUndo):
            redo(session, fair, draft.id, seen=6, by=BY)
        undo(session, fair, draft.id, seen=6, by=BY)
        pin(session, fair, draft.id, talk("F2~A1"), fixed=True, seen=7, by=BY)
        with pytest.raises(NothingToUndo):
            redo(session, fair, draft.id, seen=8, by=BY)


def test_an_undo_that_would_break_a_rule_of_today_is_refused(
    sqlite_engine: Engine, new_uid: Uid
) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        to = spot(session, draft.fair, "A1", 3)
        put(session, draft.fair, draft.id, talk("F2~A1"), to, seen=0, by=BY, new_uid=new_uid)
        firm, agency = rows(session, draft.fair, "F2", "A1")
        add_pin(session, firm, agency, slots_of(session, draft.fair)[3])
        with pytest.raises(HandRefused):
            undo(session, draft.fair, draft.id, seen=1, by=BY)


def test_who_has_not_seen_a_change_of_the_same_parties_is_refused(
    engine: Engine, new_uid: Uid
) -> None:
    with writing(engine) as session:
        draft = hall(session)
        fair = draft.fair
        to = spot(session, fair, "A1", 5)
        put(session, fair, draft.id, talk("F1~A1"), to, seen=0, by=BY, new_uid=new_uid)
        with pytest.raises(ChangedByOthers):
            drop(session, fair, draft.id, talk("F1~A2"), seen=0, by=BY)
        with pytest.raises(ChangedByOthers):
            undo(session, fair, draft.id, seen=0, by=BY)
        with pytest.raises(ChangedByOthers):
            drop(session, fair, draft.id, talk("F3~A3"), seen=9, by=BY)
        drop(session, fair, draft.id, talk("F3~A3"), seen=0, by=BY)
        assert draft.edition == 2


def test_of_two_at_once_one_acts_and_the_other_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        draft = hall(session)
        draft_id, fair_id = draft.id, draft.fair_id
        spots = [spot(session, draft.fair, "A1", slot) for slot in (2, 3)]
    barrier, outcomes = Barrier(2), list[str]()

    def act(number: int) -> None:
        barrier.wait()
        try:
            with writing(engine) as session:
                fair = session.get_one(Fair, fair_id)
                both = talk("F2~A1")
                put(session, fair, draft_id, both, spots[number], seen=0, by=BY, new_uid=str)
            outcomes.append("done")
        except ChangedByOthers:
            outcomes.append("told")

    threads = [Thread(target=act, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "told"]


def test_nothing_is_done_to_what_is_not_there(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        fair = draft.fair
        to = spot(session, fair, "A1", 3)
        for both in ("F2~A2", "F9~A1"):
            with pytest.raises(NoSuchTalk):
                put(session, fair, draft.id, talk(both), to, seen=0, by=BY, new_uid=str)
        with pytest.raises(NoSuchTalk):
            drop(session, fair, draft.id, talk("F3~A1"), seen=0, by=BY)
        with pytest.raises(NoDraft):
            drop(session, fair, draft.id + 1, talk("F1~A1"), seen=0, by=BY)
        elsewhere = spot(session, fair, "A3", 3)
        with pytest.raises(NoSuchSeat):
            put(session, fair, draft.id, talk("F1~A1"), elsewhere, seen=0, by=BY, new_uid=str)
        never = type(to)("A1", MADE_AT, 1)
        with pytest.raises(NoSuchSeat):
            put(session, fair, draft.id, talk("F1~A1"), never, seen=0, by=BY, new_uid=str)
        same = spot(session, fair, "A1", 0)
        done = put(session, fair, draft.id, talk("F1~A1"), same, seen=0, by=BY, new_uid=str)
        assert done.edition == 0


def test_a_published_draft_is_not_changed(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        publish(session, draft.fair, clock=lambda: MADE_AT, draft_id=draft.id)
        with pytest.raises(NoDraft) as caught:
            drop(session, draft.fair, draft.id, talk("F1~A1"), seen=0, by=BY)
        assert caught.value.number == 1


def test_every_act_is_in_the_record_and_the_report_says_so(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        draft.report = {"status": "optimal"}
        drop(session, draft.fair, draft.id, talk("F1~A1"), seen=0, by=BY)
        undo(session, draft.fair, draft.id, seen=1, by=BY)
        acts = session.scalars(select(Act).order_by(Act.id)).all()
        assert [(one.kind, one.said["what"]) for one in acts] == [
            (ActKind.BY_HAND, "drop"),
            (ActKind.BY_HAND, "undo"),
        ]
        kept = session.get_one(Timetable, draft.id).report
        assert len(kept["notes"]) == 1
