"""Why a plan item and a product match: which words, by which synonym, which digits."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, product

from rapidfuzz import fuzz

from fairmatch.matching.categories import TELLING_DIGITS, shared_digits
from fairmatch.matching.items import Offered, Reason, ReasonKind, Wanted
from fairmatch.matching.synonyms import Reading, Synonyms

_ALIKE = 80
"""Per cent of letters (ㅍ, ㅣ, ㄹ …, not syllables) that two spellings of a word share."""
_SHORTEST = 2


@cache
def buying_words() -> frozenset[str]:
    """Give the words that stand in any plan or pitch and say nothing of what is bought."""
    return frozenset(
        files("fairmatch.matching").joinpath("buying_words.txt").read_text("utf-8").split()
    )


def reasons(
    synonyms: Synonyms, wanted: Wanted, offered: Offered, reading: Reading, other: Reading
) -> tuple[Reason, ...]:
    """Give what speaks for a match, the strongest first; nothing if only stray letters do.

    ``reading`` is the plan item's title as the table of synonyms reads it, ``other`` the
    product's name.
    """
    found = [*_by_table(synonyms, reading, other), *_by_spelling(reading, other)]
    digits = shared_digits(wanted.category, offered.category)
    if len(digits) >= TELLING_DIGITS:
        found.append(Reason(ReasonKind.CATEGORY, wanted.category, offered.category, digits))
    order = list(ReasonKind)
    return tuple(sorted(dict.fromkeys(found), key=lambda reason: order.index(reason.kind)))


def _by_table(synonyms: Synonyms, reading: Reading, other: Reading) -> Iterator[Reason]:
    in_both = {found.word for found in reading.found} & {found.word for found in other.found}
    for one, two in product(reading.found, other.found):
        common = one.meanings & two.meanings
        said, offered = synonyms.shown(one.word), synonyms.shown(two.word)
        if one.word == two.word:
            yield Reason(ReasonKind.SAME, said, offered)
        elif common and not in_both & {one.word, two.word}:
            yield Reason(ReasonKind.SYNONYM, said, offered, synonyms.shown(min(common)))


def _by_spelling(reading: Reading, other: Reading) -> Iterator[Reason]:
    """Compare the words that the table does not know with all words of the other side.

    Of two that it does not know, one may be part of the other; 청소년, which it knows, is not
    met by 청소.
    """
    strange, strange_too = _telling(reading.rest), _telling(other.rest)
    for one, two in product(strange, strange_too):
        if one == two:
            yield Reason(ReasonKind.SAME, one, two)
        elif one in two or two in one or _alike(one, two):
            yield Reason(ReasonKind.SIMILAR, one, two)
    known, known_too = ([found.word for found in one.found] for one in (reading, other))
    for one, two in chain(product(strange, known_too), product(known, strange_too)):
        if _alike(one, two):
            yield Reason(ReasonKind.SIMILAR, one, two)


def _telling(pieces: Iterable[str]) -> list[str]:
    return [
        piece
        for piece in pieces
        if len(piece) >= _SHORTEST and piece not in buying_words() and not piece.isdigit()
    ]


def _alike(one: str, two: str) -> bool:
    """Compare letter by letter: 리플렛 and 리플릿 differ in one vowel, 소독 and 소방 in more."""
    letters = (unicodedata.normalize("NFD", word) for word in (one, two))
    return fuzz.ratio(*letters, score_cutoff=_ALIKE) > 0
