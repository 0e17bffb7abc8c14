"""The commands of the outbox."""

from pathlib import Path

import pytest

from tests.fairmatch.cli.conftest import Call, value
from tests.services.smtp import running_post_office


def test_addresses_are_posted_sent_into_a_folder_and_listed(
    small: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRMATCH_MAIL_FOLDER", str(tmp_path / "mail"))
    assert small("init").exit_code == 0
    posted = value(small("mail", "addresses", "--json"))
    assert posted == {"posted": 8, "already": 0, "without": []}
    assert value(small("mail", "addresses", "--json"))["already"] == 8
    sent = value(small("mail", "send", "--json"))
    assert sent == {"sent": 8, "put_off": 0, "given_up": 0, "unsure": 0}
    assert len(list((tmp_path / "mail").iterdir())) == 8
    listed = small("mail", "list").output
    assert listed.count("\tsent\t") == 8
    assert listed.splitlines()[-1] == "8 sent"
    assert {one["state"] for one in value(small("mail", "list", "--json"))} == {"sent"}


def test_a_mail_server_is_used_where_one_is_set(
    small: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_post_office() as office:
        monkeypatch.setenv("FAIRMATCH_SMTP", office.url)
        small("mail", "addresses")
        result = small("mail", "send")
        assert "8 sent to the mail server" in result.output
        assert len(office.taken) == 8


def test_an_empty_outbox_is_told(small: Call) -> None:
    assert small("mail", "list").output == "no mail\n"
