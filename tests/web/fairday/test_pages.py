"""The day's pages and the acts sent from them, without a browser."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.fairday.hall import Hall
from tests.web.signing_in import sign_in

DESK = "/day/small/act?as=desk"
MANY = "/day/small/acts?as=desk"
FIRST = "small-F1-A1"


@pytest.fixture(autouse=True)
def _without_tokens(hall: Hall) -> None:
    hall.app.config.update(WTF_CSRF_ENABLED=False)


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _arrival(key: str, party: str = "firm:F1") -> dict[str, str]:
    return {"key": key, "kind": "arrive", "party": party}


def test_the_desk_sees_who_is_missed_and_checks_them_in_by_a_plain_form(
    organiser: FlaskClient, hall: Hall
) -> None:
    organiser.set_cookie("lang", "en")
    page = organiser.get("/desk/small/day")
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "Firms here: 0 of 5" in _text(page.text)
    assert "Due and not checked in 3" in _text(page.text)
    buttons = re.findall(r'name="do" value="([^"]+)"', page.text)
    do = next(one for one in buttons if "firm%3AF1" in one or "firm:F1" in one)
    done = organiser.post(
        DESK, data={"do": do.replace("&amp;", "&"), "next": "/desk/small/day?day=2026-05-14"}
    )
    assert (done.status_code, done.location) == (303, "/desk/small/day?day=2026-05-14")
    assert hall.arrived() == ["F1"]
    assert "Firms here: 1 of 5" in _text(organiser.get("/desk/small/day").text)
    assert "camera=()" in organiser.get("/desk/small/").headers["Permissions-Policy"]


def test_without_scripts_the_desk_finds_by_name_number_and_code(organiser: FlaskClient) -> None:
    for asked in ("맑은복도", "F1", "http://fair.example/badge/small/firm/F1", "랴그:ㄹ1"):
        page = organiser.get("/desk/small/day", query_string={"q": asked}).text
        assert re.findall(r'data-row="((?:firm|agency):\w+)"', page) == ["firm:F1"], asked
    assert organiser.get("/desk/small/day/find?q=F2").json == {"found": ["firm:F2"]}
    nobody = organiser.get("/desk/small/day?q=우주선").text
    assert 'class="empty"' in nobody


def test_acts_sent_together_are_answered_one_by_one_and_done_once(
    organiser: FlaskClient, hall: Hall
) -> None:
    acts = [
        _arrival("one"),
        {"key": "two", "kind": "leave", "party": "firm:F2"},
        _arrival("three", "agency:A1"),
        {"key": "four", "kind": "dance"},
        {"kind": "arrive"},
    ]
    first = organiser.post(MANY, json={"acts": acts}).json
    assert first is not None
    answers = [one["answer"] for one in first["acts"]]
    assert answers == ["accepted", "refused", "accepted", "refused", "refused"]
    assert "F2" in first["acts"][1]["words"]
    again = organiser.post(MANY, json={"acts": acts}).json
    assert again is not None
    assert [one["answer"] for one in again["acts"]][:3] == ["already", "refused", "already"]
    assert hall.arrived() == ["F1", "A1"]
    assert hall.acts("arrived") == 2


@pytest.mark.parametrize("sent", [{}, {"acts": "all"}, {"acts": [{}] * 51}, [], None])
def test_what_is_no_list_of_acts_is_refused_whole(organiser: FlaskClient, sent: object) -> None:
    assert organiser.post(MANY, json=sent).status_code == 400


@pytest.mark.parametrize(
    "act",
    [
        [],
        "arrive",
        {"key": "k", "kind": "arrive", "party": {"firm": "F1"}},
        {"key": "k", "kind": "arrive", "party": ["firm:F1", "firm:F2"]},
        {"key": "k", "kind": "arrive", "party": "fair:small"},
        {"key": "k" * 65, "kind": "arrive", "party": "firm:F1"},
        {"key": "k", "kind": "arrive", "party": "firm:F1", "at": "yesterday"},
        {"key": "k", "kind": "arrive", "party": "firm:F1", "at": "2026-05-14T10:00"},
        {"key": "k", "kind": "claim", "uid": FIRST, "claim": "held"},
        {"key": "k", "kind": "claim", "uid": "other", "claim": "held", "starts_at": "x"},
        {"key": "k", "kind": "claim", "uid": FIRST, "claim": "danced"},
        {"key": "k\0", "kind": "arrive", "party": "firm:F1"},
    ],
)
def test_an_act_that_is_not_understood_is_refused_and_changes_nothing(
    organiser: FlaskClient, hall: Hall, act: object
) -> None:
    answer = organiser.post(MANY, json={"acts": [act]}).json
    assert answer is not None
    assert answer["acts"][0]["answer"] == "refused"
    assert hall.arrived() == []
    assert hall.claims() == []


def test_an_officer_says_what_it_sees_and_takes_it_back(officer: FlaskClient, hall: Hall) -> None:
    officer.set_cookie("lang", "en")
    where = "/day/small/act?as=agency:A1"
    starts = hall.starts(FIRST)
    said = {"kind": "claim", "uid": FIRST, "starts_at": starts, "next": "/agency/small/A1/today"}
    early = officer.post(where, data=said | {"claim": "firm_missing"})
    assert early.status_code == 422
    assert "10:05" in early.text
    assert "/agency/small/A1/today" in early.text
    hall.clock.set(6)
    assert officer.post(where, data=said | {"claim": "firm_missing"}).status_code == 303
    assert hall.claims() == [f"{FIRST} agency: firm_missing"]
    page = _text(officer.get("/agency/small/A1/today").text)
    assert "firm did not come" in page
    officer.post(where, data=said | {"kind": "withdraw"})
    assert hall.claims() == []


def test_an_outcome_sent_twice_is_written_once_and_a_bad_one_is_refused_in_words(
    officer: FlaskClient, hall: Hall
) -> None:
    officer.set_cookie("lang", "en")
    where = "/day/small/acts?as=agency:A1"
    outcome: dict[str, object] = {
        "key": "o",
        "kind": "outcome",
        "uid": FIRST,
        "held": "yes",
        "kinds": ["contract", "information"],
        "amount_signed": "19,000,000",
        "seen": "0",
    }

    def answers(*acts: Mapping[str, object]) -> list[tuple[str, str]]:
        answer = officer.post(where, json={"acts": list(acts)}).json
        assert answer is not None
        return [(one["answer"], one["words"]) for one in answer["acts"]]

    hall.clock.set(-1)
    assert answers(outcome) == [("refused", "This can be said from 10:00 on.")]
    # A telephone whose clock runs ahead cannot say it sooner.
    ahead = outcome | {"at": (hall.clock() + timedelta(hours=1)).isoformat()}
    assert answers(ahead) == [("refused", "This can be said from 10:00 on.")]
    hall.clock.set(15)
    no_amount = {key: value for key, value in outcome.items() if key != "amount_signed"}
    [(refused, words)] = answers(no_amount)
    assert (refused, words.split(";")[0]) == ("refused", "A contract needs the signed amount")
    assert answers(outcome, outcome) == [("accepted", ""), ("already", "")]
    [(refused, words)] = answers(outcome | {"key": "other", "held": "no", "kinds": []})
    assert "meanwhile" in words
    [(refused, words)] = answers(outcome | {"key": "theirs", "uid": "small-F5-A2"})
    assert refused == "refused"
    assert hall.outcomes() == [f"{FIRST} held ['information', 'contract'] 19000000"]
    assert "Outcome written" in officer.get("/agency/small/A1/today").text


def test_a_side_acts_for_itself_only(officer: FlaskClient, hall: Hall) -> None:
    where = "/day/small/acts?as=agency:A1"
    starts = hall.starts("small-F5-A2")
    acts = [
        _arrival("1", "agency:A2"),
        _arrival("2", "firm:F1"),
        {"key": "3", "kind": "claim", "uid": "small-F5-A2", "starts_at": starts, "claim": "begun"},
        {
            "key": "4",
            "kind": "claim",
            "uid": FIRST,
            "starts_at": hall.starts(FIRST),
            "claim": "begun",
            "side": "desk",
        },
    ]
    answer = officer.post(where, json={"acts": acts}).json
    assert answer is not None
    assert {one["answer"] for one in answer["acts"]} == {"refused"}
    assert hall.arrived() == []
    assert hall.claims() == []
    assert officer.post("/day/small/acts?as=agency:A2", json={"acts": []}).status_code == 404
    assert officer.post("/day/small/acts?as=desk", json={"acts": []}).status_code == 404
    assert officer.post("/day/small/acts?as=cook", json={"acts": []}).status_code == 404


def test_the_desk_speaks_for_whoever_telephones_it(organiser: FlaskClient, hall: Hall) -> None:
    late = {
        "key": "call",
        "kind": "claim",
        "uid": FIRST,
        "starts_at": hall.starts(FIRST),
        "claim": "late",
        "side": "firm",
        "minutes": "10",
    }
    organiser.post(MANY, json={"acts": [late]})
    assert hall.claims() == [f"{FIRST} firm: late"]


def test_a_secret_page_acts_for_its_owner(hall: Hall) -> None:
    client = hall.app.test_client()
    client.set_cookie("lang", "en")
    agency, firm = hall.keys.agencies["A1"], hall.keys.firms["F1"]
    page = client.get(f"/my/{agency}/today")
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    client.post(f"/my/{agency}/day/act", data=_arrival("", "agency:A1"))
    assert hall.arrived() == ["A1"]
    hall.clock.set(6)
    missing = {
        "key": "m",
        "kind": "claim",
        "uid": FIRST,
        "starts_at": hall.starts(FIRST),
        "claim": "agency_missing",
    }
    answer = client.post(f"/my/{firm}/day/acts", json={"acts": [missing, _arrival("me")]}).json
    assert answer is not None
    assert [one["answer"] for one in answer["acts"]] == ["accepted", "refused"]
    assert hall.claims() == [f"{FIRST} firm: agency_missing"]
    assert client.get(f"/my/{firm}/today").status_code == 302
    assert client.post("/my/guessed/day/acts", json={"acts": []}).status_code == 404


def test_another_day_is_shown_without_buttons(organiser: FlaskClient) -> None:
    page = organiser.get("/desk/small/day?day=2026-05-15").text
    assert 'name="do"' not in page
    assert organiser.get("/desk/small/day?day=nonsense").status_code == 200


def test_a_viewer_looks_and_changes_nothing(hall: Hall) -> None:
    client = hall.app.test_client()
    sign_in(client, hall.who.viewer)
    assert 'name="do"' not in client.get("/desk/small/day").text
    assert client.post(MANY, json={"acts": [_arrival("v")]}).status_code == 404
    assert hall.arrived() == []


def test_signing_out_leaves_nothing_in_the_browser(organiser: FlaskClient) -> None:
    assert organiser.post("/sign-out").headers["Clear-Site-Data"] == '"storage"'


def test_the_worker_answers_for_named_pages_only(hall: Hall) -> None:
    answer = hall.app.test_client().get("/day/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "jsQR.js?v=" in answer.text


def test_all_who_look_are_given_one_drawing_until_something_happens(
    organiser: FlaskClient, hall: Hall
) -> None:
    part = "/desk/small/day/part"
    first = organiser.get(part)
    assert first.headers["FairMatch-Drawn"]
    known = {"If-None-Match": first.headers["ETag"]}
    hall.clock.set(0.2)
    same = organiser.get(part, headers=known)
    assert (same.status_code, same.text) == (304, "")
    assert same.headers["FairMatch-Drawn"] > first.headers["FairMatch-Drawn"]
    organiser.post(MANY, json={"acts": [_arrival("k1")]})
    after = organiser.get(part, headers=known)
    assert after.status_code == 200
    assert "here since" in after.text or "도착" in after.text
    assert after.headers["ETag"] != first.headers["ETag"]


def test_whoever_only_looks_is_not_given_the_drawing_with_buttons(hall: Hall) -> None:
    part = "/desk/small/day/part"
    organiser, viewer = hall.app.test_client(), hall.app.test_client()
    sign_in(organiser, hall.who.organiser)
    sign_in(viewer, hall.who.viewer)
    assert "check-in" in organiser.get(part).text
    assert "check-in" not in viewer.get(part).text
    viewer.set_cookie("lang", "en")
    assert "not here" in viewer.get(part).text
    assert "not here" not in organiser.get(part).text
