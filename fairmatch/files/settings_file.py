"""The settings of a fair, ``fair.toml``, as a table of keys and values."""

import re
import tomllib
from datetime import datetime

from fairmatch.files.cells import CellValue, text_of
from fairmatch.files.delimited import decode
from fairmatch.files.grid import Grid, UnreadableFile
from fairmatch.wording import Words

_KEY = re.compile(r"""^\s*["']?([^\s"'=\[#]+)["']?\s*=""")


def read(content: bytes) -> Grid:
    """Give ``fair.toml`` as rows of key and value, each with the line its key stands on.

    Raises
    ------
    UnreadableFile
        If it is no TOML; the message names the line.
    """
    text = decode(content)
    try:
        settings = {key: _shown(key, value) for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        expected = Words(ko='TOML로 쓴 설정(이름 = "값")', en='settings as TOML: key = "value"')
        raise UnreadableFile(str(error), expected) from error
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _KEY.match(line):
            lines.setdefault(found[1], number)
    rows: Grid = [(0, ("key", "value"))]
    rows.extend((lines.get(key, 0), (key, value)) for key, value in settings.items())
    return rows


def _shown(key: str, value: CellValue | list[object] | dict[str, object]) -> str:
    if isinstance(value, list | dict):
        raise ValueError(f"{key} is {'a list' if isinstance(value, list) else 'a section'}")
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise ValueError(f"{key} has an offset from UTC; times are local times of the fair")
    return text_of(value)
