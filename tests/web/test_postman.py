"""Mails sent while the server runs: at once, by one of several, and after a failure again."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import reading, writing
from fairmatch.errors import CannotWrite
from fairmatch.mail import Sent, post_page_addresses, sender_of
from fairmatch.models import Fair, Mail, MailState
from tests.services.smtp import running_post_office
from web.postman import Postman, employ


def _until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.025)
    raise AssertionError("it did not come to that")


def test_a_code_is_sent_as_soon_as_it_is_asked_for(
    client: FlaskClient, planned: None, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    site = client.application.extensions["fairmatch"]
    folder = tmp_path / "mail"
    to_folder = settings.model_copy(update={"mail_folder": folder})
    sender = sender_of(engine, to_folder, site.secret, clock=site.clock)
    postman = Postman(sender.send_due, pause=600)
    employ(client.application, postman)
    try:
        client.get("/sign-in")
        client.application.config["WTF_CSRF_ENABLED"] = False
        client.post("/sign-in", data={"email": "hello@corridor.example"})
        _until(lambda: folder.is_dir() and len(list(folder.glob("*.eml"))) == 1)
    finally:
        postman.stop()


def test_two_servers_send_each_mail_once(
    planned: None, engine: Engine, settings: Settings, clock: Callable[..., object]
) -> None:
    numbers = iter(range(1000))
    with running_post_office() as office:
        by_post = settings.model_copy(update={"smtp": SecretStr(office.url)})
        secret = settings.secret_file.read_bytes()
        with writing(engine) as session:
            post_page_addresses(
                session,
                secret,
                session.scalars(select(Fair)).one(),
                clock=clock,  # type: ignore[arg-type]
                new_uid=lambda: f"{next(numbers):032x}",
            )
        postmen = [
            Postman(
                sender_of(engine, by_post, secret, clock=clock).send_due,  # type: ignore[arg-type]
                pause=0.05,
            )
            for _ in range(2)
        ]
        for one in postmen:
            one.start()

        def all_sent() -> bool:
            with reading(engine) as session:
                return set(session.scalars(select(Mail.state))) == {MailState.SENT}

        _until(all_sent)
        for one in postmen:
            one.stop()
        assert len({message["Message-ID"] for message in office.messages()}) == 8
        assert len(office.taken) == 8


def test_a_failure_is_noted_without_names_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tried, again = [0], Event()

    def send_due() -> Sent:
        tried[0] += 1
        if tried[0] == 1:
            raise CannotWrite(Path("kim@city.example"), "kim@city.example is full")
        again.set()
        return Sent()

    postman = Postman(send_due, pause=0.01)
    with caplog.at_level(logging.WARNING):
        postman.start()
        assert again.wait(10)
        postman.stop()
    assert "CannotWrite" in caplog.text
    assert "kim" not in caplog.text
