"""Every word of the pages is there in Korean, and what is served is what was written."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[2] / "web"
FOLDER = WEB / "translations" / "ko" / "LC_MESSAGES"
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="ko")


def _singular(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def test_every_message_of_the_pages_is_translated_and_no_other(catalogue: Catalog) -> None:
    said = {_singular(message) for _, _, message, _, _ in extract_from_dir(WEB, METHODS)}
    written = {_singular(message.id) for message in catalogue if message.id}
    assert said == written


def test_no_translation_is_empty_or_doubtful_or_loses_a_value(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        assert not message.fuzzy
        assert all(message.string if isinstance(message.string, tuple) else [message.string])
        assert not list(message.check(catalogue)), message.id


def test_the_compiled_catalogue_is_up_to_date(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    with (FOLDER / "messages.mo").open("rb") as file:
        served = {_singular(one.id): one.string for one in read_mo(file) if one.id}
    fresh = {
        _singular(one.id): one.string for one in read_mo(BytesIO(compiled.getvalue())) if one.id
    }
    assert served == fresh
