"""The organiser edits words of the same meaning at the desk; everybody's search feels it."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair
from tests.web.signing_in import Members, members, sign_in

WORDS = "/desk/small/synonyms"


@pytest.fixture
def who(planned: None, engine: Engine, clock: Callable[[], datetime]) -> Members:
    with writing(engine) as session:
        return members(session, session.scalars(select(Fair)).one(), clock)


@pytest.fixture
def organiser(app: Flask, who: Members) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, who.organiser)
    return client


def test_a_word_that_is_added_is_searched_by_at_once(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    search = "/fairs/small/plans?q=땀받이옷"
    assert "P102" not in client.get(search).text
    answer = organiser.post(WORDS, data={"word": "땀받이옷", "meaning": "작업복"})
    assert "추가했습니다" in organiser.get(answer.location).text
    assert "P102" in client.get(search).text
    assert "P102" not in client.get(search + "&words=exact").text
    assert "땀받이옷" in organiser.get(WORDS + "?q=땀받이").text
    again = organiser.post(WORDS, data={"word": "땀받이옷", "meaning": "작업복"})
    assert "이미 있습니다" in organiser.get(again.location).text


def test_what_was_removed_can_be_put_back(organiser: FlaskClient) -> None:
    pair = {"word": "땀받이옷", "meaning": "작업복"}
    organiser.post(WORDS, data=pair)
    answer = organiser.post(WORDS + "/remove", data={**pair, "origin": "own"})
    page = organiser.get(answer.location).text
    assert "삭제했습니다" in page
    assert 'value="땀받이옷"' in page


def test_a_word_of_the_program_is_taken_out_and_put_back(organiser: FlaskClient) -> None:
    out = organiser.post(WORDS + "/remove", data={"word": "유니폼", "origin": "program"})
    assert "쓰지 않습니다" in organiser.get(out.location).text
    assert "<del>유니폼</del>" in organiser.get(WORDS + "?q=유니폼").text
    organiser.post(WORDS + "/remove", data={"word": "유니폼", "origin": "taken_out"})
    assert "<del>유니폼</del>" not in organiser.get(WORDS + "?q=유니폼").text


def test_what_is_wrong_is_told_and_kept(organiser: FlaskClient) -> None:
    answer = organiser.post(WORDS, data={"word": "<b>모자</b>", "meaning": ""})
    assert answer.status_code == 422
    assert 'href="#meaning"' in answer.text
    assert "&lt;b&gt;모자" in answer.text


def test_words_go_out_and_come_in_as_a_file(organiser: FlaskClient) -> None:
    sent = {"file": (io.BytesIO("낱말,뜻\n땀받이옷,작업복\n".encode()), "낱말.csv")}
    answer = organiser.post(WORDS + "/upload", data=sent)
    assert "새 낱말 1개" in organiser.get(answer.location).text
    assert "땀받이옷,작업복" in organiser.get(WORDS + ".csv").get_data(as_text=True)
    bad = {"file": (io.BytesIO("낱말,뜻\n,작업복\n".encode()), "낱말.csv")}
    refused = organiser.post(WORDS + "/upload", data=bad)
    assert refused.status_code == 422
    assert "2행" in refused.text
    assert organiser.post(WORDS + "/upload", data={}).status_code == 422


def test_a_viewer_looks_and_changes_nothing(app: Flask, who: Members) -> None:
    client = app.test_client()
    sign_in(client, who.viewer)
    assert '<form method="post"' not in client.get(WORDS).text
    assert client.post(WORDS, data={"word": "가나", "meaning": "다라"}).status_code in (400, 404)
