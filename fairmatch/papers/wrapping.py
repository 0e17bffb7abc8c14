"""Long words without a place to break, which would run over the edge of their column."""

import re
from collections.abc import Mapping

LONGEST = 14
"""Characters of a word that stay together; Korean breaks between syllables by itself."""

_BREAK = "\u200b"
_LONG = re.compile(r"[^\s\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]{15,}")
# What no paper can show; a name with such a character in it is printed without it.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


WHOLE = frozenset({"image", "alt", "title", "author"})
"""Keys of what is no running text: pictures, what is said in their place, what the file says."""


def wrappable(value: object) -> object:
    """Give the value with places to break put into the long words of all its texts."""
    if isinstance(value, str):
        return _wrapped(value)
    if isinstance(value, Mapping):
        return {key: one if key in WHOLE else wrappable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [wrappable(one) for one in value]
    return value


def _wrapped(text: str) -> str:
    return _LONG.sub(_broken, _UNPRINTABLE.sub("", text))


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return _BREAK.join(word[at : at + LONGEST] for at in range(0, len(word), LONGEST))
