"""Files of firms: told by their content, few, small, and under names that do no harm."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect

from fairmatch.db import reading, writing
from fairmatch.firms.attachments import (
    MOST_BYTES,
    MOST_FILES,
    file_for_officers,
    files_of,
    find_file,
    keep_file,
    remove_file,
)
from fairmatch.firms.errors import BadFile, TooMany, Twice, UnknownFile
from fairmatch.firms.media import ENDINGS, harmless_name, media_type
from fairmatch.models import Approval
from tests.fairmatch.fair_rows import add_fair, add_firm
from tests.fairmatch.firms.registrants import Clock, the_firm

PDF = b"%PDF-1.7\n%..."
PNG = b"\x89PNG\r\n\x1a\n...."
Uid = Callable[[], str]


@pytest.fixture
def firms(engine: Engine) -> Engine:
    with writing(engine) as session:
        fair = add_fair(session)
        add_firm(session, fair, "F1")
        add_firm(session, fair, "F2")
    return engine


def test_a_file_is_kept_and_given_back_whole(firms: Engine, clock: Clock, new_uid: Uid) -> None:
    with writing(firms) as session:
        kept = keep_file(
            session, the_firm(session, "F1"), "소개서.pdf", PDF, clock=clock, new_uid=new_uid
        )
        uid = kept.uid
    with reading(firms) as session:
        [listed] = files_of(session, the_firm(session, "F1"))
        assert "content" in inspect(listed).unloaded
        assert (listed.name, listed.media_type, listed.size) == (
            "소개서.pdf",
            "application/pdf",
            len(PDF),
        )
        assert find_file(session, the_firm(session, "F1"), uid).content == PDF
        with pytest.raises(UnknownFile):
            find_file(session, the_firm(session, "F2"), uid)
    with writing(firms) as session:
        with pytest.raises(UnknownFile):
            remove_file(session, the_firm(session, "F2"), uid)
        assert remove_file(session, the_firm(session, "F1"), uid) == "소개서.pdf"
        assert files_of(session, the_firm(session, "F1")) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (PDF + b"x" * MOST_BYTES, "large"),
        (b"<script>alert(1)</script>", "type"),
        (b"MZ\x90\x00", "type"),
        (b"PK\x03\x04", "type"),
        (b"\n%PDF-1.7", "type"),
    ],
)
def test_what_is_no_such_file_is_refused_whatever_its_name(
    sqlite_engine: Engine, content: bytes, reason: str, clock: Clock, new_uid: Uid
) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        with pytest.raises(BadFile) as caught:
            keep_file(session, firm, "소개서.pdf", content, clock=clock, new_uid=new_uid)
        assert caught.value.reason == reason
        assert files_of(session, firm) == []


def test_files_are_few_and_none_is_there_twice(firms: Engine, clock: Clock, new_uid: Uid) -> None:
    with writing(firms) as session:
        firm = the_firm(session, "F1")

        def keep(content: bytes) -> None:
            keep_file(session, firm, "a.pdf", content, clock=clock, new_uid=new_uid)

        for number in range(MOST_FILES):
            keep(PDF + bytes([number]))
        with pytest.raises(Twice) as twice:
            keep(PDF + b"\0")
        assert twice.value.value == "a.pdf"
        with pytest.raises(TooMany) as many:
            keep(PDF)
        assert many.value.most == MOST_FILES


def test_officers_see_files_only_with_consent_and_of_firms_that_take_part(
    sqlite_engine: Engine, clock: Clock, new_uid: Uid
) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        uid = keep_file(session, firm, "a.png", PNG, clock=clock, new_uid=new_uid).uid
        with pytest.raises(UnknownFile):
            file_for_officers(session, firm, uid)
        firm.consent_third_party = clock().date()
        assert file_for_officers(session, firm, uid).content == PNG
        firm.approval = Approval.WAITING
        with pytest.raises(UnknownFile):
            file_for_officers(session, firm, uid)
        firm.approval, firm.withdrawn_at = Approval.APPROVED, clock()
        with pytest.raises(UnknownFile):
            file_for_officers(session, firm, uid)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kim\\소개서.PDF", "소개서.pdf"),
        ("evil.pdf.exe", "evil.pdf.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        (".pdf", "file.pdf"),
        ('"<b>".pdf', "b.pdf"),
    ],
)
def test_hostile_names_become_harmless(typed: str, kept: str) -> None:
    assert harmless_name(typed, "application/pdf") == kept


@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_any_name_becomes_a_short_printable_one_of_its_kind(typed: str, kind: str) -> None:
    name = harmless_name(typed, kind)
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
    assert name.endswith(ENDINGS[kind])
    assert not name.startswith(".")
    assert len(name) <= 85
    assert harmless_name(name, kind) == name


@given(st.binary(max_size=40))
def test_any_content_is_of_a_kind_or_of_none(content: bytes) -> None:
    assert media_type(content) in {None, *ENDINGS}


def test_each_kind_is_told_by_how_it_begins() -> None:
    assert media_type(PDF) == "application/pdf"
    assert media_type(PNG) == "image/png"
    assert media_type(b"\xff\xd8\xff\xe0JFIF") == "image/jpeg"
    assert media_type(b"RIFF\n\0\0\0WEBPVP8 ") == "image/webp"
