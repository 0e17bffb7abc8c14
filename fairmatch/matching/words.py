"""Korean text as it is compared: case, width, spaces and particles left out of account."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONG = ("으로서", "으로써", "에서는", "으로", "에서", "까지", "부터", "에게", "이나", "하고")
_SHORT = "을를이가은는의에와과로도"
PARTICLES = (*_LONG, *_SHORT)
SHORTEST_STEM = 2
"""Letters that stay when a particle is cut off; 의 in 회의 or 도 in 지도 is none."""

# Hangul, Latin letters and digits part where they meet: LED조명, 3D프린팅, A4용지.
_WORD = re.compile(r"[가-힣]+|[a-z]+\d*|\d+|[^\W\d_a-z가-힣]+")
# What writers set between parts of a word, as others set a space or nothing.
_BETWEEN = r"[\s·ㆍ・]"
# PostgreSQL knows no Korean letter by \w where the server runs in the C locale.
_LETTER = "[가-힣a-z0-9]"
_CUT = re.compile(_BETWEEN)
_PARTICLE = f"(?:{'|'.join(_LONG)}|[{_SHORT}])?"


def normal(text: str) -> str:
    """Give the text composed, in plain width and small letters."""
    # The dot of Korean keyboards is a letter to Unicode, an old vowel.
    text = unicodedata.normalize("NFKC", text.replace("ㆍ", "·"))
    return unicodedata.normalize("NFKC", text.casefold())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a word without the particle at its end, if two letters or more stay.

    Some words only look as if they ended in a particle (어린이, 놀이터의 놀이). Whoever compares
    stems therefore compares the words as they stand as well.
    """
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= SHORTEST_STEM:
            return word.removesuffix(particle)
    return word


def words(text: str) -> list[str]:
    """Give the words of a text in normal form, as they stand, signs left out."""
    return _WORD.findall(normal(text))


def closed(text: str) -> str:
    """Give the words of a text in normal form without anything between them."""
    return "".join(words(text))


def spellings(text: str) -> list[tuple[str, ...]]:
    """Give the words of a search, each as it stands and without its particle.

    Only spaces part them; what else writers put between parts of a word is left out.
    """
    found = (_CUT.sub("", word) for word in normal(text).split())
    return [tuple(dict.fromkeys((word, stem(word)))) for word in found if word]


def pattern(within: Iterable[str], alone: Iterable[str] = ()) -> str:
    """Give a regular expression that finds any of some words, however spaced and with particles.

    청소용역 is found in 청소 용역, 청소의 용역 and 청소·용역, and within longer words; those given
    ``alone`` are not, as 책 is within 정책. Python and PostgreSQL read it alike.
    """
    found = [_spaced(word) for word in within]
    found += [f"(?<!{_LETTER}){_spaced(word)}{_PARTICLE}(?!{_LETTER})" for word in alone]
    return f"(?i)(?:{'|'.join(found)})"


def _spaced(word: str) -> str:
    return f"(?:{_PARTICLE}{_BETWEEN}+)?".join(re.escape(letter) for letter in word)
