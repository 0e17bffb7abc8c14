"""The commands for accounts."""

from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Act, ActKind
from tests.fairmatch.cli.conftest import Call, value


def test_the_first_organiser_is_named_and_gets_an_address_that_signs_in(small: Call) -> None:
    assert "nobody yet" in small("accounts", "list").stdout
    invited = value(small("accounts", "invite", "Kim@City.example", "--name", "김주최", "--json"))
    assert invited == {"email": "kim@city.example", "role": "organiser", "fair": "small"}
    url = value(small("accounts", "link", "kim@city.example", "--json"))["url"]
    assert url.startswith("http://127.0.0.1:8000/sign-in/link/")
    assert small("accounts", "link", "kim@city.example").stdout.strip() != url
    listed = value(small("accounts", "list", "--json"))
    assert listed == [
        {"role": "organiser", "email": "kim@city.example", "party": "", "signed_in_at": None}
    ]
    assert {one["kind"] for one in value(small("mail", "list", "--json"))} == {"invitation"}


def test_officers_and_contacts_are_invited_to_their_party(small: Call) -> None:
    for words in (
        ("officer@a.example", "--role", "officer", "--agency", "A1"),
        ("contact@f.example", "--role", "contact", "--firm", "F2"),
        ("viewer@city.example", "--role", "viewer"),
    ):
        assert small("accounts", "invite", *words).exit_code == 0
    lines = small("accounts", "list").stdout.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["viewer", "viewer@city.example", ""],
        ["officer", "officer@a.example", "A1"],
        ["contact", "contact@f.example", "F2"],
    ]


def test_what_does_not_fit_together_is_refused_and_changes_nothing(small: Call) -> None:
    for words, code in (
        (("no address",), 2),
        (("a@b.example", "--role", "officer"), 2),
        (("a@b.example", "--agency", "A1"), 2),
        (("a@b.example", "--role", "contact", "--firm", "F99"), 7),
    ):
        assert small("accounts", "invite", *words).exit_code == code, words
    assert small("accounts", "link", "a@b.example").exit_code == 2
    assert small("accounts", "remove", "a@b.example").exit_code == 2
    assert value(small("accounts", "list", "--json")) == []


def test_what_somebody_may_enter_is_taken_away(small: Call) -> None:
    for words in (
        ("kim@city.example",),
        ("kim@city.example", "--role", "officer", "--agency", "A1"),
    ):
        small("accounts", "invite", *words)
    taken = value(small("accounts", "remove", "kim@city.example", "--party", "A1", "--json"))
    assert taken == {"taken": ["officer A1"]}
    assert small("accounts", "remove", "kim@city.example").exit_code == 7
    small("accounts", "invite", "lee@city.example")
    assert "taken away: organiser" in small("accounts", "remove", "kim@city.example").stdout
    assert "taken away: nothing" in small("accounts", "remove", "kim@city.example").stdout


def test_what_commands_change_is_in_the_record(small: Call, engine: Engine) -> None:
    small("accounts", "invite", "new@desk.example", "--role", "viewer")
    small("accounts", "remove", "new@desk.example")
    with reading(engine) as session:
        acts = session.scalars(select(Act).order_by(Act.id)).all()
        assert [(one.kind, one.account_id) for one in acts] == [
            (ActKind.IMPORTED, None),
            (ActKind.PERSON_INVITED, None),
            (ActKind.PERSON_TAKEN, None),
        ]
        assert acts[0].said["rows"]["added"] > 50
