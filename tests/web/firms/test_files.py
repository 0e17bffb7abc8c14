"""Files on the pages: told by content, handed out as attachments, refused in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from fairmatch.db import reading, writing
from fairmatch.firms.attachments import MOST_BYTES
from fairmatch.models import Firm, FirmFile
from web.uploads import MOST_BYTES as MOST_SENT

PAGE = "/firm/small/F1/profile/files"
PDF = b"%PDF-1.7 words"


def _send(client: FlaskClient, content: bytes, name: str = "소개서.pdf") -> TestResponse:
    answer = client.post(f"{PAGE}?lang=en", data={"file": (BytesIO(content), name)})
    # What is large the client writes into a file of its own, and leaves it open.
    answer.request.environ["wsgi.input"].close()
    return answer


def _uid(engine: Engine) -> str:
    with reading(engine) as session:
        return session.scalars(select(FirmFile.uid)).one()


def _count(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.scalars(select(FirmFile.id)).all())


def test_a_file_is_taken_and_handed_back_as_an_attachment(
    contact: FlaskClient, engine: Engine
) -> None:
    assert _send(contact, PDF).status_code == 303
    answer = contact.get(f"{PAGE}/{_uid(engine)}")
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"___.pdf\"; filename*=UTF-8''%EC%86%8C%EA%B0%9C%EC%84%9C.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"].startswith("private")
    assert "소개서.pdf" in contact.get(PAGE).text


def test_another_firms_file_is_not_there(contact: FlaskClient, engine: Engine) -> None:
    _send(contact, PDF)
    uid = _uid(engine)
    with writing(engine) as session:
        other = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        session.scalars(select(FirmFile)).one().firm_id = other.id
    assert contact.get(f"{PAGE}/{uid}").status_code == 404
    assert contact.post(f"{PAGE}/{uid}/remove").status_code == 303
    assert _count(engine) == 1
    assert contact.get(f"{PAGE}/../../etc/passwd").status_code == 404


def test_officers_are_handed_files_only_with_the_firms_consent(
    contact: FlaskClient, officer: FlaskClient, engine: Engine
) -> None:
    _send(contact, PDF)
    with writing(engine) as session:
        session.scalars(select(Firm).where(Firm.code == "F1")).one().consent_third_party = None
    address = f"/agency/small/A1/firms/F1/files/{_uid(engine)}"
    assert officer.get(address).status_code == 404
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.consent_third_party = firm.consent_privacy
    assert officer.get(address).data == PDF
    assert officer.get(address.replace("F1", "F2")).status_code == 404
    assert officer.get(address.replace("F1", "nobody")).status_code == 404
    assert contact.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"<html><script>", "is no PDF"),
        (PDF + b"x" * MOST_BYTES, "larger than 5 MB"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    contact: FlaskClient, engine: Engine, content: bytes, told: str
) -> None:
    answer = _send(contact, content, "../../<b>.pdf")
    assert answer.status_code == 422
    assert told in answer.text
    assert "<b>" not in answer.text
    assert _count(engine) == 0


def test_no_file_a_file_too_many_and_the_same_twice(contact: FlaskClient, engine: Engine) -> None:
    assert "Please choose a file" in contact.post(f"{PAGE}?lang=en", data={}).text
    _send(contact, PDF)
    assert "This very file is here already" in _send(contact, PDF).text
    for number in range(2):
        _send(contact, PDF + bytes([65 + number]))
    assert "There are 3 files already" in _send(contact, PDF + b"more").text
    assert _count(engine) == 3
    removed = contact.post(f"{PAGE}/nothing/remove")
    assert removed.location == PAGE


def test_a_file_is_removed(contact: FlaskClient, engine: Engine) -> None:
    _send(contact, PDF)
    assert "removed=" in contact.post(f"{PAGE}/{_uid(engine)}/remove").location
    assert _count(engine) == 0


def test_what_is_far_too_large_gets_a_page_that_says_so(
    contact: FlaskClient, engine: Engine
) -> None:
    answer = _send(contact, PDF + b"x" * MOST_SENT)
    assert answer.status_code == 413
    assert "16 MB is the most" in answer.text
    assert _count(engine) == 0


@contextmanager
def _full_disk(engine: Engine) -> Iterator[None]:
    """Let the database have no page more than it has now."""

    def limit(connection, _record, _proxy) -> None:  # type: ignore[no-untyped-def]
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used}")

    engine.dispose()
    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    engine.dispose()


def test_a_full_disk_is_survived_and_said(contact: FlaskClient, engine: Engine) -> None:
    with _full_disk(engine):
        answer = _send(contact, PDF + b"x" * 2_000_000)
        assert answer.status_code == 507
        assert "no room just now" in answer.text
        assert contact.get(PAGE).status_code == 200
    assert _count(engine) == 0
    assert _send(contact, PDF).status_code == 303


def test_other_writes_to_a_full_disk_are_answered_too(contact: FlaskClient, engine: Engine) -> None:
    page = contact.get("/firm/small/F1/profile/offer").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    names = {f"name_{number}": f"{number}" + "가" * 190 for number in range(1, 21)}
    with _full_disk(engine):
        answer = contact.post(
            "/firm/small/F1/profile/offer?lang=en", data={"seen": seen, "rows": "20"} | names
        )
    assert answer.status_code == 507
    assert "no room just now" in answer.text


def test_other_failures_of_the_database_are_not_called_a_full_disk(
    contact: FlaskClient, engine: Engine
) -> None:
    with engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("DROP TABLE firm_file")
    contact.application.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(OperationalError):
        _send(contact, PDF)
