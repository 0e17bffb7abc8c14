import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from fairmatch.comparing import Change, ChangeKind, Place, compare
from fairmatch.db import writing
from tests.fairmatch.fair_rows import add_agency, add_draft, add_fair, add_firm, slots_of


def _at(hour: int, minute: int, table: int = 1, booth: str = "B1") -> Place:
    starts = datetime(2015, 10, 29, hour, minute, tzinfo=UTC)
    return Place(starts, starts + timedelta(minutes=20), booth, table)


def test_what_moved_was_added_or_dropped_is_told_with_its_places(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1", tables=2)
        firms = [add_firm(session, fair, f"F{n}") for n in range(1, 6)]
        moved, reseated, dropped, kept, added = firms
        slots = slots_of(session, fair)
        old = add_draft(
            session,
            fair,
            {
                (moved, agency): (slots[0], 1),
                (reseated, agency): (slots[0], 2),
                (dropped, agency): (slots[1], 1),
                (kept, agency): (slots[1], 2),
            },
        )
        new = add_draft(
            session,
            fair,
            {
                (moved, agency): (slots[2], 1),
                (reseated, agency): (slots[0], 1),
                (kept, agency): (slots[1], 2),
                (added, agency): (slots[0], 2),
            },
        )
        comparison = compare(session, old, new)

        def change(
            kind: ChangeKind, firm: str, before: Place | None, after: Place | None
        ) -> Change:
            return Change(
                kind,
                f"fair-{firm}-A1",
                firm,
                f"기업 {firm}",
                f"Firm {firm}",
                "A1",
                "기관 A1",
                "Agency A1",
                before,
                after,
            )

        assert comparison.moved == (
            change(ChangeKind.MOVED, "F2", _at(1, 0, 2), _at(1, 0)),
            change(ChangeKind.MOVED, "F1", _at(1, 0), _at(1, 40)),
        )
        assert comparison.added == (change(ChangeKind.ADDED, "F5", None, _at(1, 0, 2)),)
        assert comparison.dropped == (change(ChangeKind.DROPPED, "F3", _at(1, 20), None),)
        assert comparison.unchanged == 1


def test_each_party_is_told_what_changes_for_it(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        near, far = add_agency(session, fair, "A1"), add_agency(session, fair, "A2")
        one, two = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
        slots = slots_of(session, fair)
        old = add_draft(session, fair, {(one, near): (slots[0], 1), (one, far): (slots[1], 1)})
        new = add_draft(
            session,
            fair,
            {(one, near): (slots[2], 1), (one, far): (slots[1], 1), (two, near): (slots[0], 1)},
        )
        comparison = compare(session, old, new)
        assert [
            (party.side, party.code, party.name_ko, [(c.kind, c.uid) for c in party.changes])
            for party in comparison.by_party()
        ] == [
            (
                "agency",
                "A1",
                "기관 A1",
                [(ChangeKind.ADDED, "fair-F2-A1"), (ChangeKind.MOVED, "fair-F1-A1")],
            ),
            ("firm", "F1", "기업 F1", [(ChangeKind.MOVED, "fair-F1-A1")]),
            ("firm", "F2", "기업 F2", [(ChangeKind.ADDED, "fair-F2-A1")]),
        ]


def test_against_nothing_everything_is_added(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        draft = add_draft(session, fair, {(firm, agency): (slots_of(session, fair)[0], 1)})
        comparison = compare(session, None, draft)
        assert [change.uid for change in comparison.added] == ["fair-F1-A1"]
        assert (comparison.moved, comparison.dropped, comparison.unchanged) == ((), (), 0)
        assert compare(session, draft, draft).changes == ()


def test_the_json_form_holds_plain_values(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "F1")
        slots = slots_of(session, fair)
        old = add_draft(session, fair, {(firm, agency): (slots[0], 1)})
        new = add_draft(session, fair, {})
        data = json.loads(json.dumps(compare(session, old, new).as_json()))
        assert data == {
            "moved": [],
            "added": [],
            "dropped": [
                {
                    "kind": "dropped",
                    "uid": "fair-F1-A1",
                    "firm": {"code": "F1", "name_ko": "기업 F1", "name_en": "Firm F1"},
                    "agency": {"code": "A1", "name_ko": "기관 A1", "name_en": "Agency A1"},
                    "before": {
                        "starts_at": "2015-10-29T01:00:00+00:00",
                        "ends_at": "2015-10-29T01:20:00+00:00",
                        "booth": "B1",
                        "table": 1,
                    },
                    "after": None,
                }
            ],
            "unchanged": 0,
            "parties": [
                {
                    "side": "agency",
                    "code": "A1",
                    "name_ko": "기관 A1",
                    "name_en": "Agency A1",
                    "changes": [{"kind": "dropped", "uid": "fair-F1-A1"}],
                },
                {
                    "side": "firm",
                    "code": "F1",
                    "name_ko": "기업 F1",
                    "name_en": "Firm F1",
                    "changes": [{"kind": "dropped", "uid": "fair-F1-A1"}],
                },
            ],
        }
