"""Words that mean the same: the table that comes with the program, amended by the fair's own."""

from collections import defaultdict
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain

from fairmatch.matching.words import PARTICLES, closed, stem, words

_SHORTEST_WITHIN = 2
"""Letters a word needs to be looked for within others; 떡 is found in 떡 구매, not in 떡갈나무."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the table in a text: as the table has it, and what it may mean."""

    word: str
    meanings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the table reads it: the table's words in it, and the pieces left.

    A phrase of the table leaves its words as well: 데이터 구축 may be met by 빅데이터.
    """

    found: tuple[Found, ...]
    rest: tuple[str, ...]


@cache
def default_pairs() -> tuple[tuple[str, str], ...]:
    """Give the words and meanings that come with the program."""
    table = files("fairmatch.matching").joinpath("synonyms.csv").read_text(encoding="utf-8")
    return tuple((row["word"], row["meaning"]) for row in DictReader(table.splitlines()))


class Synonyms:
    """A table of words, each with one or several meanings; words of a common meaning match.

    A meaning is itself a word that means itself. Meanings do not chain: two words match only
    if the table gives both the same meaning, or one as the meaning of the other.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        meanings: dict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, str] = {}
        for word, meaning in pairs:
            for shown in (meaning, word):
                key = closed(shown)
                if key:
                    self._shown.setdefault(key, shown)
                    meanings[key].add(closed(meaning))
        self._meanings = {word: frozenset(found) for word, found in meanings.items()}
        by_start: dict[str, list[str]] = defaultdict(list)
        for word in self._meanings:
            by_start[word[0]].append(word)
        self._by_start = {
            start: sorted(found, key=lambda word: (-len(word), word))
            for start, found in by_start.items()
        }

    @classmethod
    def amended(cls, own: Iterable[tuple[str, str]] = ()) -> "Synonyms":
        """Give the program's table with a fair's own pairs added.

        A pair with an empty meaning takes the word out of the program's table.
        """
        own = list(own)
        out = {closed(word) for word, meaning in own if not closed(meaning)}
        kept = (pair for pair in default_pairs() if closed(pair[0]) not in out)
        return cls(chain(kept, (pair for pair in own if closed(pair[1]))))

    def shown(self, word: str) -> str:
        """Give a word or meaning as the table writes it."""
        return self._shown[word]

    def same(self, word: str) -> list[str]:
        """Give the other words that share a meaning with this one, closed up, in order."""
        own = self._meanings.get(closed(word), frozenset())
        return sorted(
            other
            for other, found in self._meanings.items()
            if found & own and other != closed(word)
        )

    def read(self, text: str) -> Reading:
        """Give the table's words in a text, the longest at each place, and what is left of it.

        Spaces do not matter, nor particles between the parts; a word that spans a space has to
        begin where a word begins, and Latin words and single letters stand alone.
        """
        parts = words(text)
        stems = [stem(part) for part in parts]
        found, rest = self._walk(stems)
        # 어린이집 is cut to 어린집 where it was written 어린이 집: so as it stands as well.
        return Reading(tuple(dict.fromkeys([*found, *self._walk(parts)[0]])), tuple(rest))

    def _walk(self, parts: list[str]) -> tuple[list[Found], list[str]]:
        whole = "".join(parts)
        starts = set(accumulate((len(part) for part in parts), initial=0))
        found: list[Found] = []
        rest = [""]
        at = 0
        while at < len(whole):
            if at in starts:
                rest.append("")
            word = self._longest(whole, at, starts)
            if word:
                found.append(Found(word, self._meanings[word]))
                phrase = words(self._shown[word])
                rest.extend(phrase if len(phrase) > 1 else ())
                rest.append("")
            else:
                rest[-1] += whole[at]
            at += len(word) or 1
        return found, [piece for piece in rest if piece]

    def _longest(self, whole: str, at: int, starts: set[int]) -> str:
        for word in self._by_start.get(whole[at], ()):
            if whole.startswith(word, at) and _allowed(word, whole, at, starts):
                return word
        return ""


def _allowed(word: str, whole: str, at: int, starts: set[int]) -> bool:
    end = at + len(word)
    if len(word) < _SHORTEST_WITHIN or word[0].isascii():
        rest = whole[end : min((start for start in starts if start >= end), default=end)]
        return at in starts and (not rest or rest in PARTICLES)
    return at in starts or not any(at < start < end for start in starts)
