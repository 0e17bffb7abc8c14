"""A fair's own synonyms: added, removed, taken from a file and given as one."""

import csv
import io

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import BadInput
from fairmatch.fairs import find_fair
from fairmatch.matching.editing import (
    Added,
    BadSynonym,
    Origin,
    Pair,
    add_synonym,
    pairs_of,
    read_synonyms,
    remove_synonym,
    synonyms_csv,
    take_out,
)
from fairmatch.matching.finding import synonyms_of
from fairmatch.models import Synonym
from tests.fairmatch.fair_rows import add_fair


@pytest.fixture
def fair(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_fair(session)
    return engine


def same(engine: Engine, word: str) -> list[str]:
    with reading(engine) as session:
        return synonyms_of(session, find_fair(session, "fair")).same(word)


def test_a_pair_that_is_added_counts_once(fair: Engine) -> None:
    for new in (True, False):
        with writing(fair) as session:
            assert add_synonym(session, find_fair(session, "fair"), "땀받이", "근무복") is new
    assert "근무복" in same(fair, "땀받이")
    with writing(fair) as session:
        found = find_fair(session, "fair")
        assert pairs_of(session, found, "땀 받이") == [Pair("땀받이", "근무복", Origin.OWN)]
        assert remove_synonym(session, found, "땀받이", "근무복")
        assert not remove_synonym(session, found, "땀받이", "근무복")
    assert same(fair, "땀받이") == []


def test_a_word_of_the_program_can_be_taken_out_and_put_back(fair: Engine) -> None:
    assert "근무복" in same(fair, "유니폼")
    with writing(fair) as session:
        found = find_fair(session, "fair")
        assert take_out(session, found, "유니폼")
        assert not take_out(session, found, "유니폼")
        assert not take_out(session, found, "없는낱말")
        assert Origin.TAKEN_OUT in {one.origin for one in pairs_of(session, found, "유니폼")}
    assert same(fair, "유니폼") == []
    with writing(fair) as session:
        assert remove_synonym(session, find_fair(session, "fair"), "유니폼", "")
    assert "근무복" in same(fair, "유니폼")


@pytest.mark.parametrize(
    ("word", "meaning", "field"),
    [
        ("", "근무복", "word"),
        ("!!", "근무복", "word"),
        ("유니폼", "", "meaning"),
        ("유니폼", "유니 폼", "meaning"),
        ("가" * 61, "근무복", "word"),
    ],
)
def test_what_can_be_no_pair_is_refused(fair: Engine, word: str, meaning: str, field: str) -> None:
    with writing(fair) as session, pytest.raises(BadSynonym) as caught:
        add_synonym(session, find_fair(session, "fair"), word, meaning)
    assert list(caught.value.expected) == [field]


def test_a_file_is_added_whole_and_given_back_the_same(fair: Engine) -> None:
    content = "낱말,뜻\n땀받이,근무복\n=1+1,근무복\n유니폼,\n".encode("cp949")
    for added in (Added(3, 0), Added(0, 3)):
        with writing(fair) as session:
            assert read_synonyms(session, find_fair(session, "fair"), "a.csv", content) == added
    with reading(fair) as session:
        given = synonyms_csv(session, find_fair(session, "fair"))
    rows = list(csv.reader(io.StringIO(given.decode("utf-8-sig"))))
    assert rows == [["낱말", "뜻"], ["'=1+1", "근무복"], ["땀받이", "근무복"], ["유니폼", ""]]


def test_a_file_with_an_error_adds_nothing(fair: Engine) -> None:
    content = "낱말,뜻\n땀받이,근무복\n모자,모 자\n".encode()
    with writing(fair) as session, pytest.raises(BadInput) as caught:
        read_synonyms(session, find_fair(session, "fair"), "a.csv", content)
    assert [(cell.row, cell.column) for cell in caught.value.cells] == [(3, "뜻")]
    with reading(fair) as session:
        assert session.scalars(select(Synonym)).all() == []
